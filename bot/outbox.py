"""Sends what is owed: at once when this process wrote it, at the next tick otherwise."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from threading import BoundedSemaphore, Event
from typing import Any, NamedTuple, Self

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlmodel import Session

from bot.posting import LaterError, Poster, UnreachableError, UnsayableError
from storage import envois
from storage.envois import Backlog, Claimed, Place
from storage.store import Store
from storage.tables import now

log = structlog.get_logger()

SENDERS = 8
"""Messages that leave at once, to as many people or channels."""

TICK = timedelta(seconds=1)

FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=1), timedelta(minutes=5)
"""Before a second attempt, then twice as long each time."""


class Due(NamedTuple):
    """A message to send now, the one in whose thread it goes, the one whose place it takes."""

    owed: Claimed
    thread: Place | None
    target: Place | None


Outcome = Callable[[Session], None]
"""Notes how an attempt ended."""


class Outbox:
    """The messages owed by a store, and the threads that send them; use it in a `with` block."""

    def __init__(self, store: Store, poster: Poster, clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._poster = poster
        self._clock = clock
        self._stopping = Event()
        self._senders = ThreadPoolExecutor(SENDERS, thread_name_prefix="envois")
        self._asked = BoundedSemaphore(2 * SENDERS)  # at work, and to look again right after
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
        with self._store.write() as session:
            taken_up = envois.take_up(session)
            backlog = envois.backlog(session)
        log.info("outbox_started", taken_up=taken_up, **_counts(backlog))
        self._ticking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._ticking.shutdown()
        self._senders.shutdown(cancel_futures=True)

    def nudge(self) -> None:
        """Send what is due, in another thread: what waits for Slack never delays an answer."""
        if not self._stopping.is_set() and self._asked.acquire(blocking=False):
            self._senders.submit(self._deliver_or_log)

    def recognise(self, destinataire: str) -> None:
        """Note the message that a person received from a process that died before noting it.

        What they write next may answer it. Raises what Slack's client raises.
        """
        with self._store.read() as session:
            owed = envois.in_doubt(session, destinataire)
            thread = envois.place_of(session, owed.fil) if owed and owed.fil else None
        if owed and (place := self._poster.find(owed, thread)):
            with self._store.write() as session:
                envois.found(session, owed, place)

    def deliver_due(self) -> int:
        """Send, one after the other, until nothing is due; how many attempts it took."""
        due = self._next(_nothing_to_note)
        return self._deliver(due) if due else 0

    def _deliver_or_log(self) -> None:
        try:
            if due := self._next(_nothing_to_note):
                self.nudge()  # there may be more: another thread looks too
                self._deliver(due)
        except Exception:
            log.exception("outbox_failed")  # the store is away: the next tick tries again
        finally:
            self._asked.release()

    def _deliver(self, due: Due) -> int:
        attempts = 0
        following: Due | None = due
        while following:
            attempts += 1
            following = self._next(self._attempt(*following))
        return attempts

    def _next(self, outcome: Outcome) -> Due | None:
        """Note how an attempt ended and take what is due, in one transaction."""
        with self._store.write() as session:
            outcome(session)
            if self._stopping.is_set():
                return None
            owed = envois.claim(session, self._clock(), self._poster.lease)
            if owed is None:
                return None
            thread = envois.place_of(session, owed.fil) if owed.fil else None
            target = envois.place_of(session, owed.remplace) if owed.remplace else None
            return Due(owed, thread, target)

    def _attempt(self, owed: Claimed, thread: Place | None, target: Place | None) -> Outcome:
        try:
            place = self._poster.post(owed, thread, target)
        except LaterError as error:
            log.warning("message_postponed", attempt=owed.essais, **_which(owed, error))
            return self._postponed(owed, error)
        except UnreachableError as error:
            log.error("message_abandoned", **_which(owed, error))
            return partial(envois.abandon, claimed=owed, erreur=str(error))
        except UnsayableError as error:
            log.error("message_set_aside", **_which(owed, error))
            return partial(envois.set_aside, claimed=owed, erreur=str(error))
        except Exception as error:
            log.exception("message_failed", key=owed.cle)
            return self._postponed(owed, LaterError(type(error).__name__, doubtful=True))
        return partial(envois.sent, claimed=owed, place=place)

    def _postponed(self, owed: Claimed, error: LaterError) -> Outcome:
        wait = (
            timedelta(seconds=error.seconds)
            if error.seconds is not None
            else min(FIRST_DELAY * 2 ** min(owed.essais - 1, 10), LONGEST_DELAY)
        )
        return partial(
            envois.postpone,
            claimed=owed,
            until=self._clock() + wait,
            erreur=str(error),
            doubtful=error.doubtful,
        )


def _nothing_to_note(_: Session) -> None:
    """No attempt was made."""


def _which(owed: Claimed, error: Exception) -> dict[str, str]:
    return {"key": owed.cle, "recipient": owed.destinataire, "reason": str(error)}


def _counts(backlog: Backlog) -> dict[str, Any]:
    return backlog._asdict() | {"oldest": backlog.oldest and backlog.oldest.isoformat()}
