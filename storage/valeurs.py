"""Values of indicators: added, never overwritten."""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import Session, col, select

from storage.tables import Origine, ValeurIndicateur


def record(
    session: Session,
    *,
    scheme: str,
    indicateur: str,
    annee: int,
    valeur: Decimal,
    origine: Origine,
    auteur: str,
    provenance: str | None = None,
) -> ValeurIndicateur:
    """Add a value, in the indicator's unit; it now counts for its year."""
    row = ValeurIndicateur(
        scheme=scheme,
        indicateur=indicateur,
        annee=annee,
        valeur=valeur,
        origine=origine,
        auteur=auteur,
        provenance=provenance,
    )
    session.add(row)
    session.flush()
    return row


def history(session: Session, scheme: str, indicateur: str) -> Sequence[ValeurIndicateur]:
    """Every value of an indicator, by year, the oldest first within a year."""
    return session.exec(
        select(ValeurIndicateur)
        .where(ValeurIndicateur.scheme == scheme, ValeurIndicateur.indicateur == indicateur)
        .order_by(col(ValeurIndicateur.annee), col(ValeurIndicateur.id))
    ).all()


def current(session: Session, scheme: str, indicateur: str) -> dict[int, ValeurIndicateur]:
    """The value that counts for each year: the newest."""
    return {row.annee: row for row in history(session, scheme, indicateur)}
