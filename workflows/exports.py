"""What the store holds, as tables: marchés and values of indicators."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from storage import marches
from storage.marches_tables import Marche
from storage.valeurs import Valeur
from workflows.calcul.chiffres import Chiffre, dit
from workflows.clock import paris_day
from workflows.imports.results import LigneEcartee
from workflows.indicateurs import connues
from workflows.tableau import connaitre

Cellule = str | int | Decimal | bool | date | None
"""None is unknown."""


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
_COMPTE = ("numerateur", "denominateur", "compte_en", "inconnus", "examines")
_MARCHE = tuple(name for name in Marche.model_fields if name not in _NOT_AS_IT_IS)


def exporter_marches(session: Session, scheme: Scheme, annee: int | None = None) -> Table:
    """The marchés of a scheme, of a year or all; amounts in euros before tax."""
    entetes = (*_MARCHE, "date_notification", "montant_ht")
    return Table(entetes, _marches(session, scheme.id, annee))


def exporter_valeurs(session: Session, scheme: Scheme, annee: int | None = None) -> Table:
    """The value that counts of every indicator and year: entered, else published, else computed.

    A computed one has what it is counted from; a share is rounded to two decimals, as it is said.
    """
    entetes = (
        "indicateur", "nom", "annee", "valeur", "unite", "origine", "auteur", "saisie_le",
        "provenance", "piece", *_COMPTE,
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
            row.date_notification,
            None if cents is None else Decimal(cents) / 100,
        )


def _valeurs(session: Session, scheme: Scheme, annee: int | None) -> Iterator[tuple[Cellule, ...]]:
    for name, connu in connaitre(session, scheme).items():
        indicateur = scheme.indicateurs[name]
        standing = connues(indicateur, connu.saisies, connu.calculs)
        for year, valeur in sorted(standing.items()):
            if annee in (None, year):
                yield _valeur(indicateur, year, valeur, connu.calculs.get(year))


def _valeur(
    indicateur: Indicateur, annee: int, valeur: Valeur, chiffre: Chiffre | None
) -> tuple[Cellule, ...]:
    counted = dit(indicateur, chiffre) if valeur.origine == "calcule" else {}
    share = counted.get("denominateur") is not None
    return (
        indicateur.id,
        indicateur.nom_courant,
        annee,
        round(valeur.valeur, 2) if share else valeur.valeur,
        indicateur.unite,
        valeur.origine,
        valeur.auteur,
        paris_day(valeur.saisie_le) if valeur.saisie_le else None,
        valeur.provenance,
        valeur.piece,
        *(counted.get(name) for name in _COMPTE),
    )
