"""Yearly counts of formulas: written with what changes the marchés, read by answers."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session, SQLModel, col

from storage.formules import Compte
from storage.formules_tables import Agregat, FormuleComptee

_TABLE = SQLModel.metadata.tables["agregats"]
_READ = select(*(_TABLE.c[name] for name in ("annee", *Compte._fields))).where(
    _TABLE.c.scheme == bindparam("scheme"), _TABLE.c.formule == bindparam("formule")
)


def lire(session: Session, scheme: str, formule: str) -> dict[int, Compte]:
    """The kept counts of a formula, by its digest, for each year.

    Read as columns, not as objects: it is behind every answer.
    """
    rows = session.connection().execute(_READ, {"scheme": scheme, "formule": formule})
    return {annee: Compte(*counts) for annee, *counts in rows}


def remplacer(
    session: Session,
    scheme: str,
    formule: str,
    comptes: Mapping[int, Compte],
    annees: Collection[int] | None = None,
) -> None:
    """Keep the counts of a formula for some years (all by default) instead of the former ones."""
    old = delete(Agregat).where(col(Agregat.scheme) == scheme, col(Agregat.formule) == formule)
    session.execute(old if annees is None else old.where(col(Agregat.annee).in_(annees)))
    if comptes:
        session.execute(
            insert(Agregat),
            [
                {"scheme": scheme, "formule": formule, "annee": annee, **compte._asdict()}
                for annee, compte in comptes.items()
            ],
        )


def comptees(session: Session, scheme: str) -> set[str]:
    """The digests of the formulas whose counts are kept."""
    rows = session.execute(
        select(col(FormuleComptee.formule)).where(col(FormuleComptee.scheme) == scheme)
    )
    return {formule for (formule,) in rows}


def noter(session: Session, scheme: str, formules: Iterable[str]) -> None:
    """Say that the counts of formulas are kept from now on."""
    session.add_all(FormuleComptee(scheme=scheme, formule=formule) for formule in formules)


def oublier(session: Session, scheme: str, formules: Collection[str]) -> None:
    """Forget formulas and their counts."""
    for table in (Agregat, FormuleComptee):
        session.execute(
            delete(table).where(col(table.scheme) == scheme, col(table.formule).in_(formules))
        )
