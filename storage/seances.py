"""The meetings that have been fixed, and what is on their agenda."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.revue_tables import DecisionRendue, Revue, Seance
from storage.tables import Dossier


def fix(session: Session, *, scheme: str, instance: str, jour: date) -> Seance:
    """The meeting of an instance on a day, fixed if it was not."""
    known = on(session, scheme=scheme, instance=instance, jour=jour)
    if known is not None:
        return known
    row = Seance(scheme=scheme, instance=instance, jour=jour)
    session.add(row)
    session.flush()
    return row


def on(session: Session, *, scheme: str, instance: str, jour: date) -> Seance | None:
    """The meeting of an instance fixed on a day."""
    return session.exec(
        select(Seance).where(
            Seance.scheme == scheme, Seance.instance == instance, Seance.jour == jour
        )
    ).first()


def fixed(session: Session, *, scheme: str, instance: str) -> Sequence[Seance]:
    """The meetings of an instance, by day."""
    return session.exec(
        select(Seance)
        .where(Seance.scheme == scheme, Seance.instance == instance)
        .order_by(col(Seance.jour))
    ).all()


def following(session: Session, *, scheme: str, instance: str, jour: date) -> Seance | None:
    """The first meeting of an instance on that day or later."""
    found = fixed(session, scheme=scheme, instance=instance)
    return next((seance for seance in found if seance.jour >= jour), None)


def agenda(session: Session, seance: Seance) -> Sequence[tuple[Dossier, Revue]]:
    """The dossiers on the agenda of a meeting, by number: not those given up or written again."""
    return session.exec(
        select(Dossier, Revue)
        .where(
            Revue.dossier == Dossier.id,
            Revue.seance == seance.id,
            col(Dossier.etat).not_in(("abandonne", "brouillon")),
        )
        .order_by(col(Dossier.id))
    ).all()


def put_on_agenda(session: Session, dossiers: Sequence[int], seance: Seance | None) -> None:
    """Inscribe dossiers for a meeting; None takes them off the one they were on."""
    session.execute(
        update(Revue)
        .where(col(Revue.dossier).in_(dossiers))
        .values(seance=seance.id if seance else None)
    )


def decided(session: Session, seance: Seance) -> Sequence[tuple[DecisionRendue, Revue]]:
    """The decisions taken at a meeting, with the review of their dossier, the first first."""
    return session.exec(
        select(DecisionRendue, Revue)
        .where(DecisionRendue.seance == seance.id, Revue.dossier == DecisionRendue.dossier)
        .order_by(col(DecisionRendue.id))
    ).all()
