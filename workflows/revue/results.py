"""What the review of dossiers answers: plain typed results that know no messenger.

People are said by their id and name; days and instants are left to the wording.
"""

from datetime import date, datetime
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from schemes.base import Nombre
from storage.revue_tables import AvisRendu, Choix
from storage.tables import EtatDossier
from workflows.fiche.results import LigneFiche, RegleRencontree
from workflows.results import Option, Qui, Resultat
from workflows.revue.etats import Action
from workflows.revue.routage import Destination, Motif


class Partie(BaseModel):
    """A part of a result."""

    model_config = ConfigDict(frozen=True)


class ResultatRevue(Resultat):
    """An answer about dossiers; `choix` is what can be asked next."""

    choix: tuple[Option, ...] = ()


class VisaCarte(Partie):
    """A visa asked, and what it says once given. `titulaires` may give it."""

    visa: str
    qui: str
    avis: AvisRendu | None
    commentaire: str | None
    par: Qui | None
    donne_le: datetime | None
    titulaires: tuple[Qui, ...]


class AvisCarte(Partie):
    """The opinion of a member."""

    membre: Qui
    avis: AvisRendu
    commentaire: str | None
    donne_le: datetime


class ComplementCarte(Partie):
    """What was asked of the buyer, and the answer once given."""

    demande: str
    par: Qui
    demande_le: datetime
    reponse: str | None
    repondu_par: Qui | None
    repondu_le: datetime | None


class DecisionCarte(Partie):
    """A decision, with its reason and the day of the meeting that took it."""

    decision: Choix
    motif: str
    par: Qui
    le: datetime
    version: int
    seance: date | None


class NotificationCarte(Partie):
    """The marché that came of it: amount in euros HT, hours of insertion, clauses kept."""

    montant: Nombre
    jour: date
    titulaire: str
    heures: Nombre | None
    clauses: str | None


class Difference(Partie):
    """An answer that changed since the version before; None where there was or is none."""

    question: str
    libelle: str
    avant: str | None
    apres: str | None


class CarteDossier(ResultatRevue):
    """A dossier as those who may see it see it: where it is, since when, why it went there.

    `motifs` begins with the one that decided where it goes. `lignes` holds the main answers.
    `quorum` counts the opinions needed before a decision. `actions` is what the person who
    looks can do now: none when nobody in particular looks. Estimates are confidential: a card
    is for private conversations only.
    """

    type: Literal["carte-dossier"] = "carte-dossier"
    dossier: int
    fiche: str
    objet: str
    auteur: Qui
    direction: str | None
    etat: EtatDossier
    etat_le: datetime
    etat_par: Qui
    version: int
    vers: Destination
    chez: str
    motifs: tuple[Motif, ...]
    lignes: tuple[LigneFiche, ...]
    regles: tuple[RegleRencontree, ...]
    visas: tuple[VisaCarte, ...]
    visas_avant: date | None
    avis: tuple[AvisCarte, ...]
    quorum: int
    complements: tuple[ComplementCarte, ...]
    differences: tuple[Difference, ...]
    decision: DecisionCarte | None
    notification: NotificationCarte | None
    seance: date | None
    actions: tuple[Action, ...]


class DemandeVisa(ResultatRevue):
    """What the holders of a visa (`destinataires`) are asked, with the main answers."""

    type: Literal["demande-visa"] = "demande-visa"
    dossier: int
    objet: str
    auteur: Qui
    version: int
    visa: str
    qui: str
    avant: date
    motif: str
    lignes: tuple[LigneFiche, ...]
    destinataires: tuple[Qui, ...]


class Soumission(ResultatRevue):
    """A dossier has been sent: where it goes and why, which visas are asked."""

    type: Literal["soumission"] = "soumission"
    dossier: int
    fiche: str
    objet: str
    version: int
    etat: EtatDossier
    vers: Destination
    chez: str
    motifs: tuple[Motif, ...]
    demandes: tuple[DemandeVisa, ...]
    seance: date | None


class ActeDossier(ResultatRevue):
    """Something was done on a dossier. `a_prevenir` are those who write it, other than `par`.

    `visa` names the visa given, `visas_attendus` those that still wait; `inscrit` tells that
    this act inscribed the dossier for a decision.
    """

    type: Literal["acte-dossier"] = "acte-dossier"
    action: Action
    dossier: int
    objet: str
    etat: EtatDossier
    par: Qui
    le: datetime
    mots: str | None
    avis: AvisRendu | None
    visa: str | None
    visas_attendus: tuple[str, ...]
    inscrit: bool
    a_prevenir: tuple[Qui, ...]


class DecisionDossier(ResultatRevue):
    """A decision recorded, for those who write the dossier (`a_prevenir`) and for the comité."""

    type: Literal["decision"] = "decision"
    dossier: int
    objet: str
    version: int
    chez: str
    decision: Choix
    motif: str
    par: Qui
    le: datetime
    seance: date | None
    a_prevenir: tuple[Qui, ...]


