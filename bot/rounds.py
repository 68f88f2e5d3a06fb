"""What comes round by itself: échéances recalled, delays that pass, agendas, contracts that end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Self

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.outbox import Outbox
from storage.tables import now
from workflows.assistant import Assistant
from workflows.clock import paris_day
from workflows.coordination import coordinateurs
from workflows.echeances.abandons import dire_abandons, essayer_canal
from workflows.echeances.jours import JoursOuvres
from workflows.echeances.semaine import dire_semaine_calme
from workflows.echeances.veille import Veille
from workflows.echeances.vigie import dire_retard
from workflows.revue.annonces import Annonces
from workflows.revue.fins import bilans_dus
from workflows.revue.programme import a_convoquer
from workflows.revue.visas import passer_delai

log = structlog.get_logger()

EVERY = timedelta(minutes=1)


class Rounds:
    """Rounds made in a thread of their own; use it in a `with` block.

    Any number of processes may make them at once: what is due is in the store, and said once.
    """

    def __init__(
        self,
        current: Callable[[], Assistant],
        outbox: Outbox,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._current = current
        self._outbox = outbox
        self._clock = clock
        self._veille = Veille(current().store, coordinateur="")
        self._day: date | None = None
        self._ticking = BackgroundScheduler(timezone="UTC")
        self._ticking.add_job(
            self._make_or_log,
            "interval",
            seconds=EVERY.total_seconds(),
            next_run_time=now(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def __enter__(self) -> Self:
        if self._coordinator(self._current()) is None:
            log.warning("no_coordinator", effect="no reminder leaves until someone has this role")
        self._ticking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ticking.shutdown()

    def make(self) -> None:
        """One round."""
        assistant, instant = self._current(), self._clock()
        coordinator = self._coordinator(assistant)
        try:
            if coordinator:
                self._veille.coordinateur = coordinator
                self._veille.tick(assistant.scheme, instant)
                dire_semaine_calme(assistant.store, assistant.scheme, instant, coordinator)
            if JoursOuvres(assistant.scheme.rappels).is_office_time(instant):
                self._pass_delays(assistant, instant)
                self._make_daily(assistant, instant)
        finally:  # what cannot be recalled is late, and must be said all the more
            if coordinator:
                self._say_what_fails(assistant, instant, coordinator)
            self._outbox.nudge()

    def _make_or_log(self) -> None:
        try:
            self.make()
        except Exception:
            log.exception("round_failed")  # the next one tries again

    def _pass_delays(self, assistant: Assistant, instant: datetime) -> None:
        scheme, today = assistant.scheme, paris_day(instant)
        with assistant.store.write() as session:
            for passed in passer_delai(session, scheme, today, instant):
                delivery = f"delai:{passed.dossier}:{today.isoformat()}"
                Annonces(session, scheme, assistant.canaux, delivery, instant).of(passed)

    def _make_daily(self, assistant: Assistant, instant: datetime) -> None:
        """Once a day, ask for the reviews of contracts that ended, post the agendas to come."""
        scheme, today = assistant.scheme, paris_day(instant)
        if self._day == today:
            return
        with assistant.store.write() as session:
            delivery = f"jour:{today.isoformat()}"
            annonces = Annonces(session, scheme, assistant.canaux, delivery, instant)
            for asked in bilans_dus(session, scheme, today):
                annonces.of(asked)
            for agenda in a_convoquer(session, scheme, today):
                annonces.convene(agenda)
        self._day = today

    def _say_what_fails(self, assistant: Assistant, instant: datetime, coordinator: str) -> None:
        store, scheme, canaux = assistant.store, assistant.scheme, assistant.canaux
        dire_retard(store, scheme, instant, coordinator)
        dire_abandons(store, scheme, canaux, instant, coordinator)
        essayer_canal(store, scheme, canaux, instant)

    def _coordinator(self, assistant: Assistant) -> str | None:
        """Whom to write to when no one else is to read it: the id of a channel or of a person."""
        with assistant.store.read() as session:
            return next(iter(coordinateurs(session, assistant.canaux)), None)
