"""What an answer means once understood, and what is said when it is not."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from schemes.periodes import etendue

Moment = Literal["debut", "milieu", "fin"]


@dataclass(frozen=True)
class Periode:
    """A month, a quarter, a half-year or a year, said without a day: « fin mars 2027 ».

    `quand` is the compact form of `schemes.periodes` (`2027`, `2027-S1`, `2027-T2`, `2027-03`);
    `moment` is the third of it that was named, if any. Raises ValueError for another form.
    """

    quand: str
    moment: Moment | None = None

    def __post_init__(self) -> None:
        self._days()

    @property
    def debut(self) -> date:
        """The first day it covers."""
        return self._days()[0]

    @property
    def fin(self) -> date:
        """The last day it covers: by convention, the day when what is due in it is due."""
        return self._days()[1]

    def _days(self) -> tuple[date, date]:
        first, last, _ = etendue(self.quand)
        if first is None or last is None:
            raise ValueError(f"« {self.quand} » n'a pas de jours")
        if self.moment is None:
            return first, last
        third = timedelta(days=((last - first).days + 1) // 3)
        day = timedelta(days=1)
        return {
            "debut": (first, first + third - day),
            "milieu": (first + third, last - third),
            "fin": (last - third + day, last),
        }[self.moment]


Valeur = bool | Decimal | date | Periode | str | tuple[str, ...]
"""An answer, by the type of its question.

`oui-non`: bool. `montant`: Decimal, euros HT. `pourcentage`: Decimal, 15 for 15 %.
`nombre`: Decimal. `duree`: Decimal, whole months. `date`: a day, or a Periode.
`choix`: the id of the option. `choix-multiple`: ids in the order of the options.
`cpv`: « 45233140 » or « 45233140-2 ». `texte`, `texte-long`: what was written.
"""


@dataclass(frozen=True)
class Reading:
    """One thing that an answer may mean, with the French words that say it."""

    libelle: str
    valeur: Valeur


@dataclass(frozen=True)
class Understood:
    """The answer means one thing."""

    valeur: Valeur


@dataclass(frozen=True)
class Ambiguous:
    """The answer is asked back: « voulez-vous dire… ? », one reading or several."""

    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class NotUnderstood:
    """The answer is not understood; `raison` says in French what is not, and what to write."""

    raison: str


Outcome = Understood | Ambiguous | NotUnderstood
