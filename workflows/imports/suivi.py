"""How far an import is, for who waits for it."""

from collections.abc import Callable
from typing import Literal

Etape = Literal["attente", "lecture", "ecriture", "rapprochement", "annulation"]
"""Waiting for another import to end, reading, writing, working marchés out, taking back."""

Suivi = Callable[[Etape, int, int], None]
"""Told of each step forward: the stage, by how much (bytes or records), out of how many.

Out of 0 when nobody can say.
"""


def sans_suivi(_etape: Etape, _done: int, _total: int) -> None:
    """Let the steps go by."""


def attendre(suivi: Suivi) -> Callable[[], None]:
    """What to call when another import is to end first."""
    return lambda: suivi("attente", 0, 0)
