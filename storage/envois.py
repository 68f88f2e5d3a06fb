"""The outbox: messages are owed first, in the transaction of what they follow from, then sent.

A worker claims one, commits, sends it, settles it. A claim holds for a while (its lease); when
it has run out, the worker is taken for dead and another one may claim the message. What a person
or a channel is owed leaves in order: nothing is claimed while an earlier message waits.

Once an attempt may have sent a message, it stays doubtful until it is found or sent: what is
doubtful is looked for before it is sent again.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, func, literal, or_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.tables import Envoi


def _waits(envoi: type[Envoi]) -> ColumnElement[bool]:
    """Whether a message is still owed: written out, the indexes of what waits can serve."""
    return col(envoi.etat) == literal("a-envoyer", literal_execute=True)


def put(
    session: Session,
    *,
    cle: str,
    destinataire: str,
    contenu: str,
    fil: str | None = None,
    remplace: str | None = None,
) -> None:
    """Owe a message to a person or a channel (its id); under a key already used, nothing.

    `contenu` is the JSON of a result. `fil` is the key of the message in whose thread it goes,
    `remplace` the key of an earlier message to the same recipient, whose place it takes.
    """
    if is_owed(session, cle):
        return
    envoi = Envoi(cle=cle, destinataire=destinataire, contenu=contenu, fil=fil, remplace=remplace)
    with suppress(IntegrityError), session.begin_nested():  # another process may owe it meanwhile
        session.add(envoi)


def is_owed(session: Session, cle: str) -> bool:
    """Whether a message was ever owed under a key."""
    return session.exec(select(Envoi.id).where(Envoi.cle == cle)).first() is not None


class Place(NamedTuple):
    """Where a message was sent."""

    canal: str
    ts: str


class Claimed(NamedTuple):
    """A message to send before `until`. `doubtful` when an earlier attempt may have sent it."""

    id: int
    cle: str
    destinataire: str
    contenu: str
    fil: str | None
    remplace: str | None
    prise: str
    essais: int
    doubtful: bool
    cree_le: datetime
    until: datetime


def claim(session: Session, at: datetime, lease: timedelta) -> Claimed | None:
    """Take the message due longest, for the time of a lease; None when nothing is due."""
    other = aliased(Envoi)
    first_in_line = (
        select(func.min(other.id))
        .where(col(other.destinataire) == col(Envoi.destinataire), _waits(other))
        .scalar_subquery()
    )
    found = session.exec(
        select(Envoi)
        .where(_waits(Envoi), col(Envoi.du) <= at, col(Envoi.id) == first_in_line)
        .order_by(col(Envoi.du))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if found is None:
        return None
    doubtful = found.prise is not None
    found.prise, found.du, found.essais = uuid4().hex, at + lease, found.essais + 1
    return _claimed(found, doubtful=doubtful)


def in_doubt(session: Session, destinataire: str) -> Claimed | None:
    """The new message that its recipient may have received although nobody noted it.

    There is one at most: the next ones wait behind it.
    """
    row = session.exec(
        select(Envoi).where(
            Envoi.destinataire == destinataire,
            _waits(Envoi),
            col(Envoi.prise).is_not(None),
            col(Envoi.remplace).is_(None),
        )
    ).first()
    return _claimed(row, doubtful=True) if row else None


def _claimed(row: Envoi, *, doubtful: bool) -> Claimed:
    return Claimed(
        row.id or 0,
        row.cle,
        row.destinataire,
        row.contenu,
        row.fil,
        row.remplace,
        row.prise or "",
        row.essais,
        doubtful,
        row.cree_le,
        row.du,
    )


def sent(session: Session, claimed: Claimed, place: Place | None) -> None:
    """The message has reached its recipient; `place` is None when there was nothing left to do."""
    canal, ts = place or (None, None)
    _settle(session, claimed, etat="envoye", prise=None, canal=canal, ts=ts, erreur=None)


def found(session: Session, claimed: Claimed, place: Place) -> None:
    """A message in doubt is there: it was sent, whoever is about to look for it as well."""
    session.execute(
        update(Envoi)
        .where(col(Envoi.id) == claimed.id, _waits(Envoi))
        .values(etat="envoye", prise=None, canal=place.canal, ts=place.ts, erreur=None)
    )


def postpone(
    session: Session, claimed: Claimed, until: datetime, erreur: str, *, doubtful: bool
) -> None:
    """Try again from `until`; `doubtful` when the message may have been sent all the same."""
    prise = claimed.prise if doubtful else None
    _settle(session, claimed, du=until, prise=prise, erreur=erreur)


def abandon(session: Session, claimed: Claimed, erreur: str) -> None:
    """The recipient cannot be reached: the message will not be sent."""
    _settle(session, claimed, etat="abandonne", prise=None, erreur=erreur)


def set_aside(session: Session, claimed: Claimed, erreur: str) -> None:
    """The message cannot be put into words: those that follow leave without it."""
    prise = claimed.prise if claimed.doubtful else None
    _settle(session, claimed, etat="illisible", prise=prise, erreur=erreur)


def take_up(session: Session) -> int:
    """Owe again what was set aside; how many there were."""
    taken = session.execute(
        update(Envoi).where(col(Envoi.etat) == "illisible").values(etat="a-envoyer")
    )
    return cast(CursorResult[Any], taken).rowcount


def place_of(session: Session, cle: str) -> Place | None:
    """Where the message of a key was sent; None when it was not."""
    row = session.exec(select(Envoi).where(Envoi.cle == cle)).first()
    return Place(row.canal, row.ts) if row and row.canal and row.ts else None


def thread_at(session: Session, place: Place) -> str | None:
    """The key of the message sent there; None when the outbox sent none."""
    return session.exec(
        select(Envoi.cle).where(Envoi.canal == place.canal, Envoi.ts == place.ts)
    ).first()


def newest(session: Session) -> int:
    """The number of what was owed last; 0 before anything was."""
    return session.exec(select(func.max(Envoi.id))).one() or 0


def about_to_change(session: Session, place: Place, after: int) -> bool:
    """Whether something owed after a number waits to take the place of a message sent there."""
    cle = thread_at(session, place)
    waiting = select(Envoi.id).where(Envoi.remplace == cle, col(Envoi.id) > after, _waits(Envoi))
    return cle is not None and session.exec(waiting).first() is not None


def last_seen(session: Session, head: str, ts: str) -> str | None:
    """The content of the newest message that a thread showed before an instant of it (a `ts`).

    Only those whose key begins with the key of the thread's head.
    """
    return session.exec(
        select(Envoi.contenu)
        .where(
            Envoi.fil == head,
            col(Envoi.cle).startswith(f"{head}:", autoescape=True),
            col(Envoi.ts) < ts,
        )
        .order_by(col(Envoi.id).desc())
    ).first()


def keys_in(
    session: Session, fil: str, *, beginning: str, ending: str | None = None
) -> Sequence[str]:
    """The keys of a thread's messages that begin or end in a way, in the order they were owed."""
    wanted = [col(Envoi.cle).startswith(beginning, autoescape=True)]
    if ending is not None:
        wanted.append(col(Envoi.cle).endswith(ending, autoescape=True))
    return session.exec(
        select(Envoi.cle).where(Envoi.fil == fil, or_(*wanted)).order_by(col(Envoi.id))
    ).all()


