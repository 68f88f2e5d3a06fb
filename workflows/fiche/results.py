"""What the writing of a fiche answers: plain typed results that know no messenger."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemes.fiche import TypeQuestion
from storage.tables import EtatDossier
from workflows.echeances.results import LigneEcheance
from workflows.results import Option, Resultat


class Changements(BaseModel):
    """What a new definition changed in a fiche being written: the questions, as they are put."""

    model_config = ConfigDict(frozen=True)

    ajoutees: tuple[str, ...]
    retirees: tuple[str, ...]
    reformulees: tuple[str, ...]


class QuestionPosee(Resultat):
    """The question to answer now.

    `noeud` names the objective behind `pourquoi`. `tour` is what an answer to it refers to.
    `retenu` is what was understood of the answer before; `actuelle` the answer that this
    question already has; `erreur` why the last words were not an answer; `lectures` the readings
    to choose from when they had several; `alertes` what the scheme's rules say of the answers so
    far; `changements` what a new definition changed since something was last shown.
    """

    type: Literal["question"] = "question"
    dossier: int
    tour: int
    fiche: str
    volet: str
    question: str
    libelle: str
    forme: TypeQuestion
    pourquoi: str | None
    noeud: str | None
    options: tuple[str, ...]
    lectures: tuple[Option, ...]
    obligatoire: bool
    rang: int
    total: int
    retenu: str | None
    actuelle: str | None
    erreur: str | None
    alertes: tuple[str, ...]
    changements: Changements | None


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
    """The fiche as written so far. `complete` when no needed question waits.

    `auteur` and `redacteurs` are the ids of those who write it; `restantes` the needed questions
    that wait; `de_cote` those whose answers are kept and no longer count. It may be one of
    several pages.
    """

    type: Literal["recapitulatif"] = "recapitulatif"
    titre_schema: str
    dossier: int
    tour: int
    auteur: str
    redacteurs: tuple[str, ...]
    fiche: str
    cree_le: datetime
    modifie_le: datetime
    etat: EtatDossier
    complete: bool
    restantes: tuple[str, ...]
    volets: tuple[VoletFiche, ...]
    regles: tuple[RegleRencontree, ...]
    de_cote: tuple[str, ...]
    erreur: str | None
    changements: Changements | None
    page: int = 1
    pages: int = 1


class DocumentFiche(Resultat):
    """A fiche to be given as documents, as it was when it was sent."""

    type: Literal["document-fiche"] = "document-fiche"
    recapitulatif: Recapitulatif


class QuestionClose(Resultat):
    """A question that no longer waits, with its answer; None when it was passed."""

    type: Literal["close"] = "close"
    dossier: int
    question: str
    libelle: str
    valeur: str | None


class Retrait(Resultat):
    """A message that no longer says anything: it goes."""

    type: Literal["retrait"] = "retrait"


class Ouverture(Resultat):
    """A fiche and who writes it: the head of its thread, and what one is told when it opens."""

    type: Literal["ouverture"] = "ouverture"
    dossier: int
    fiche: str
    objet: str | None
    etat: EtatDossier
    auteur: str
    redacteurs: tuple[str, ...]


class Devance(Resultat):
    """An answer that came too late: someone had answered, or the question had gone.

    `par` is the id of who was faster, None when it was nobody else; `valeur` the answer that
    counts, None when there is none.
    """

    type: Literal["devance"] = "devance"
    dossier: int
    fiche: str
    libelle: str
    par: str | None
    valeur: str | None


class Partage(Resultat):
    """The writing is shared with someone, or handed over to them (`transmise`)."""

    type: Literal["partage"] = "partage"
    dossier: int
    fiche: str
    avec: str
    transmise: bool


class PasDeFiche(Resultat):
    """No draft of this number that this person may write."""

    type: Literal["pas-de-fiche"] = "pas-de-fiche"
    dossier: int
    fiche: str


class HorsFil(Resultat):
    """Words that answer nothing, said beside the thread of a fiche whose question waits."""

    type: Literal["hors-fil"] = "hors-fil"
    dossier: int
    tour: int
    fiche: str
    question: str
    libelle: str
    texte_recu: str


class Accueil(Resultat):
    """The page that a person opens: their drafts, what waits for them, what they may do.

    `echeances` counts those that are open and theirs, `en_retard` those of them that are late,
    `prochaines` are the most urgent of them on a day (`jour`); `retards` counts those that are
    late in the whole scheme, `sans_personne` those that are open and for which nobody answers,
    for who coordinates it; `dossiers` those that wait for the person.
    A count is None when it is no part of what they do.
    """

    type: Literal["accueil"] = "accueil"
    fiche: str
    titre: str
    brouillons: tuple[Option, ...]
    echeances: int | None
    en_retard: int | None
    prochaines: tuple[LigneEcheance, ...]
    jour: date
    retards: int | None
    sans_personne: int | None
    dossiers: int | None
    choix: tuple[Option, ...]
    exemples: tuple[Option, ...]


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


Suite = QuestionPosee | Recapitulatif
"""What a fiche shows next, to all who write it."""

ReponseFiche = (
    Suite | Pause | Brouillons | Ouverture | Devance | Partage | PasDeFiche | HorsFil | Accueil
)
"""What one person is told."""
