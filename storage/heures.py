"""Hours of insertion: what each import says, and what counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as select_rows

from storage import bulk
from storage.marches_tables import CorrespondanceHeures, HeuresInsertion, Marche
from storage.preparations import visible

_LIGNE = HeuresInsertion


class Ligne(NamedTuple):
    """Hours of a contract, a period and a public, in the terms of `HeuresInsertion`; ISO dates."""

    ligne: int
    marche: str
    annee: int
    debut: str
    fin: str
    public: str
    centiemes: int
    personnes: int | None


def add(session: Session, scheme: str, import_id: int, lignes: Iterable[Ligne]) -> None:
    """Add the rows of an import; which of them count is for `elire` to say."""
    bulk.insert(
        session.connection(),
        SQLModel.metadata.tables[_LIGNE.__tablename__],
        ("scheme", "import_id", "courant", *Ligne._fields),
        ((scheme, import_id, True, *ligne) for ligne in lignes),
    )


def courantes(session: Session, scheme: str) -> Sequence[HeuresInsertion]:
    """The rows that count."""
    return session.exec(
        select_rows(_LIGNE).where(_LIGNE.scheme == scheme, col(_LIGNE.courant))
    ).all()


def de_l_annee(session: Session, scheme: str, annee: int) -> Sequence[HeuresInsertion]:
    """The rows that count for a year."""
    return session.exec(
        select_rows(_LIGNE).where(
            _LIGNE.scheme == scheme, _LIGNE.annee == annee, col(_LIGNE.courant)
        )
    ).all()


def elire(session: Session, scheme: str) -> None:
    """For each contract and period, make the last import's rows those that count."""
    newer = _LIGNE.__table__.alias()  # type: ignore[attr-defined]
    last = (
        select(func.max(newer.c.import_id))
        .where(
            newer.c.scheme == scheme,
            newer.c.marche == _LIGNE.marche,
            newer.c.debut == _LIGNE.debut,
            newer.c.fin == _LIGNE.fin,
        )
        .scalar_subquery()
    )
    session.execute(
        update(_LIGNE)
        .where(col(_LIGNE.scheme) == scheme)
        .values(courant=col(_LIGNE.import_id) == last)
        .execution_options(synchronize_session=False)
    )


def annees(session: Session, import_id: int) -> set[int]:
    """The years that an import speaks of."""
    rows = select_rows(_LIGNE.annee).where(_LIGNE.import_id == import_id).distinct()
    return set(session.exec(rows))


def remove(session: Session, import_id: int) -> None:
    """Forget the rows of an import."""
    session.execute(delete(_LIGNE).where(col(_LIGNE.import_id) == import_id))


def inconnus(session: Session, scheme: str, annee: int) -> int:
    """How many contracts with hours in a year are no marché of the store."""
    marches = select(col(Marche.identifiant)).where(visible(), col(Marche.scheme) == scheme)
    counted = select(func.count(func.distinct(_LIGNE.marche))).where(
        col(_LIGNE.scheme) == scheme,
        col(_LIGNE.annee) == annee,
        col(_LIGNE.courant),
        col(_LIGNE.marche).not_in(marches),
    )
    return session.scalar(counted) or 0


def remembered(session: Session, scheme: str) -> dict[str, str]:
    """The field of each header, as last used."""
    rows = session.exec(
        select_rows(CorrespondanceHeures).where(CorrespondanceHeures.scheme == scheme)
    )
    return {row.entete: row.champ for row in rows}


def remember(session: Session, scheme: str, champs: Mapping[str, str]) -> None:
    """Note the field of each header, for next time."""
    for entete, champ in champs.items():
        session.merge(CorrespondanceHeures(scheme=scheme, entete=entete, champ=champ))
