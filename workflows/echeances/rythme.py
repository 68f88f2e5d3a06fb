"""When a due date is recalled: pure computation, from the rhythm of the definition.

Decided, and held by the tests:

- a reminder that falls on a closed day moves to the next working day;
- one of those before the due date never passes it: it then falls on the last working day up to it;
- two that land on the same day are one, the nearer to the due date;
- every reminder is due when office hours open, in Paris.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, pairwise
from typing import NamedTuple

from schemes.rappels import Rappels
from workflows.echeances.jours import JoursOuvres


class Relance(NamedTuple):
    """A reminder of a due date: `pas` calendar days after it (before when negative), said `jour`.

    `pas` is the rhythm's own, `jour` the working day on which it falls.
    """

    pas: int
    jour: date


@dataclass(frozen=True)
class Rythme:
    """The rhythm of an authority's reminders of something, by its nature."""

    rappels: Rappels
    nature: str = "echeance"

    @property
    def jours(self) -> JoursOuvres:
        """Its working days."""
        return JoursOuvres(self.rappels)

    def reminders(self, due: date) -> Iterator[Relance]:
        """Every reminder of a due date, without end: those before it, then while it is late."""
        for earlier, later in pairwise(self._each(due)):
            if earlier.jour != later.jour:
                yield earlier

    def next(
        self,
        due: date,
        after: datetime,
        *,
        said: int | None = None,
        quiet_until: datetime | None = None,
    ) -> tuple[Relance, datetime]:
        """The first reminder of a due date after an instant, and when it is due, in UTC.

        `said` is the last step already said for this date. Until `quiet_until`, people are left
        in peace, save on the due date itself.
        """
        for relance in self.reminders(due):
            instant = self.jours.opening(relance.jour)
            quiet = quiet_until is not None and instant < quiet_until and relance.pas != 0
            if instant > after and (said is None or relance.pas > said) and not quiet:
                return relance, instant
        raise AssertionError("reminders never end")

    def is_for_coordinator(self, due: date, today: date) -> bool:
        """Whether something is so late that the coordinator reads of it too.

        A draft is its writers' own.
        """
        return self.nature != "brouillon" and (today - due).days >= self.rappels.coordinateur_apres

    def _each(self, due: date) -> Iterator[Relance]:
        cadence = self.rappels.cadence(self.nature)
        for days in sorted(cadence.avant, reverse=True):
            day = self.jours.on_or_after(due - timedelta(days))
            yield Relance(-days, day if day <= due else self.jours.on_or_before(due))
        for rank in count(1):
            days = rank * cadence.apres
            yield Relance(days, self.jours.on_or_after(due + timedelta(days)))
