"""Entering the value of an indicator: added beside the earlier one, which stays."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from schemes.base import Nombre
from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from storage import valeurs
from storage.tables import ValeurIndicateur, now
from workflows.assistant import Assistant
from workflows.echeances.suivi import close_value
from workflows.figures import NotAFigureError, parse, written
from workflows.words import FIRST_YEAR

ALL = 100
"""Percent."""

MAX_NAME = 200
MAX_PROVENANCE = 2000


class Saisie(BaseModel):
    """A value entered, in the indicator's unit, and the one it replaces as the year's value."""

    model_config = ConfigDict(frozen=True)

    type: Literal["saisie"] = "saisie"
    scheme: str
    indicateur: str
    nom: str
    annee: int
    valeur: Nombre
    unite: str | None
    auteur: str
    ancienne: Nombre | None


class Refus(BaseModel):
    """Why something was not done, and what to do next, in French."""

    model_config = ConfigDict(frozen=True)

    type: Literal["refus"] = "refus"
    message: str


def saisir(
    assistant: Assistant,
    *,
    indicateur: str,
    annee: int,
    valeur: str,
    auteur: str,
    provenance: str | None = None,
    piece: str | None = None,
) -> Saisie | Refus:
    """Enter a value as typed, for an indicator by its id, for a past or present year.

    `piece` is a file that proves it, as words carry it.
    """
    done = verifier(
        assistant,
        indicateur=indicateur,
        annee=annee,
        valeur=valeur,
        auteur=auteur,
        provenance=provenance,
    )
    if isinstance(done, Refus):
        return done
    with assistant.store.write() as session:
        before = ajouter(session, assistant.scheme, done, provenance, now(), piece)
    return done.model_copy(update={"ancienne": before})


def verifier(
    assistant: Assistant,
    *,
    indicateur: str,
    annee: int,
    valeur: str,
    auteur: str,
    provenance: str | None = None,
) -> Saisie | Refus:
    """What a value as typed would enter, nothing being entered; or why it cannot be."""
    known = assistant.scheme.indicateurs.get(indicateur)
    if known is None:
        return Refus(
            message=f"Pas d'indicateur « {indicateur[:60]} ». {assistant.suggest(indicateur)}"
        )
    if known.mode == "publie" or known.nature == "qualitatif":
        return Refus(message=f"« {known.nom_courant} » ne se suit pas par une valeur annuelle.")
    if not FIRST_YEAR <= annee <= assistant.today().year:
        return Refus(
            message=f"Pas de valeur possible pour {annee} : l'année va de {FIRST_YEAR} à "
            f"{assistant.today().year}."
        )
    if not auteur.strip() or len(auteur) > MAX_NAME:
        return Refus(message=f"Dites qui saisit, en {MAX_NAME} caractères au plus.")
    if provenance and len(provenance) > MAX_PROVENANCE:
        return Refus(message=f"La provenance tient en {MAX_PROVENANCE} caractères au plus.")
    try:
        figure = parse(valeur, known.unite)
    except NotAFigureError as error:
        return Refus(message=str(error))
    if impossible := _impossible(known, figure):
        return Refus(message=impossible)
    return Saisie(
        scheme=assistant.scheme.id,
        indicateur=known.id,
        nom=known.nom_courant,
        annee=annee,
        valeur=figure,
        unite=known.unite,
        auteur=auteur.strip(),
        ancienne=None,
    )


def _impossible(indicateur: Indicateur, figure: Decimal) -> str | None:
    """Why an indicator cannot have a value, and what to write, in French; None when it can."""
    if indicateur.nature == "nombre" and figure % 1:
        whole = Decimal(int(figure))
        return (
            f"On compte ici des {indicateur.unite} : écrivez un nombre entier, "
            f"{written(whole)} ou {written(whole + 1)}."
        )
    if indicateur.nature == "part" and indicateur.formule and figure > ALL:
        return f"Une part des marchés ne dépasse pas 100 % : {written(figure)} est impossible."
    return None


def inscrire(
    session: Session,
    scheme: Scheme,
    saisie: Saisie,
    provenance: str | None,
    at: datetime,
    piece: str | None = None,
) -> ValeurIndicateur:
    """Record a value that `verifier` accepts: it counts for its year, whose échéance it closes."""
    row = valeurs.record(
        session,
        scheme=saisie.scheme,
        indicateur=saisie.indicateur,
        annee=saisie.annee,
        valeur=saisie.valeur,
        origine="saisi",
        auteur=saisie.auteur,
        provenance=provenance,
        piece=piece,
    )
    close_value(session, scheme, saisie.indicateur, saisie.annee, saisie.auteur, at, piece)
    return row


def ajouter(
    session: Session,
    scheme: Scheme,
    done: Saisie,
    provenance: str | None,
    at: datetime,
    piece: str | None = None,
) -> Decimal | None:
    """Record a value that was verified; gives the one it replaces for its year."""
    before = valeurs.current(session, done.scheme, done.indicateur).get(done.annee)
    inscrire(session, scheme, done, provenance, at, piece)
    return before.valeur if before else None
