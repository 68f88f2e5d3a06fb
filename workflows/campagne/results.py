"""What the campaign of a year answers: plain typed results that know no messenger."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemes.base import Nombre
from schemes.mesures import Cible
from workflows.results import Option, Resultat


class ValeurConnue(BaseModel):
    """The value of a year, in the indicator's unit, and where it comes from when that was said."""

    model_config = ConfigDict(frozen=True)

    annee: int
    valeur: Nombre
    provenance: str | None = None


class ASaisir(BaseModel):
    """A value that waits for its pilote, beside the last known one and the target of its year.

    `numero` is that of its échéance, due on `due`. `libelle` and `perimetre` are the words of the
    document, `hors_marches` why the marchés do not give the figure.
    """

    model_config = ConfigDict(frozen=True)

    numero: int
    due: date | None
    indicateur: str
    nom: str
    annee: int
    unite: str | None
    libelle: str
    perimetre: str | None
    hors_marches: str | None
    cible: Cible | None
    precedente: ValeurConnue | None


class ValeurDeLAnnee(BaseModel):
    """A value of the year, in the indicator's unit; None while it waits."""

    model_config = ConfigDict(frozen=True)

    indicateur: str
    nom: str
    unite: str | None
    valeur: Nombre | None


class Campagne(Resultat):
    """The values of a year that are for a person to enter, `demandee` the one asked for now.

    It is None at the end, and when the person stops: `saisies` then tells what was entered,
    `restent` what waits, in the order in which it is asked. `autres` are the other years of which
    values wait.
    """

    type: Literal["campagne"] = "campagne"
    annee: int
    demandee: ASaisir | None
    saisies: tuple[ValeurDeLAnnee, ...]
    restent: tuple[ValeurDeLAnnee, ...]
    autres: tuple[int, ...]


class PartDeCampagne(BaseModel):
    """The values of the same people (ids), or of the same pilotes when nobody is matched to them.

    `total` counts them, `manquent` are those that wait.
    """

    model_config = ConfigDict(frozen=True)

    personnes: tuple[str, ...]
    pilotes: tuple[str, ...]
    total: int
    manquent: tuple[ValeurDeLAnnee, ...]


class SuiviCampagne(Resultat):
    """How far the campaign of a year is: so many values entered out of `total`.

    `parts` have values that wait, those who have most first; `choix` is what may be asked next.
    """

    type: Literal["suivi-campagne"] = "suivi-campagne"
    annee: int
    saisies: int
    total: int
    parts: tuple[PartDeCampagne, ...]
    choix: tuple[Option, ...]
