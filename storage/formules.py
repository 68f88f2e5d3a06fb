"""Formulas as SQL: which marchés count, how many, and which they are.

SQL's own logic is the one wanted: a comparison with what is unknown (NULL) is neither true nor
false, and `and`, `or`, `not` carry that on.
"""

from collections.abc import Collection, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    and_,
    case,
    distinct,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)
from sqlmodel import Session, SQLModel

from schemes.formules import PROCEDURES, ConditionMarche, Formule
from storage.marches_tables import HeuresInsertion, Marche
from storage.preparations import visible

COLONNES = {
    "clause-sociale": "clause_sociale",
    "critere-social": "critere_social",
    "marche-reserve": "reserve",
    "clause-environnementale": "clause_environnementale",
    "critere-environnemental": "critere_environnemental",
    "innovant": "innovant",
    "montant": "montant_centimes",
    "duree-mois": "duree_mois",
    "offres-recues": "offres_recues",
    "type-achat": "type_achat",
    "procedure": "procedure",
}
"""The column of `Marche` for each field of formulas."""

CENTIEMES = 100
"""Amounts are kept in euro cents, hours in hundredths of an hour."""

_MARCHES = SQLModel.metadata.tables[Marche.__tablename__]
_HOURS = SQLModel.metadata.tables[HeuresInsertion.__tablename__]


class Compte(NamedTuple):
    """What a formula counts: marchés, or euro cents, or hundredths of an hour.

    `denominateur` is None unless the formula is a share. `inconnus` are the marchés that may
    belong, but of which something that the formula asks is unknown, out of the `examines`.
    """

    numerateur: int
    denominateur: int | None
    inconnus: int
    examines: int


class Termes(NamedTuple):
    """What a formula asks of a marché; each term is true, false or unknown.

    `retenu`: it is in the numerator. `connu`: we know whether it is. `candidat`: nothing known
    leaves it out.
    """

    retenu: ColumnElement[bool]
    connu: ColumnElement[bool]
    candidat: ColumnElement[bool]


class Ligne(NamedTuple):
    """A marché behind a figure: its columns (None for hours of a contract that is not known).

    `contrat` is its identifier; `mesure` what it adds, in the terms of `Compte`.
    """

    contrat: str
    mesure: int | None
    marche: dict[str, Any] | None


class _Source(NamedTuple):
    """The rows that a formula goes through: of marchés, or of hours beside their marché."""

    table: FromClause
    where: tuple[ColumnElement[bool], ...]
    annee: ColumnElement[int]
    contrat: ColumnElement[str]
    nombre: ColumnElement[int]
    mesure: ColumnElement[int]


def compter(
    session: Session, scheme: str, formule: Formule, annees: Collection[int] | None = None
) -> dict[int, Compte]:
    """What a formula counts in each year that has marchés (or hours), among those asked."""
    source, terms = _source(scheme, formule), _terms(formule)
    wanted = (
        select(
            source.annee,
            func.coalesce(func.sum(source.mesure).filter(terms.retenu), 0),
            func.coalesce(func.sum(source.mesure).filter(terms.connu), 0),
            source.nombre.filter(terms.candidat) - source.nombre.filter(terms.connu),
            source.nombre,
        )
        .select_from(source.table)
        .where(*source.where, true() if annees is None else source.annee.in_(annees))
        .group_by(source.annee)
    )
    share = formule.calcul == "part"
    return {
        annee: Compte(int(retenus), int(connus) if share else None, inconnus, examines)
        for annee, retenus, connus, inconnus, examines in session.connection().execute(wanted)
    }


def lister(
    session: Session,
    scheme: str,
    formule: Formule,
    annees: Collection[int],
    *,
    limit: int,
    offset: int = 0,
) -> list[Ligne]:
    """The marchés behind a formula's figure, in pages: those that count, the unknown, the others.

    In each of the three, the largest first. A marché that the perimeter leaves out is not there.
    """
    source, terms = _source(scheme, formule), _terms(formule)
    mesure, montant = func.sum(source.mesure), func.max(_MARCHES.c.montant_centimes)
    rank = func.min(case((terms.retenu, 0), (terms.connu, 2), else_=1))
    wanted = (
        select(source.contrat, mesure, func.min(_MARCHES.c.id))
        .select_from(source.table)
        .where(*source.where, source.annee.in_(annees), terms.candidat)
        .group_by(source.contrat, _MARCHES.c.id)
        .order_by(rank, mesure.desc().nulls_last(), montant.desc().nulls_last(), source.contrat)
        .limit(limit)
        .offset(offset)
    )
    found = session.connection().execute(wanted).all()
    marches = _by_id(session, [number for _, _, number in found if number is not None])
    return [
        Ligne(contrat, None if total is None else int(total), marches.get(number))
        for contrat, total, number in found
    ]