def last_content(session: Session, cle: str) -> str | None:
    """What the message of a key says, its changes included, sent or about to be."""
    return session.exec(
        select(Envoi.contenu)
        .where(or_(col(Envoi.cle) == cle, col(Envoi.remplace) == cle))
        .order_by(col(Envoi.id).desc())
    ).first()


class Owed(NamedTuple):
    """A message by its key, and who it is owed to."""

    cle: str
    destinataire: str


def under(session: Session, prefix: str) -> list[Owed]:
    """The messages whose key begins so, those that replace another left out."""
    rows = session.exec(
        select(Envoi.cle, Envoi.destinataire).where(
            col(Envoi.cle).startswith(prefix, autoescape=True), col(Envoi.remplace).is_(None)
        )
    )
    return [Owed(*row) for row in rows]


def _given_up(envoi: type[Envoi]) -> ColumnElement[bool]:
    return col(envoi.etat) == literal("abandonne", literal_execute=True)


def unreachable(session: Session) -> frozenset[str]:
    """The people and channels whose last message could not reach them.

    A change of a message, or one whose thread is gone, says nothing of its recipient.
    """
    reached = aliased(Envoi)
    since = (
        select(reached.id)
        .where(
            col(reached.destinataire) == col(Envoi.destinataire),
            col(reached.id) > col(Envoi.id),
            col(reached.etat) == "envoye",
            col(reached.remplace).is_(None),
        )
        .exists()
    )
    rows = session.exec(
        select(Envoi.destinataire)
        .where(_given_up(Envoi), col(Envoi.remplace).is_(None), col(Envoi.fil).is_(None), ~since)
        .distinct()
    )
    return frozenset(rows)


def untold(session: Session, today: str, *, lock: bool = False) -> Sequence[Envoi]:
    """What was given up and that no word has told, in order; `Envoi.signale` is to name the word.

    A word given up itself tells nothing. Left out: whoever the words of today, whose keys begin
    with `today`, tell of already. With `lock`, the messages stay so until the transaction ends.
    """
    lost = select(Envoi.cle).where(_given_up(Envoi))
    told = col(Envoi.signale).not_in(lost)
    today_told = select(Envoi.destinataire).where(
        _given_up(Envoi), told, col(Envoi.signale).startswith(today, autoescape=True)
    )
    rows = (
        select(Envoi)
        .where(
            _given_up(Envoi),
            or_(col(Envoi.signale).is_(None), ~told),
            col(Envoi.destinataire).not_in(today_told),
        )
        .order_by(col(Envoi.id))
    )
    if lock:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return session.exec(rows).all()


class Backlog(NamedTuple):
    """What is owed: how many messages wait, since when; how many were given up, or set aside."""

    waiting: int
    oldest: datetime | None
    abandoned: int
    aside: int


def backlog(session: Session) -> Backlog:
    """What is owed now."""
    waiting, oldest = session.exec(
        select(func.count(), func.min(Envoi.cree_le)).where(_waits(Envoi))
    ).one()
    unsent = session.exec(
        select(Envoi.etat, func.count())
        .where(col(Envoi.etat).in_(("abandonne", "illisible")))
        .group_by(col(Envoi.etat))
    )
    counts = dict(iter(unsent))
    return Backlog(waiting, oldest, counts.get("abandonne", 0), counts.get("illisible", 0))


def _settle(session: Session, claimed: Claimed, **changes: object) -> None:
    """Note an outcome, unless the claim ran out and another worker has taken the message."""
    session.execute(
        update(Envoi)
        .where(col(Envoi.id) == claimed.id, col(Envoi.prise) == claimed.prise)
        .values(**changes)
    )
