"""When something is due: the compact form of a printed date, and the days it covers.

One convention, stated once: what is due "in" a period is due on its last day.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator

Precision = Literal[
    "annee", "semestre", "trimestre", "mois", "jour", "intervalle", "recurrente", "sans_date"
]

RECURRENCES = ("annuel", "semestriel", "trimestriel", "mensuel")
SANS_DATE = "sans-date"

_YEAR = re.compile(r"(\d{4})", re.ASCII)
_PART = re.compile(r"(\d{4})-([ST])([1-4])", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class Etendue(NamedTuple):
    """First and last day of a period, both included; None when there is no date."""

    debut: date | None
    fin: date | None
    precision: Precision


def etendue(quand: str) -> Etendue:
    """The days that a compact form covers.

    `2024` a year, `2024-S1` a half-year, `2024-T3` a quarter, `2024-04` a month,
    `2024-04-15` a day, `2024/2026` from the first day of one to the last day of the other,
    `annuel` (or `trimestriel`…) what returns, `sans-date` what the document leaves undated.

    Raises ValueError, in French, when the form is unknown or the date impossible.
    """
    if quand in RECURRENCES:
        return Etendue(None, None, "recurrente")
    if quand == SANS_DATE:
        return Etendue(None, None, "sans_date")
    if "/" not in quand:
        return _simple(quand)
    first, last = (_simple(part) for part in quand.split("/", maxsplit=1))
    if first.debut is None or last.fin is None or first.debut > last.fin:
        raise ValueError(f"la période « {quand} » finit avant de commencer")
    return Etendue(first.debut, last.fin, "intervalle")


def _simple(quand: str) -> Etendue:
    if match := _YEAR.fullmatch(quand):
        return _months(int(match[1]), 1, 12, "annee")
    if match := _PART.fullmatch(quand):
        return _part_of_year(int(match[1]), match[2], int(match[3]))
    if match := _MONTH.fullmatch(quand):
        month = int(match[2])
        return _months(int(match[1]), month, month, "mois")
    if match := _DAY.fullmatch(quand):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError as error:
            raise ValueError(f"la date « {quand} » n'existe pas") from error
        return Etendue(day, day, "jour")
    raise ValueError(
        f"la date « {quand} » n'est pas comprise : écrire 2024, 2024-S1, 2024-T3, 2024-04, "
        "2024-04-15, 2024/2026, annuel, semestriel, trimestriel, mensuel ou sans-date"
    )


def _part_of_year(year: int, kind: str, rank: int) -> Etendue:
    length = 6 if kind == "S" else 3
    if rank * length > 12:
        raise ValueError(f"un an n'a que deux semestres : « {year}-{kind}{rank} »")
    precision: Precision = "semestre" if kind == "S" else "trimestre"
    return _months(year, (rank - 1) * length + 1, rank * length, precision)


def _months(year: int, first: int, last: int, precision: Precision) -> Etendue:
    try:
        end = date(year, last, monthrange(year, last)[1])
        return Etendue(date(year, first, 1), end, precision)
    except ValueError as error:
        raise ValueError(f"le mois {last} de {year} n'existe pas") from error


def _checked(quand: str) -> str:
    etendue(quand)
    return quand


Quand = Annotated[str, BeforeValidator(str), AfterValidator(_checked)]
"""The compact form of a date, as `etendue` reads it."""
