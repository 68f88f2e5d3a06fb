"""What the store holds, as tables: marchés and values of indicators."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import marches, valeurs
from storage.marches_tables import Marche
from workflows.imports.results import LigneEcartee

Cellule = str | int | Decimal | bool | None
"""Dates are ISO text; None is unknown."""


class Table(NamedTuple):
    """Headers, and rows that are read from the store as they are taken."""

    entetes: tuple[str, ...]
    lignes: Iterator[tuple[Cellule, ...]]


_NOT_AS_IT_IS = {
    "id",
    "scheme",
    "montant_centimes",
    "date_notification",
    "ecrit_par",
    "remplace_par",
}
_MARCHE = tuple(name for name in Marche.model_fields if name not in _NOT_AS_IT_IS)


def exporter_marches(session: Session, scheme: Scheme, annee: int | None = None) -> Table:
    """The marchés of a scheme, of a year or all; amounts in euros before tax."""
    entetes = (*_MARCHE, "date_notification", "montant_ht")
    return Table(entetes, _marches(session, scheme.id, annee))


def exporter_valeurs(session: Session, scheme: Scheme, annee: int | None = None) -> Table:
    """The values that count of every indicator, each with its origin."""
    entetes = (
        "indicateur", "nom", "annee", "valeur", "unite", "origine", "auteur", "saisie_le",
        "provenance", "piece",
    )  # fmt: skip
    return Table(entetes, _valeurs(session, scheme, annee))


def exporter_ecarts(lignes: Iterable[LigneEcartee]) -> Table:
    """What an import set aside."""
    rows = ((one.ligne, one.marche, one.champ, one.motif) for one in lignes)
    return Table(tuple(LigneEcartee.model_fields), rows)


def _marches(session: Session, scheme: str, annee: int | None) -> Iterator[tuple[Cellule, ...]]:
    for row in marches.parcourir(session, scheme, annee):
        cents = row.montant_centimes
        yield (
            *(getattr(row, name) for name in _MARCHE),
            row.date_notification.isoformat(),
            None if cents is None else Decimal(cents) / 100,
        )


def _valeurs(session: Session, scheme: Scheme, annee: int | None) -> Iterator[tuple[Cellule, ...]]:
    for indicateur in scheme.indicateurs.values():
        standing = valeurs.current(session, scheme.id, indicateur.id)
        for year, valeur in sorted(standing.items()):
            if annee in (None, year):
                yield (
                    indicateur.id,
                    indicateur.nom_courant,
                    year,
                    valeur.valeur,
                    indicateur.unite,
                    valeur.origine,
                    valeur.auteur,
                    valeur.saisie_le.date().isoformat() if valeur.saisie_le else None,
                    valeur.provenance,
                    valeur.piece,
                )
