"""Reminders: one that waits for each open échéance, the others said."""

from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from storage.echeances_tables import EcheanceSuivie, Rappel


def wait(
    session: Session, echeance: EcheanceSuivie, due: date | None, pas: int | None, du: datetime
) -> None:
    """Add the reminder that waits for an échéance: a step of a due date, said at `du`."""
    session.add(Rappel(scheme=echeance.scheme, echeance=echeance.numero, due=due, pas=pas, du=du))


def cancel(session: Session, echeance: EcheanceSuivie) -> None:
    """Forget the reminder of an échéance that waits, if there is one."""
    session.execute(
        delete(Rappel).where(col(Rappel.echeance) == echeance.id, col(Rappel.envoye_le).is_(None))
    )


def waiting(session: Session, scheme: str) -> dict[int, Rappel]:
    """The reminder that waits for each échéance of a scheme, by the échéance's number."""
    rows = session.exec(
        select(Rappel).where(Rappel.scheme == scheme, col(Rappel.envoye_le).is_(None))
    )
    return {row.echeance: row for row in rows}


def waiting_for(session: Session, echeance: EcheanceSuivie) -> Rappel | None:
    """The reminder that waits for an échéance, if there is one."""
    return session.exec(
        select(Rappel).where(Rappel.echeance == echeance.id, col(Rappel.envoye_le).is_(None))
    ).first()


def first_due(session: Session, scheme: str) -> datetime | None:
    """When the first reminder that waits is due, in UTC; None when none waits.

    One step in a partial index, however many wait: it is asked at each tick.
    """
    return session.exec(
        select(Rappel.du)
        .where(Rappel.scheme == scheme, col(Rappel.envoye_le).is_(None))
        .order_by(col(Rappel.du))
        .limit(1)
    ).first()


def due(session: Session, scheme: str, now: datetime) -> list[tuple[Rappel, EcheanceSuivie]]:
    """The reminders due of open échéances, which stay locked until the transaction ends.

    Who answers, or ticks, at the same time waits; what was answered or said first is left out,
    because reminders are read once their échéances are locked.
    """
    is_due = (Rappel.scheme == scheme, col(Rappel.envoye_le).is_(None), Rappel.du <= now)
    echeances = session.exec(
        select(EcheanceSuivie)
        .where(
            col(EcheanceSuivie.id).in_(select(Rappel.echeance).where(*is_due)),
            EcheanceSuivie.etat == "ouverte",
        )
        .order_by(col(EcheanceSuivie.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    found = {row.echeance: row for row in session.exec(select(Rappel).where(*is_due))}
    return [(found[row.numero], row) for row in echeances if row.numero in found]


def last_step(session: Session, echeance: EcheanceSuivie, due: date) -> int | None:
    """The last step said for a due date of an échéance; None when none was."""
    return session.exec(
        select(func.max(col(Rappel.pas))).where(
            Rappel.echeance == echeance.id, Rappel.due == due, col(Rappel.envoye_le).is_not(None)
        )
    ).one()


def last_said(session: Session, scheme: str) -> dict[tuple[int, date], int]:
    """The last step said for each due date of each échéance of a scheme."""
    rows = session.exec(
        select(col(Rappel.echeance), col(Rappel.due), func.max(col(Rappel.pas)))
        .where(
            Rappel.scheme == scheme,
            col(Rappel.envoye_le).is_not(None),
        )
        .group_by(col(Rappel.echeance), col(Rappel.due))
    )
    return {(echeance, due): pas for echeance, due, pas in rows if due and pas is not None}
