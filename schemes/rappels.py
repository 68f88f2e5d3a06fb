"""When pilotes are reminded: the rhythm, the working days, the office hours.

No scheme that we read fixes one: `common/rappels.yaml` gives it as a local parameter, and a
definition changes what its authority wants otherwise.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemes.base import Element, Texte

Jours = Annotated[int, Field(ge=0, le=366)]
"""A number of calendar days."""

Heure = Annotated[int, Field(ge=0, le=24)]
"""A full hour in Paris."""


class HeuresDeBureau(Element):
    """From when and until when (excluded) a reminder may leave, in Paris."""

    debut: Heure
    fin: Heure

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.fin <= self.debut:
            raise ValueError("les heures de bureau finissent avant de commencer")
        return self


class Cadence(Element):
    """When something due is recalled, in calendar days counted from its date.

    `avant`: how many days before it (0 is the day itself). `apres`: then every so many days
    while it is late.
    """

    avant: Annotated[tuple[Jours, ...], Field(min_length=1)]
    apres: Annotated[Jours, Field(ge=1)]


class Delai(Cadence):
    """What no date is given for is due `sous` so many calendar days."""

    sous: Annotated[Jours, Field(ge=1)]


class Attentes(Element):
    """When people are reminded of what waits for them in the bot, outside the scheme's échéances.

    A visa has the date of its request and a séance its own; `fin` is the end of a contract,
    `bilan` the review that some schemes ask for once it has ended.
    """

    visa: Cadence
    complement: Delai
    decision: Delai
    seance: Cadence
    brouillon: Delai
    fin: Cadence
    bilan: Delai


class Rappels(Cadence):
    """The rhythm of reminders of échéances, and of what waits for people.

    `coordinateur_apres`: from so many days late, the coordinator reads it too.
    `mois_des_valeurs`: the values of a year are due at the end of this month of the next year.
    """

    attentes: Attentes
    coordinateur_apres: Annotated[Jours, Field(ge=1)]
    mois_des_valeurs: Annotated[int, Field(ge=1, le=12)]
    heures: HeuresDeBureau
    alsace_moselle: bool = False
    lundi_de_pentecote_ferme: bool = True
    jours_fermes: tuple[date, ...] = ()
    parametre_local: bool = False
    source: Texte

    def cadence(self, nature: str) -> Cadence:
        """The rhythm of something, by its nature: that of what waits, or that of échéances."""
        found: Cadence = getattr(self.attentes, nature, self)
        return found
