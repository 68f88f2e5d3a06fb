"""The channels of an authority's messenger, by their ids."""

from typing import NamedTuple


class Canaux(NamedTuple):
    """`comite` sees the dossiers it decides on; `coordination` what has no one else to read it.

    Without one, or when nothing reaches it any more, people who have the role read it.
    """

    comite: str | None = None
    coordination: str | None = None


NO_CHANNEL = Canaux()
