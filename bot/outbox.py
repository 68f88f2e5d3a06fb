"""Sends what is owed: at once when this process wrote it, at the next tick otherwise."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from typing import Self

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.posting import LaterError, Poster, UnreachableError
from storage import envois
from storage.envois import Claimed, Place
from storage.store import Store
from storage.tables import now

log = structlog.get_logger()

SENDERS = 8
"""Messages that leave at once, to as many people or channels."""

TICK = timedelta(seconds=1)

FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=1), timedelta(minutes=5)
"""Before a second attempt, then twice as long each time."""


class Outbox:
    """The messages owed by a store, and the threads that send them; use it in a `with` block."""

    def __init__(self, store: Store, poster: Poster, clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._poster = poster
        self._clock = clock
        self._stopping = Event()
        self._senders = ThreadPoolExecutor(SENDERS, thread_name_prefix="envois")
        self._ticking = BackgroundScheduler(timezone="UTC")
        self._ticking.add_job(
            self.nudge,
            "interval",
            seconds=TICK.total_seconds(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def __enter__(self) -> Self:
        self._ticking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._ticking.shutdown()
        self._senders.shutdown(cancel_futures=True)

    def nudge(self) -> None:
        """Send what is due, in another thread: what waits for Slack never delays an answer."""
        self._senders.submit(self._deliver_or_log)

    def deliver_due(self) -> int:
        """Send, one after the other, until nothing is due; how many attempts it took."""
        attempts = 0
        while not self._stopping.is_set() and self._deliver_one():
            attempts += 1
        return attempts

    def _deliver_or_log(self) -> None:
        try:
            self.deliver_due()
        except Exception:
            log.exception("outbox_failed")  # the store is away: the next tick tries again

    def _deliver_one(self) -> bool:
        with self._store.write() as session:
            owed = envois.claim(session, self._clock())
            if owed is None:
                return False
            thread = envois.place_of(session, owed.fil) if owed.fil else None
            target = envois.place_of(session, owed.remplace) if owed.remplace else None
        self._attempt(owed, thread, target)
        return True

    def _attempt(self, owed: Claimed, thread: Place | None, target: Place | None) -> None:
        try:
            place = self._poster.post(owed, thread, target)
        except LaterError as error:
            log.warning("message_postponed", key=owed.cle, reason=str(error))
            self._postpone(owed, error)
        except UnreachableError as error:
            log.error("message_abandoned", key=owed.cle, reason=str(error))
            with self._store.write() as session:
                envois.abandon(session, owed, str(error))
        except Exception as error:
            log.exception("message_failed", key=owed.cle)
            self._postpone(owed, LaterError(repr(error), doubtful=True))
        else:
            with self._store.write() as session:
                envois.sent(session, owed, place)

    def _postpone(self, owed: Claimed, error: LaterError) -> None:
        wait = (
            timedelta(seconds=error.seconds)
            if error.seconds is not None
            else min(FIRST_DELAY * 2 ** min(owed.essais - 1, 10), LONGEST_DELAY)
        )
        with self._store.write() as session:
            envois.postpone(
                session, owed, self._clock() + wait, str(error), doubtful=error.doubtful
            )
