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


class Rappels(Element):
    """The rhythm of reminders, in calendar days counted from the due date.

    `avant`: how many days before it (0 is the day itself). `apres`: then every so many days
    while it is late. `coordinateur_apres`: from so many days late, the coordinator reads it too.
    `mois_des_valeurs`: the values of a year are due at the end of this month of the next year.
    """

    avant: Annotated[tuple[Jours, ...], Field(min_length=1)]
    apres: Annotated[Jours, Field(ge=1)]
    coordinateur_apres: Annotated[Jours, Field(ge=1)]
    mois_des_valeurs: Annotated[int, Field(ge=1, le=12)]
    heures: HeuresDeBureau
    alsace_moselle: bool = False
    lundi_de_pentecote_ferme: bool = True
    jours_fermes: tuple[date, ...] = ()
    parametre_local: bool = False
    source: Texte
