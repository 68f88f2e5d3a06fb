"""Which échéance of a changed definition is one already followed, in other words."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from storage.echeances_tables import EcheanceSuivie
from workflows.echeances.occurrences import Occurrence

Due = TypeVar("Due", EcheanceSuivie, Occurrence)
_Place = tuple[str, str, str, str]


def reworded(
    vanished: Iterable[EcheanceSuivie], appeared: Iterable[Occurrence]
) -> dict[str, EcheanceSuivie]:
    """The row that goes on under each new key: only its words changed.

    One that vanished and one that appeared are the same when the same node, or body, prints the
    same date for both, and for no other of them. What returns is compared for each of its times.
    """
    left, come = _by_date(vanished), _by_date(appeared)
    return {
        come[date][0].cle: rows[0]
        for date, rows in left.items()
        if len(rows) == 1 and len(come[date]) == 1
    }


def _by_date(found: Iterable[Due]) -> defaultdict[_Place, list[Due]]:
    """What carries each thing due, what it is, and its date as printed and as read."""
    places: defaultdict[_Place, list[Due]] = defaultdict(list)
    for due in found:
        carrier = "/".join(due.cle.split("/")[:2])
        places[carrier, due.nature, due.imprime, due.quand].append(due)
    return places
