"""The words of the calendar: months, days of the week, ranks, and years in two digits."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from workflows.slips import word_slips
from workflows.understanding.results import Periode
from workflows.words import plain

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Dates outside these are refused."""

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
)
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()  # noqa: SIM905
RANKS = {"premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4}

_PLAIN_MONTHS = [plain(month) for month in MONTHS]
_SHORT_MONTHS = {
    "jan": 1,
    "janv": 1,
    "fev": 2,
    "fevr": 2,
    "avr": 4,
    "juil": 7,
    "jul": 7,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}

Day = date | Periode
Found = TypeVar("Found", date, Periode)


class NoSuchDateError(ValueError):
    """A date that is well written and cannot be; the message says why, in French."""


def month_of(word: str) -> int | None:
    """The month a tidy word names, from 1: « mars », « janv. », « fevirer »."""
    word = word.rstrip(".")
    if word in _PLAIN_MONTHS:
        return _PLAIN_MONTHS.index(word) + 1
    if word in _SHORT_MONTHS:
        return _SHORT_MONTHS[word]
    near = [rank for rank, month in enumerate(_PLAIN_MONTHS, 1) if _is_slip(word, month)]
    return near[0] if len(near) == 1 else None


def full_year(digits: str, today: date) -> int:
    """The year that two or four digits name: « 27 » is 2027.

    Raises NoSuchDateError when two digits are not clearly near, or the year is out of range.
    """
    year = int(digits)
    if len(digits) == 2:
        year += 2000
        if not today.year - 10 <= year <= today.year + 40:
            raise NoSuchDateError(f"Écrivez l'année « {digits} » en quatre chiffres.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDateError(
            f"L'année {year} est hors du calendrier de la commande : "
            f"écrivez une année entre {FIRST_YEAR} et {LAST_YEAR}."
        )
    return year


def day_of(year: int, month: int, day: int) -> date:
    """That day. Raises NoSuchDateError, which says what does not exist."""
    if not 1 <= month <= 12:
        raise NoSuchDateError(
            f"Il n'y a pas de mois {month} : écrivez le jour, puis le mois, puis l'année."
        )
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDateError(
            f"Le {day} {MONTHS[month - 1]} {year} n'existe pas : vérifiez le jour et le mois."
        ) from error


def without_year(make: Callable[[int], Found | None], today: date) -> tuple[Found, ...]:
    """What was said without its year: the next one, and the last one too when it is nearer.

    `make` gives it for a year, or None when that year has none.
    """
    years = (today.year - 1, today.year, today.year + 1)
    found = [made for made in map(make, years) if made is not None]
    past = [made for made in found if _last_day(made) < today]
    ahead = [made for made in found if _last_day(made) >= today]
    if not ahead:
        return ()
    if past and (today - _last_day(past[-1])) < (_first_day(ahead[0]) - today):
        return ahead[0], past[-1]
    return (ahead[0],)


def _is_slip(word: str, month: str) -> bool:
    return word_slips(word, month) is not None


def _first_day(made: Day) -> date:
    return made.debut if isinstance(made, Periode) else made


def _last_day(made: Day) -> date:
    return made.fin if isinstance(made, Periode) else made
