"""What the échéances answer: plain typed results that know no messenger."""

from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.echeances_tables import EtatEcheance, TypeReponse
from workflows.echeances.attentes import NatureAttente
from workflows.echeances.occurrences import NatureEcheance
from workflows.results import Option, Qui, Resultat

Nature = NatureEcheance | NatureAttente
"""Of an échéance of the scheme, or of what waits for someone in the bot."""

Motif = Literal["pilote", "sans_pilote", "injoignable", "retard"]
"""Why someone reads of an échéance: it is theirs, no one is known to answer for it, no message
reaches those who do, it is late."""

Filtre = Literal["miennes", "toutes", "retard", "annee", "sans_personne", "une"]
"""Which échéances were asked for."""

PAGE = 20
"""Échéances shown at once, at most: a message holds as many, with what answers them."""


class ReponseDonnee(BaseModel):
    """An answer as it was given: progress in percent, the new date, the person it went to."""

    model_config = ConfigDict(frozen=True)

    type: TypeReponse
    auteur: str
    mot: str | None
    fichier: str | None
    pourcentage: int | None
    au: date | None
    a_qui: str | None
    donnee_le: datetime


class LigneEcheance(BaseModel):
    """An échéance as it stands on a day.

    `numero` is how people name it. `due` is the day that counts, `prevue_le` the definition's;
    `retard` is in days, 0 when it is not late. `personnes` are the ids of those who answer for
    it: none when no printed pilote is matched to anyone, or when those who are (`refusee_par`) said
    that it is not theirs. `version` grows with each change; `uid` is its name in calendars when
    that is not its key. `suite` leads to where what waits can be done; None for an échéance of the
    scheme. `permise` says whether whoever reads it may answer it.
    """

    model_config = ConfigDict(frozen=True)

    numero: int
    cle: str
    nature: Nature
    nom: str
    objet: str
    imprime: str
    quand: str
    due: date | None
    prevue_le: date | None
    etat: EtatEcheance
    retard: int
    avancement: int | None
    pilotes: tuple[str, ...]
    personnes: tuple[str, ...]
    refusee_par: tuple[str, ...] = ()
    derniere: ReponseDonnee | None
    source: str
    note: str | None
    version: int
    uid: str | None = None
    modifiee_le: datetime
    suite: Option | None = None
    permise: bool = True

    @property
    def se_repond(self) -> bool:
        """Whether it is answered here, by whoever reads it.

        The end of a contract is; what waits is done elsewhere.
        """
        here = self.suite is None or self.nature == "fin"
        return self.permise and self.etat == "ouverte" and here

    @property
    def reprise(self) -> Option | None:
        """The words that take « fait » back; None when nothing was said to be done."""
        if self.etat != "faite" or self.nature == "valeur":
            return None
        return Option(libelle="Rouvrir", demande=f"rouvrir {self.numero}")


class LigneRappel(LigneEcheance):
    """An échéance in a digest, and why this person reads of it."""

    motif: Motif


class Resume(Resultat):
    """What one person is reminded of on one day, the most urgent first; `combien` are shown."""

    type: Literal["rappel"] = "rappel"
    personne: str
    jour: date
    lignes: tuple[LigneRappel, ...]
    combien: int = PAGE

    @property
    def montrees(self) -> tuple[LigneRappel, ...]:
        """Those that are shown."""
        return self.lignes[: self.combien]


class ListeEcheances(Resultat):
    """The échéances asked for, what is open first, by date; `annee` when one year was asked.

    `a_moi` when only those of the person were. `combien` of them are shown after the first `apres`;
    all those with None. `plus_tard` counts those that a person's list leaves for later,
    `sans_personne` the open ones for which nobody answers, when who coordinates asks. `autres` are
    the other lists that can be asked for.
    """

    type: Literal["echeances"] = "echeances"
    filtre: Filtre
    annee: int | None
    a_moi: bool
    jour: date
    lignes: tuple[LigneEcheance, ...]
    plus_tard: int
    autres: tuple[Option, ...]
    apres: int = 0
    combien: int | None = None
    sans_personne: int = 0

    @property
    def montrees(self) -> tuple[LigneEcheance, ...]:
        """Those that are shown."""
        return self.lignes[self.apres :][: self.combien]


