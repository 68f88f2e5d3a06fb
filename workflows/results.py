"""What the workflows answer: plain typed results that know no messenger.

Their JSON form is a public contract (`spaser ask --json`): keys are only ever added.
"""

from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from schemes.base import Nombre
from schemes.mesures import Cible, Mode, Reference
from storage.tables import Origine


class Resultat(BaseModel):
    """An answer about one scheme; `refuse` when it says why something was not done."""

    model_config = ConfigDict(frozen=True)
    refuse: ClassVar[bool] = False

    type: str
    scheme: str
    collectivite: str


class Qui(BaseModel):
    """Someone: the id that the messenger gives them, and their name."""

    model_config = ConfigDict(frozen=True)

    id: str
    nom: str


class Option(BaseModel):
    """Something a person may choose: what it is called, and the words that ask for it.

    `saisie` says what the person must still write after these words, if anything; `facultatif`
    when they may leave it out, `joindre` when a file may go with it.
    """

    model_config = ConfigDict(frozen=True)

    libelle: str
    demande: str
    saisie: str | None = None
    facultatif: bool = False
    joindre: bool = False


class Point(BaseModel):
    """One year of a series: value and target in the indicator's unit, gap as value − target.

    The gap is in the indicator's unit, hence in percent points for percentages.
    """

    model_config = ConfigDict(frozen=True)

    annee: int
    valeur: Nombre | None
    origine: Origine | None
    cible: Cible | None
    ecart: Nombre | None


class ValeurRemplacee(BaseModel):
    """A value that a later one replaced for its year: who entered it, when, where it came from."""

    model_config = ConfigDict(frozen=True)

    valeur: Nombre
    auteur: str
    saisie_le: datetime
    provenance: str | None


class ResultatCalcule(Resultat):
    """An answer about an indicator, with what the marchés give for its year.

    `valeur_calculee` is in the indicator's unit, also when another figure counts;
    `numerateur` over `denominateur` for a share, in `compte_en`; `inconnus`, the marchés (out of
    the `examines`) of which what is asked is unknown. All None when nothing is counted.
    """

    valeur_calculee: Nombre | None
    numerateur: Nombre | None
    denominateur: Nombre | None
    compte_en: Literal["marchés", "€"] | None
    inconnus: int | None
    examines: int | None


class ReponseIndicateur(ResultatCalcule):
    """An indicator, for a year, a range of years or none.

    `annee` is set when one year was asked. `valeur` is then that year's, otherwise the newest
    known (see `annee_valeur`). `origine` is None when there is no value; `piece` is a file that
    proves the value, as words carry it. `saisie_par` lists who can enter the value: the pilotes
    named by the document, none when it names none. `historique` holds the values that the one
    shown replaced for its year, the newest first. `avis` holds what must be said about the
    question itself. `avancement` is the value in percent of a target to reach; `source_calcul`
    what the figure is computed from, if it is.
    """

    type: Literal["indicateur"] = "indicateur"
    indicateur: str
    code: str | None
    nom: str
    libelle: str
    noeud: str
    noeud_nom: str
    mode: Mode
    perimetre: str | None
    annee: int | None
    annees: tuple[int, ...]
    valeur: Nombre | None
    annee_valeur: int | None
    unite: str | None
    origine: Origine | None
    provenance: str | None
    piece: str | None = None
    auteur: str | None
    saisie_le: datetime | None
    cible: Cible | None
    prochaine_cible: Cible | None
    cibles: tuple[Cible, ...]
    ecart: Nombre | None
    atteinte: bool | None
    avancement: Nombre | None
    source_calcul: Literal["marches", "heures"] | None
    non_calculable: str | None
    historique: tuple[ValeurRemplacee, ...] = ()
    serie: tuple[Point, ...]
    references: tuple[Reference, ...]
    saisie_par: tuple[str, ...]
    avis: tuple[str, ...]
    notes: tuple[str, ...]
    document: str
    source: str


class GraphiqueIndicateur(Resultat):
    """The chart of an indicator's series.

    `fichier` names its image, like no other, when it goes to the person's direct message; it is
    None where there are only words, or nothing to draw.
    """

    type: Literal["graphique"] = "graphique"
    reponse: ReponseIndicateur
    fichier: str | None


