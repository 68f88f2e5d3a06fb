"""The outbox: messages are owed first, in the transaction of what they follow from, then sent.

A worker claims one, commits, sends it, settles it. A claim holds for a while (`LEASE`); when it
has run out, the worker is taken for dead and another one may claim the message. What a person or
a channel is owed leaves in order: nothing is claimed while an earlier message waits.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.tables import Envoi

LEASE = timedelta(seconds=60)
"""Longer than any call to the messenger, all its steps counted."""


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
    if session.exec(select(Envoi.id).where(Envoi.cle == cle)).first() is not None:
        return
    session.add(
        Envoi(cle=cle, destinataire=destinataire, contenu=contenu, fil=fil, remplace=remplace)
    )
    session.flush()


class Place(NamedTuple):
    """Where a message was sent."""

    canal: str
    ts: str


class Claimed(NamedTuple):
    """A message to send now. `doubtful` when an earlier attempt may have sent it."""

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


def claim(session: Session, at: datetime) -> Claimed | None:
    """Take the message due longest, for `LEASE`; None when nothing is due."""
    earlier = aliased(Envoi)
    waits_behind = (
        select(earlier.id)
        .where(
            col(earlier.destinataire) == col(Envoi.destinataire),
            earlier.etat == "a-envoyer",
            col(earlier.id) < col(Envoi.id),
        )
        .exists()
    )
    found = session.exec(
        select(Envoi)
        .where(Envoi.etat == "a-envoyer", col(Envoi.du) <= at, ~waits_behind)
        .order_by(col(Envoi.du), col(Envoi.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if found is None or found.id is None:
        return None
    doubtful = found.prise is not None
    found.prise, found.du, found.essais = uuid4().hex, at + LEASE, found.essais + 1
    return Claimed(
        found.id,
        found.cle,
        found.destinataire,
        found.contenu,
        found.fil,
        found.remplace,
        found.prise,
        found.essais,
        doubtful,
        found.cree_le,
    )


def sent(session: Session, claimed: Claimed, place: Place | None) -> None:
    """The message has reached its recipient; `place` is None when there was nothing left to do."""
    canal, ts = place or (None, None)
    _settle(session, claimed, etat="envoye", prise=None, canal=canal, ts=ts, erreur=None)


def postpone(
    session: Session, claimed: Claimed, until: datetime, erreur: str, *, doubtful: bool
) -> None:
    """Try again from `until`; `doubtful` when the message may have been sent all the same."""
    prise = claimed.prise if doubtful else None
    _settle(session, claimed, du=until, prise=prise, erreur=erreur)


def abandon(session: Session, claimed: Claimed, erreur: str) -> None:
    """The recipient cannot be reached: the message will not be sent."""
    _settle(session, claimed, etat="abandonne", prise=None, erreur=erreur)


def place_of(session: Session, cle: str) -> Place | None:
    """Where the message of a key was sent; None when it was not."""
    row = session.exec(select(Envoi).where(Envoi.cle == cle)).first()
    return Place(row.canal, row.ts) if row and row.canal and row.ts else None


def thread_at(session: Session, place: Place) -> str | None:
    """The key of the message sent there."""
    return session.exec(
        select(Envoi.cle).where(Envoi.canal == place.canal, Envoi.ts == place.ts)
    ).first()


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
        .order_by(col(Envoi.ts).desc())
    ).first()


def last_content(session: Session, cle: str) -> str | None:
    """What the message of a key says, its changes included, sent or about to be."""
    return session.exec(
        select(Envoi.contenu)
        .where(or_(col(Envoi.cle) == cle, col(Envoi.remplace) == cle))
        .order_by(col(Envoi.id).desc())
    ).first()


class Backlog(NamedTuple):
    """What is owed: how many messages wait, since when, how many were given up."""

    waiting: int
    oldest: datetime | None
    abandoned: int


def backlog(session: Session) -> Backlog:
    """What is owed now."""
    waiting, oldest = session.exec(
        select(func.count(), func.min(Envoi.cree_le)).where(Envoi.etat == "a-envoyer")
    ).one()
    abandoned = session.exec(
        select(func.count()).select_from(Envoi).where(Envoi.etat == "abandonne")
    ).one()
    return Backlog(waiting, oldest, abandoned)


def _settle(session: Session, claimed: Claimed, **changes: object) -> None:
    """Note an outcome, unless the claim ran out and another worker has taken the message."""
    session.execute(
        update(Envoi)
        .where(col(Envoi.id) == claimed.id, col(Envoi.prise) == claimed.prise)
        .values(**changes)
    )
