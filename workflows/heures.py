"""Hours of insertion of a year, by public; small groups are not shown."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from schemes.base import Nombre
from schemes.scheme import Scheme
from storage import heures
from storage.marches_tables import HeuresInsertion
from workflows.imports.correspondance import PUBLICS, TOTAL
from workflows.results import Resultat

PARTAGE = frozenset({"femmes", "hommes"})
"""Publics that make the whole together: one of them gives the other by difference."""


class HeuresPublic(BaseModel):
    """The hours of a public; None when the group is too small, or its size unknown."""

    model_config = ConfigDict(frozen=True)

    public: str
    heures: Nombre | None


class HeuresAnnee(Resultat):
    """Hours of a year, over `marches` contracts, of which `inconnus` are no marché of the store.

    `total` is None when no file gives one. `seuil` is the least number of people shown.
    """

    type: Literal["heures"] = "heures"
    annee: int
    total: Nombre | None
    marches: int
    inconnus: int
    publics: tuple[HeuresPublic, ...]
    seuil: int


def repondre(session: Session, scheme: Scheme, annee: int, seuil: int) -> HeuresAnnee:
    """The hours of a year; groups known to count fewer than `seuil` people stay hidden."""
    rows = heures.de_l_annee(session, scheme.id, annee)
    by_public = {public: [r for r in rows if r.public == public] for public in (TOTAL, *PUBLICS)}
    return HeuresAnnee(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        annee=annee,
        total=_hours(by_public.pop(TOTAL)),
        marches=len({row.marche for row in rows}),
        inconnus=heures.inconnus(session, scheme.id, annee),
        publics=tuple(_shown(by_public, seuil)),
        seuil=seuil,
    )


def _shown(by_public: dict[str, list[HeuresInsertion]], seuil: int) -> Iterable[HeuresPublic]:
    given = {public: rows for public, rows in by_public.items() if rows}
    hidden = {public for public, rows in given.items() if _people(rows) < seuil}
    if hidden & PARTAGE:
        hidden |= PARTAGE
    for public, rows in given.items():
        yield HeuresPublic(public=public, heures=None if public in hidden else _hours(rows))


def _hours(rows: Iterable[HeuresInsertion]) -> Decimal | None:
    found = [row.centiemes for row in rows]
    return Decimal(sum(found)) / 100 if found else None


def _people(rows: Iterable[HeuresInsertion]) -> int:
    """How many people there are at least: one may work on several contracts and periods."""
    return max((row.personnes or 0 for row in rows), default=0)