def _by_id(session: Session, numbers: Sequence[int]) -> dict[int | None, dict[str, Any]]:
    rows = session.connection().execute(select(_MARCHES).where(_MARCHES.c.id.in_(numbers)))
    return {row["id"]: {**row} for row in rows.mappings()}


def _source(scheme: str, formule: Formule) -> _Source:
    if formule.de == "heures-insertion":
        return _hours(scheme)
    return _Source(
        table=_MARCHES,
        where=(visible(), _MARCHES.c.scheme == scheme, _MARCHES.c.contrat == "marche"),
        annee=_MARCHES.c.annee,
        contrat=_MARCHES.c.identifiant,
        nombre=func.count(_MARCHES.c.id),
        mesure=_measure(formule),
    )


def _hours(scheme: str) -> _Source:
    """Hours beside their marché; an identifier that two buyers share names none."""
    named = (
        select(_MARCHES.c.identifiant, func.min(_MARCHES.c.id).label("id"))
        .where(
            visible(),
            _MARCHES.c.scheme == scheme,
            _MARCHES.c.identifiant.in_(select(_HOURS.c.marche).where(_HOURS.c.scheme == scheme)),
        )
        .group_by(_MARCHES.c.identifiant)
        .having(func.count() == 1)
        .subquery()
    )
    return _Source(
        table=_HOURS.outerjoin(named, named.c.identifiant == _HOURS.c.marche).outerjoin(
            _MARCHES, _MARCHES.c.id == named.c.id
        ),
        where=(_HOURS.c.scheme == scheme, _HOURS.c.public == "total", _HOURS.c.courant),
        annee=_HOURS.c.annee,
        contrat=_HOURS.c.marche,
        nombre=func.count(distinct(_HOURS.c.marche)),
        mesure=_HOURS.c.centiemes,
    )


def _measure(formule: Formule) -> ColumnElement[int]:
    if formule.de == "heures-insertion":
        return _HOURS.c.centiemes
    return _MARCHES.c.montant_centimes if formule.de == "montant" else literal(1)


def _terms(formule: Formule) -> Termes:
    si = _term(formule.si) if formule.si else true()
    measured = _measure(formule).is_not(None)
    if formule.calcul != "part":
        retenu = and_(si, measured)
        return Termes(retenu=retenu, connu=retenu, candidat=_not_false(si))
    within = _term(formule.perimetre) if formule.perimetre else true()
    return Termes(
        retenu=and_(within, si, measured),
        connu=and_(within, si.is_not(None), measured),
        candidat=_not_false(within),
    )


def _not_false(term: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(term, term.is_(None))


def _term(condition: ConditionMarche) -> ColumnElement[bool]:
    if condition.tous is not None:
        return and_(true(), *(_term(part) for part in condition.tous))
    if condition.un_de is not None:
        return or_(false(), *(_term(part) for part in condition.un_de))
    if condition.sauf is not None:
        return not_(_term(condition.sauf))
    assert condition.champ is not None  # noqa: S101 -- the model has checked it
    return _comparison(condition, _MARCHES.c[COLONNES[condition.champ]])


def _comparison(condition: ConditionMarche, column: ColumnElement[Any]) -> ColumnElement[bool]:
    if condition.parmi is not None:
        return column.in_([_kept(condition, value) for value in condition.parmi])
    if condition.egal is not None:
        return column == _kept(condition, condition.egal)
    if condition.superieur_a is not None:
        return column > _whole(condition, condition.superieur_a, ROUND_FLOOR)
    if condition.au_moins is not None:
        return column >= _whole(condition, condition.au_moins, ROUND_CEILING)
    if condition.inferieur_a is not None:
        return column < _whole(condition, condition.inferieur_a, ROUND_CEILING)
    assert condition.au_plus is not None  # noqa: S101 -- the model has checked it
    return column <= _whole(condition, condition.au_plus, ROUND_FLOOR)


def _kept(condition: ConditionMarche, value: bool | str) -> bool | str:
    """A value of a formula as the column keeps it."""
    if condition.champ == "procedure" and isinstance(value, str):
        return PROCEDURES[value]
    return value


def _whole(condition: ConditionMarche, bound: Decimal, rounding: str) -> ColumnElement[int]:
    """A bound in the column's unit; columns are whole, so it may be rounded the right way."""
    scaled = bound * CENTIEMES if condition.champ == "montant" else bound
    return literal(int(scaled.to_integral_value(rounding)), BigInteger)
