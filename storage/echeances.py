"""Échéances and their answers: rows follow the definition, answers are only added."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from storage.echeances_tables import (
    EcheanceSuivie,
    LigneResume,
    Pilote,
    ReponseEcheance,
)


def followed(session: Session, scheme: str, *, lock: bool = False) -> Sequence[EcheanceSuivie]:
    """Every échéance that a scheme ever defined, in the order of its arrival.

    With `lock`, they stay as they are until the transaction ends.
    """
    return _rows(session, EcheanceSuivie.scheme == scheme, _DEFINED, lock=lock)


def waits(
    session: Session, scheme: str, *, beginning: str = "", lock: bool = False
) -> Sequence[EcheanceSuivie]:
    """What waits for people in the bot, in the order of its arrival: keys that begin so.

    With `lock`, they stay as they are until the transaction ends.
    """
    return _rows(
        session,
        EcheanceSuivie.scheme == scheme,
        ~_DEFINED,
        EcheanceSuivie.etat == "ouverte",
        col(EcheanceSuivie.cle).startswith(beginning, autoescape=True),
        lock=lock,
    )


def begin(session: Session, new: EcheanceSuivie) -> EcheanceSuivie:
    """The row of a key, which is this new one unless there is one already; locked."""
    known = keyed(session, new.scheme, new.cle)
    if known is None:
        with suppress(IntegrityError), session.begin_nested():  # another process may add it
            session.add(new)
        known = keyed(session, new.scheme, new.cle)
    found = known and locked(session, new.scheme, known.numero)
    if found is None:
        raise LookupError(new.cle)
    return found


_DEFINED = col(EcheanceSuivie.definie).is_(True)


def _rows(
    session: Session, *wanted: ColumnElement[bool] | bool, lock: bool
) -> Sequence[EcheanceSuivie]:
    rows = select(EcheanceSuivie).where(*wanted).order_by(col(EcheanceSuivie.id))
    if lock:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return session.exec(rows).all()


def numbered(session: Session, scheme: str, numero: int) -> EcheanceSuivie | None:
    """The échéance of a number; None when there is none."""
    found = session.get(EcheanceSuivie, numero)
    return found if found and found.scheme == scheme else None


def locked(session: Session, scheme: str, numero: int) -> EcheanceSuivie | None:
    """The échéance of a number, locked until the transaction ends; None when there is none."""
    found = session.get(EcheanceSuivie, numero, with_for_update=True, populate_existing=True)
    return found if found and found.scheme == scheme else None


def keyed(session: Session, scheme: str, cle: str) -> EcheanceSuivie | None:
    """The échéance of a key; None when it is not followed."""
    return session.exec(
        select(EcheanceSuivie).where(EcheanceSuivie.scheme == scheme, EcheanceSuivie.cle == cle)
    ).first()


_DUE = func.coalesce(col(EcheanceSuivie.reportee_au), col(EcheanceSuivie.prevue_le))


def is_busy(session: Session, scheme: str, until: date, *, since: datetime) -> bool:
    """Whether something open in a scheme is due by a day, or changed since an instant."""
    is_due = and_(col(EcheanceSuivie.etat) == "ouverte", until >= _DUE)
    found = select(EcheanceSuivie.id).where(
        EcheanceSuivie.scheme == scheme,
        _DEFINED,
        or_(is_due, col(EcheanceSuivie.modifiee_le) >= since),
    )
    return session.exec(found.limit(1)).first() is not None


def first_open(session: Session, scheme: str) -> date | None:
    """The first date of what is open in a scheme; None when nothing open has one."""
    return session.exec(
        select(func.min(_DUE)).where(
            EcheanceSuivie.scheme == scheme, _DEFINED, col(EcheanceSuivie.etat) == "ouverte"
        )
    ).one()


def change(session: Session, echeance: EcheanceSuivie, *, among: Iterable[str], **to: Any) -> bool:
    """Change an échéance, if it is in one of the expected states; False when it no longer is.

    Its version grows, and it stays locked until the transaction ends.
    """
    changed = session.execute(
        update(EcheanceSuivie)
        .where(col(EcheanceSuivie.id) == echeance.id, col(EcheanceSuivie.etat).in_(among))
        .values(version=col(EcheanceSuivie.version) + 1, **to)
        .returning(col(EcheanceSuivie.id))
    ).first()
    session.refresh(echeance)
    return changed is not None


def answer(session: Session, reponse: ReponseEcheance) -> ReponseEcheance:
    """Add an answer."""
    session.add(reponse)
    session.flush()
    return reponse


def answers(session: Session, scheme: str) -> dict[int, list[ReponseEcheance]]:
    """Every answer of a scheme, by the number of its échéance, the oldest first."""
    found = defaultdict(list)
    rows = session.exec(
        select(ReponseEcheance)
        .join(EcheanceSuivie)
        .where(EcheanceSuivie.scheme == scheme)
        .order_by(col(ReponseEcheance.id))
    )
    for row in rows:
        found[row.echeance].append(row)
    return dict(found)


def people(session: Session, scheme: str) -> dict[str, tuple[str, ...]]:
    """The people matched to each printed pilote, by its name."""
    found = defaultdict(list)
    rows = session.exec(
        select(Pilote)
        .where(Pilote.scheme == scheme)
        .order_by(col(Pilote.nom), col(Pilote.personne))
    )
    for row in rows:
        found[row.nom].append(row.personne)
    return {nom: tuple(persons) for nom, persons in found.items()}


def match(session: Session, scheme: str, nom: str, persons: Iterable[str]) -> None:
    """Match people to a printed pilote, in place of those matched before."""
    session.execute(delete(Pilote).where(col(Pilote.scheme) == scheme, col(Pilote.nom) == nom))
    session.add_all(Pilote(scheme=scheme, nom=nom, personne=person) for person in persons)
    session.flush()


def told_on(session: Session, day: date, persons: Iterable[str]) -> frozenset[str]:
    """Those of some people who already have their digest of a day."""
    return frozenset(
        session.exec(
            select(LigneResume.personne)
            .where(LigneResume.jour == day, col(LigneResume.personne).in_(set(persons)))
            .distinct()
        )
    )


def digests_with(session: Session, echeance: EcheanceSuivie) -> Sequence[tuple[str, date]]:
    """The digests in which people read of an échéance: person and day, in order."""
    return session.exec(
        select(col(LigneResume.personne), col(LigneResume.jour))
        .where(LigneResume.echeance == echeance.id)
        .order_by(col(LigneResume.jour), col(LigneResume.personne))
    ).all()


def digest(session: Session, person: str, day: date) -> Sequence[tuple[EcheanceSuivie, str]]:
    """What a person read of on a day: each échéance, and the reason."""
    rows = session.exec(
        select(EcheanceSuivie, LigneResume.motif)
        .join(LigneResume)
        .where(LigneResume.personne == person, LigneResume.jour == day)
    )
    return rows.all()