class MarcheCompte(BaseModel):
    """A marché behind a figure; only its identifier is known when no source speaks of it.

    Amounts are in euros before tax as published, `heures` those worked in the years counted.
    `inconnues` are the fields that the formula asks and that are unknown.
    """

    model_config = ConfigDict(frozen=True)

    identifiant: str
    objet: str | None
    titulaires: str | None
    date_notification: date | None
    montant: Nombre | None
    heures: Nombre | None
    verdict: Literal["compte", "inconnu", "ne_compte_pas", "hors_perimetre"]
    inconnues: tuple[str, ...]


class Detail(ResultatCalcule):
    """A page of the marchés behind an indicator's figure; `suite` asks for the next one.

    `depuis` is the first year counted, when years add up.
    """

    type: Literal["detail"] = "detail"
    indicateur: str
    nom: str
    annee: int | None
    depuis: int | None
    unite: str | None
    source_calcul: Literal["marches", "heures"] | None
    non_calculable: str | None
    page: int
    lignes: tuple[MarcheCompte, ...]
    suite: Option | None


class EcheanceNoeud(BaseModel):
    """An échéance of a node, as printed, and what it is for."""

    model_config = ConfigDict(frozen=True)

    imprime: str
    nature: Literal["echeance", "bilan_mi_parcours"]
    objet: str | None
    note: str | None


class FicheNoeud(Resultat):
    """A node of the scheme: who, when, what is measured."""

    type: Literal["noeud"] = "noeud"
    noeud: str
    nom: str
    titre: str
    chemin: str
    resume: str | None
    pilotes: tuple[str, ...]
    directions: tuple[str, ...]
    echeances: tuple[EcheanceNoeud, ...]
    actions_ciblees: tuple[str, ...]
    indicateurs: tuple["LigneIndicateur", ...]
    enfants: tuple[Option, ...]
    notes: tuple[str, ...]
    document: str
    source: str


class LigneIndicateur(BaseModel):
    """An indicator in a list, with the targets the document prints for it."""

    model_config = ConfigDict(frozen=True)

    id: str
    code: str | None
    nom: str
    mode: Mode
    cibles: tuple[str, ...]


class GroupeIndicateurs(BaseModel):
    """The indicators of one root node of the scheme."""

    model_config = ConfigDict(frozen=True)

    titre: str
    indicateurs: tuple[LigneIndicateur, ...]


class ListeIndicateurs(Resultat):
    """Every indicator of the scheme, by axis."""

    type: Literal["liste"] = "liste"
    groupes: tuple[GroupeIndicateurs, ...]


EtatIndicateur = Literal["atteinte", "en_retard", "a_venir", "sans_cible", "sans_valeur"]
"""Where an indicator is in a year.

- `atteinte`: the target that holds is met;
- `en_retard`: the target of that year, or of an earlier one, is not;
- `a_venir`: the target that is not met has no year, or a later one;
- `sans_cible`: there is a value, and no target in the same measure;
- `sans_valeur`: nothing is known for that year.
"""


class LigneTableau(BaseModel):
    """An indicator in a year.

    `cible` is the one that `etat` judges, else what the document says of another kind: a target
    in words, in another measure, or that there is none.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    code: str | None
    nom: str
    unite: str | None
    valeur: Nombre | None
    origine: Origine | None
    inconnus: int | None
    cible: Cible | None
    etat: EtatIndicateur


class AxeTableau(BaseModel):
    """The indicators of one root node of the scheme, in a year."""

    model_config = ConfigDict(frozen=True)

    titre: str
    lignes: tuple[LigneTableau, ...]


class Tableau(Resultat):
    """The whole scheme in a year, by axis, with how many indicators are in each state.

    `avis` holds what must be said about the year itself.
    """

    type: Literal["tableau"] = "tableau"
    annee: int
    avis: tuple[str, ...] = ()
    axes: tuple[AxeTableau, ...]
    etats: dict[EtatIndicateur, int]


class Aide(Resultat):
    """What can be asked, with examples that work in this scheme; `fiche` is its fiche's name."""

    type: Literal["aide"] = "aide"
    titre: str
    debut: int
    fin: int
    fiche: str
    exemples: tuple[Option, ...]


class Choix(Resultat):
    """The question fits several things: which one?"""

    type: Literal["choix"] = "choix"
    texte_recu: str
    options: tuple[Option, ...]


class Incompris(Resultat):
    """The question fits nothing: the nearest things that can be asked."""

    type: Literal["incompris"] = "incompris"
    texte_recu: str
    trop_long: bool
    proches: tuple[Option, ...]


Reponse = (
    ReponseIndicateur | Detail | Tableau | FicheNoeud | ListeIndicateurs | Aide | Choix | Incompris
)
