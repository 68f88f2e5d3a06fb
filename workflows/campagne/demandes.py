"""A value as it is asked for: beside the last one known, and the target of its year."""

from collections.abc import Mapping

from sqlmodel import Session

from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from storage import echeances, valeurs
from storage.echeances_tables import EcheanceSuivie
from storage.valeurs import Valeur
from workflows.calcul.comptage import calcules
from workflows.campagne.results import ASaisir, ValeurConnue
from workflows.indicateurs import cible_pour, connues


def a_saisir(session: Session, scheme: Scheme, numero: int) -> ASaisir:
    """What an échéance waits for; raises LookupError when that is not a value of the scheme."""
    row = echeances.numbered(session, scheme.id, numero)
    if row is None or row.nature != "valeur":
        raise LookupError(numero)
    return demander(session, scheme, row)


def demander(session: Session, scheme: Scheme, row: EcheanceSuivie) -> ASaisir:
    """The value that the échéance of a value waits for."""
    indicateur, annee = indicateur_de(scheme, row), annee_de(row)
    return ASaisir(
        numero=row.numero,
        due=row.due,
        indicateur=indicateur.id,
        nom=indicateur.nom_courant,
        annee=annee,
        unite=indicateur.unite,
        libelle=indicateur.libelle,
        perimetre=indicateur.perimetre,
        hors_marches=indicateur.non_calculable,
        cible=cible_pour(indicateur, annee, scheme.periode),
        precedente=derniere(connues_de(session, scheme, indicateur), annee),
    )


def indicateur_de(scheme: Scheme, row: EcheanceSuivie) -> Indicateur:
    """The indicator of the échéance of a value."""
    return scheme.indicateurs[row.cle.split("/")[1]]


def annee_de(row: EcheanceSuivie) -> int:
    """The year of the échéance of a value."""
    return int(row.quand)


def connues_de(session: Session, scheme: Scheme, indicateur: Indicateur) -> Mapping[int, Valeur]:
    """The value that counts for each year: entered, published or computed."""
    entered = valeurs.current(session, scheme.id, indicateur.id)
    return connues(indicateur, entered, calcules(session, scheme, indicateur))


def derniere(known: Mapping[int, Valeur], annee: int) -> ValeurConnue | None:
    """The last value known before a year, else that of the year itself."""
    earlier = [year for year in known if year < annee] or [year for year in known if year == annee]
    if not earlier:
        return None
    last = known[max(earlier)]
    return ValeurConnue(annee=max(earlier), valeur=last.valeur, provenance=last.provenance)
