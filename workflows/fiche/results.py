"""What the writing of a fiche answers: plain typed results that know no messenger."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from storage.tables import EtatDossier
from workflows.results import Option, Resultat


class QuestionPosee(Resultat):
    """The question to answer now.

    `retenu` is what was understood of the answer before; `erreur` why the last words were not
    an answer; `lectures` the readings to choose from when they had several; `alertes` what the
    scheme's rules say of the answers so far.
    """

    type: Literal["question"] = "question"
    dossier: int
    fiche: str
    volet: str
    question: str
    libelle: str
    pourquoi: str | None
    options: tuple[str, ...]
    lectures: tuple[Option, ...]
    obligatoire: bool
    rang: int
    total: int
    retenu: str | None
    erreur: str | None
    alertes: tuple[str, ...]


class LigneFiche(BaseModel):
    """A question and its answer as it is read; None when it was passed."""

    model_config = ConfigDict(frozen=True)

    question: str
    libelle: str
    valeur: str | None


class VoletFiche(BaseModel):
    """The answered questions of one volet."""

    model_config = ConfigDict(frozen=True)

    titre: str
    lignes: tuple[LigneFiche, ...]


class RegleRencontree(BaseModel):
    """A rule that the answers meet, with the objective behind it."""

    model_config = ConfigDict(frozen=True)

    niveau: Literal["blocage", "alerte", "conseil"]
    message: str
    noeud: str | None
    source: str


class Recapitulatif(Resultat):
    """The fiche as written so far. `complete` when no needed question waits."""

    type: Literal["recapitulatif"] = "recapitulatif"
    dossier: int
    fiche: str
    etat: EtatDossier
    complete: bool
    volets: tuple[VoletFiche, ...]
    regles: tuple[RegleRencontree, ...]
    erreur: str | None


class Pause(Resultat):
    """The writing is left for later; nothing is lost."""

    type: Literal["pause"] = "pause"
    dossier: int
    fiche: str
    rang: int
    total: int


class Brouillons(Resultat):
    """The drafts of a person, to resume one or begin another."""

    type: Literal["brouillons"] = "brouillons"
    fiche: str
    brouillons: tuple[Option, ...]


ReponseFiche = QuestionPosee | Recapitulatif | Pause | Brouillons
