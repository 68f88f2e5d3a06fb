"""What a worker does again and again, so that échéances are followed and recalled."""

from dataclasses import dataclass, field
from datetime import date, datetime

from schemes.scheme import Scheme
from storage.store import Store
from workflows.clock import paris_day
from workflows.echeances.relances import deliver_due, is_anything_due
from workflows.echeances.results import Resume
from workflows.echeances.suivi import follow
from workflows.revue.attentes import follow_contracts, follow_work


@dataclass
class Veille:
    """Ticks over a store; `coordinateur` is the id of a person or of a channel.

    Any number of workers may tick at once, and one that stops loses nothing.
    """

    store: Store
    coordinateur: str
    _followed: Scheme | None = field(default=None, init=False)
    _day: date | None = field(default=None, init=False)

    def tick(self, scheme: Scheme, now: datetime) -> tuple[Resume, ...]:
        """Follow a definition that is new here, and each day what waits in the bot; then owe what
        is due. A tick with nothing to do only reads.

        What waits is followed again with each digest, whose lines are therefore true when it is
        written.
        """
        if self._followed is not scheme:
            with self.store.write() as session:
                follow(session, scheme, now)
            self._followed, self._day = scheme, None
        if self._day != paris_day(now):
            with self.store.write() as session:
                follow_work(session, scheme, now)
                follow_contracts(session, scheme, now)
            self._day = paris_day(now)
        with self.store.read() as session:
            if not is_anything_due(session, scheme, now):
                return ()
        with self.store.write() as session:
            follow_work(session, scheme, now)
            return deliver_due(session, scheme, now, coordinateur=self.coordinateur)
