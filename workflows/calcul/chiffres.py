"""From yearly counts to the figures of an indicator."""

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from typing import Any, Literal, NamedTuple

from schemes.formules import Formule
from schemes.mesures import Indicateur
from schemes.scheme import Periode
from storage.formules import CENTIEMES, Compte


class Chiffre(NamedTuple):
    """What the marchés give for a year, in the indicator's unit; `valeur` None: nothing is known.

    `numerateur` and `denominateur` are those of a share, in marchés or in euros. `inconnus` are
    the marchés, out of the `examines`, that may count but of which something is unknown.
    """

    valeur: Decimal | None
    numerateur: Decimal | None
    denominateur: Decimal | None
    inconnus: int
    examines: int


def chiffres(
    formule: Formule, comptes: Mapping[int, Compte], periode: Periode
) -> dict[int, Chiffre]:
    """The figure of each year that has marchés; with `cumul`, of each year of the scheme since."""
    if formule.cumul:
        comptes = _cumulated(comptes, periode)
    return {annee: _figure(formule, compte) for annee, compte in comptes.items()}


def dit(indicateur: Indicateur, chiffre: Chiffre | None) -> dict[str, Any]:
    """The keys of a `ResultatCalcule` for what the marchés give, if they give anything."""
    formule = indicateur.formule
    share = formule is not None and formule.calcul == "part"
    return {
        "valeur_calculee": chiffre.valeur if chiffre else None,
        "numerateur": chiffre.numerateur if chiffre else None,
        "denominateur": chiffre.denominateur if chiffre else None,
        "compte_en": ("€" if formule and formule.de else "marchés") if share else None,
        "inconnus": chiffre.inconnus if chiffre else None,
        "examines": chiffre.examines if chiffre else None,
    }


def alimente_par(indicateur: Indicateur) -> Literal["marches", "heures"] | None:
    """What an indicator is computed from; None when it is not computed."""
    if indicateur.formule is None:
        return None
    return "heures" if indicateur.formule.de == "heures-insertion" else "marches"


def _cumulated(comptes: Mapping[int, Compte], periode: Periode) -> dict[int, Compte]:
    """Each year with all those before it; a year without marchés stands where it was left."""
    known = [annee for annee in comptes if annee in periode]
    totals: dict[int, Compte] = {}
    for annee in range(min(known), max(known) + 1) if known else ():
        parts = [totals.get(annee - 1), comptes.get(annee)]
        totals[annee] = reduce(_sum, [part for part in parts if part])
    return totals


def _sum(one: Compte, other: Compte) -> Compte:
    denominateur = None
    if one.denominateur is not None and other.denominateur is not None:
        denominateur = one.denominateur + other.denominateur
    return Compte(
        one.numerateur + other.numerateur,
        denominateur,
        one.inconnus + other.inconnus,
        one.examines + other.examines,
    )


def _figure(formule: Formule, compte: Compte) -> Chiffre:
    scale = CENTIEMES if formule.de else 1
    numerateur = Decimal(compte.numerateur) / scale
    if compte.denominateur is None:
        known = compte.inconnus < compte.examines
        return Chiffre(numerateur if known else None, None, None, compte.inconnus, compte.examines)
    denominateur = Decimal(compte.denominateur) / scale
    valeur = 100 * numerateur / denominateur if denominateur else None
    return Chiffre(valeur, numerateur, denominateur, compte.inconnus, compte.examines)