class EcheanceRepondue(Resultat):
    """What an answer made of an échéance."""

    type: Literal["echeance-repondue"] = "echeance-repondue"
    reponse: TypeReponse
    ligne: LigneEcheance


MotifRefus = Literal[
    "inconnue",
    "close",
    "pas_faite",
    "pas_concerne",
    "date_incomprise",
    "date_ambigue",
    "date_passee",
    "meme_date",
    "sans_raison",
    "sans_personne",
    "sans_valeur",
    "valeur_saisie",
    "ailleurs",
    "avancement",
    "plusieurs_personnes",
    "trop_long",
    "incertaine",
]
"""Why an answer was not taken. `close`: it is done, or withdrawn, already; `ligne` says by whom.
`pas_faite`, `valeur_saisie`: there is nothing to take back, or a value to correct.
`ailleurs`: it is done by its own words, which `options` says. `sans_personne`: who may answer for
everyone names nobody else, or somebody unknown. `incertaine`: it may be something else, or the
answer to several échéances, one for each of the `options`."""


class RefusEcheance(Resultat):
    """An answer to an échéance that was not taken.

    `numero` is the one that was named, `ligne` its échéance when there is one, `detail` what the
    reading of a date says, or the name that nobody has, `options` the words that would be
    understood. `exemple` is a day to come.
    """

    refuse: ClassVar[bool] = True

    type: Literal["refus-echeance"] = "refus-echeance"
    motif: MotifRefus
    numero: int
    ligne: LigneEcheance | None = None
    detail: str | None = None
    options: tuple[Option, ...] = ()
    exemple: date


ReponseEcheances = ListeEcheances | EcheanceRepondue | RefusEcheance


class LignePilote(BaseModel):
    """A printed pilote; `numero` is its rank in the document, `ouvertes` its open échéances.

    `sans_lecteur` counts those of them that nobody is known to answer for.
    """

    model_config = ConfigDict(frozen=True)

    numero: int
    nom: str
    personnes: tuple[Qui, ...]
    ouvertes: int
    sans_lecteur: int = 0


class ListePilotes(Resultat):
    """A page of the printed pilotes, those with nobody first; `suite` asks for the next page.

    `sans_personne` counts the pilotes with nobody, on all pages; `sans_pilote` the open échéances
    for which the document names no pilote, `sans_lecteur` those that the coordination alone reads.
    """

    type: Literal["pilotes"] = "pilotes"
    total: int
    sans_personne: int
    sans_pilote: int
    sans_lecteur: int = 0
    page: int
    lignes: tuple[LignePilote, ...]
    suite: Option | None


class PiloteChoisi(Resultat):
    """A pilote to which people are about to be matched."""

    type: Literal["pilote-choisi"] = "pilote-choisi"
    ligne: LignePilote


class PiloteAssocie(Resultat):
    """Who answers for a pilote from now on, and who no longer does; `change` when that is new."""

    type: Literal["pilote-associe"] = "pilote-associe"
    ligne: LignePilote
    parties: tuple[Qui, ...]
    change: bool


MotifRefusPilote = Literal["droit", "pilote", "personne", "sans_personne"]
"""Why nobody was matched or parted.

`droit`: it is for `demander_a`. `pilote`, `personne`: `recu` names none, or several.
`sans_personne`: nobody is named for the pilote `recu`.
"""


class RefusPilote(Resultat):
    """People who were not matched to a pilote; `options` are the words that would be taken."""

    refuse: ClassVar[bool] = True

    type: Literal["refus-pilote"] = "refus-pilote"
    motif: MotifRefusPilote
    recu: str = ""
    options: tuple[Option, ...] = ()
    demander_a: tuple[Qui, ...] = ()


ReponsePilotes = ListePilotes | PiloteAssocie | RefusPilote
