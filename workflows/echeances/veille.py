"""What a worker does again and again, so that échéances are followed and recalled."""

from dataclasses import dataclass, field
from datetime import datetime

from schemes.scheme import Scheme
from storage.store import Store
from workflows.echeances.relances import deliver_due, is_anything_due
from workflows.echeances.results import Resume
from workflows.echeances.suivi import follow


@dataclass
class Veille:
    """Ticks over a store; `coordinateur` is the id of a person or of a channel.

    Any number of workers may tick at once, and one that stops loses nothing.
    """

    store: Store
    coordinateur: str
    _followed: Scheme | None = field(default=None, init=False)

    def tick(self, scheme: Scheme, now: datetime) -> tuple[Resume, ...]:
        """Follow a definition that is new here, then owe what is due; a tick with nothing to do
        only reads.
        """
        if self._followed is not scheme:
            with self.store.write() as session:
                follow(session, scheme, now)
            self._followed = scheme
        with self.store.read() as session:
            if not is_anything_due(session, scheme, now):
                return ()
        with self.store.write() as session:
            return deliver_due(session, scheme, now, coordinateur=self.coordinateur)