class DemandeBilan(ResultatRevue):
    """The review asked of those who write a dossier, its contract having ended (`fin`).

    `imprime` and `source` are what the scheme prints of it, and where.
    """

    type: Literal["demande-bilan"] = "demande-bilan"
    dossier: int
    objet: str
    titulaire: str
    fin: date
    imprime: str
    source: str
    destinataires: tuple[Qui, ...]


Raison = Literal[
    "introuvable", "soi", "droit", "etat", "mots", "quorum", "deja", "visa", "choix", "saisie"
]
"""Why something was not done.

`introuvable`: no such dossier for this person; `soi`: it is their own; `droit`: it takes a role;
`etat`: it is elsewhere, or someone was faster; `mots`: words are missing or too long; `quorum`:
opinions are missing; `deja`: it already is so; `visa`: which visa?; `choix`: not one of the
words that are known; `saisie`: something given cannot be read, `precision` says what.
"""


class RefusRevue(ResultatRevue):
    """Why nothing was done, and what to do: private, for the person who asked.

    `etat_par` and `etat_le` say who was first, and when; `demander_a` who has the right;
    `precision` holds a sentence or a figure that the reason needs.
    """

    refuse: ClassVar[bool] = True

    type: Literal["refus-revue"] = "refus-revue"
    raison: Raison
    action: Action | None
    dossier: int | None
    etat: EtatDossier | None = None
    etat_par: Qui | None = None
    etat_le: datetime | None = None
    demander_a: tuple[Qui, ...] = ()
    precision: str | None = None


class LigneDossier(Partie):
    """A dossier in a list: no amount there. `visas_attendus` names who has not answered."""

    dossier: int
    objet: str
    auteur: Qui
    etat: EtatDossier
    depuis: datetime
    par: Qui
    visas_attendus: tuple[str, ...]
    actions: tuple[Action, ...]


class MesDossiers(ResultatRevue):
    """The dossiers that a person may see: waiting for them, theirs, of their direction, others.

    Each is in the first list that it fits. `etat` is the state asked for; without one, what is
    over (notified, abandoned) is left out.
    """

    type: Literal["dossiers"] = "dossiers"
    etat: EtatDossier | None
    pour_moi: tuple[LigneDossier, ...]
    miens: tuple[LigneDossier, ...]
    direction: tuple[LigneDossier, ...]
    autres: tuple[LigneDossier, ...]


class LigneJournal(Partie):
    """An entry of the journal: `quoi` and `details` say what was done on `objet`.

    `mots` are the person's own.
    """

    le: datetime
    qui: Qui
    quoi: str
    objet: str
    mots: str | None
    details: dict[str, Any]


class JournalDossier(ResultatRevue):
    """The story of a dossier, the oldest first."""

    type: Literal["journal"] = "journal"
    dossier: int
    objet: str
    entrees: tuple[LigneJournal, ...]


class PlanAnnuel(Partie):
    """How many dossiers have gone to the comité this year, and how many the scheme aims at."""

    annee: int
    retenus: int
    mini: Nombre | None
    maxi: Nombre | None
    imprime: str
    source: str


class SeanceFixee(Partie):
    """A meeting that is fixed, and how many dossiers are on its agenda."""

    jour: date
    dossiers: int


class Seances(ResultatRevue):
    """The meetings of the body that decides: fixed, proposed; what waits for one; the plan."""

    type: Literal["seances"] = "seances"
    instance: str | None
    frequence: str | None
    fixees: tuple[SeanceFixee, ...]
    proposees: tuple[date, ...]
    en_attente: tuple[LigneDossier, ...]
    plan: PlanAnnuel | None


class OrdreDuJour(ResultatRevue):
    """The agenda of a meeting."""

    type: Literal["ordre-du-jour"] = "ordre-du-jour"
    instance: str
    jour: date
    dossiers: tuple[LigneDossier, ...]


class LigneCompteRendu(Partie):
    """A decision in the record of a meeting."""

    dossier: int
    objet: str
    decision: DecisionCarte


class CompteRendu(ResultatRevue):
    """The record of a meeting: what was decided, and what was on its agenda and was not."""

    type: Literal["compte-rendu"] = "compte-rendu"
    instance: str
    jour: date
    decisions: tuple[LigneCompteRendu, ...]
    sans_decision: tuple[LigneDossier, ...]


ReponseRevue = (
    CarteDossier
    | DemandeVisa
    | Soumission
    | ActeDossier
    | DecisionDossier
    | DemandeBilan
    | RefusRevue
    | MesDossiers
    | JournalDossier
    | Seances
    | OrdreDuJour
    | CompteRendu
)
