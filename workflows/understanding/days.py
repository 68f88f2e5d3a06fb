"""Days, as buyers type them: « 15/03/27 », « 1er mars », « lundi prochain »."""

import re
from datetime import date, timedelta

from workflows.understanding.calendar import (
    DAYS,
    NoSuchDateError,
    day_of,
    full_year,
    month_of,
    without_year,
)

_SEPARATOR = r" ?[-/. ] ?"
_NUMERIC = re.compile(
    rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}}|[0-9]{{2}})"
)
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NAMED = re.compile(
    r"([0-9]{1,2}) ?(?:er|eme|e)?[ /.-]?([a-z]{3,10}\.?)"
    r"(?:,?[ /-]?(?:de l'annee )?([0-9]{4}|[0-9]{2}))?"
)
_NO_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})")
_NEAR_DAYS = {"hier": -1, "aujourd'hui": 0, "ce jour": 0, "demain": 1, "apres-demain": 2}
_IN_DAYS = re.compile(r"(?:dans|sous|d'ici) ([0-9]{1,3}) (jours?|semaines?)")
_WEEKDAY = re.compile(rf"(?:ce )?({'|'.join(DAYS)})( prochain| qui vient)?")


def read_days(typed: str, today: date) -> tuple[date, ...]:
    """The days a tidy text may mean, none when it names no day.

    Raises NoSuchDateError when the day is well written and impossible.
    """
    return _written(typed, today) or _relative(typed, today)


def _written(typed: str, today: date) -> tuple[date, ...]:
    if match := _ISO.fullmatch(typed):
        year, month, day = match.groups()
        return (day_of(full_year(year, today), int(month), int(day)),)
    if match := _NUMERIC.fullmatch(typed):
        day, month, year = match.groups()
        return (day_of(full_year(year, today), int(month), int(day)),)
    if match := _NAMED.fullmatch(typed):
        day, name, year = match.groups()
        named = month_of(name)
        if named is None:
            return ()
        if year:
            return (day_of(full_year(year, today), named, int(day)),)
        return _next(named, int(day), today)
    if (match := _NO_YEAR.fullmatch(typed)) and int(match[2]) <= 12:
        return _next(int(match[2]), int(match[1]), today)
    return ()


def _next(month: int, day: int, today: date) -> tuple[date, ...]:
    """That day without its year. A day that no year near has is refused."""

    def of(year: int) -> date | None:
        try:
            return day_of(year, month, day)
        except NoSuchDateError:
            return None

    found = without_year(of, today)
    if not found or (month, day) == (2, 29):
        day_of(today.year, month, day)
        day_of(today.year + 1, month, day)
    return found


def _relative(typed: str, today: date) -> tuple[date, ...]:
    if typed.replace("apres demain", "apres-demain") in _NEAR_DAYS:
        return (today + timedelta(_NEAR_DAYS[typed.replace("apres demain", "apres-demain")]),)
    if match := _IN_DAYS.fullmatch(typed):
        return _in_days(int(match[1]), match[2], today)
    if match := _WEEKDAY.fullmatch(typed):
        return _weekday(DAYS.index(match[1]), bool(match[2]), today)
    return ()


def _in_days(count: int, unit: str, today: date) -> tuple[date, ...]:
    """« Dans 15 jours » is two weeks for some, fifteen days for others: both are given."""
    if unit.startswith("semaine"):
        return (today + timedelta(weeks=count),)
    exact = today + timedelta(count)
    return (exact - timedelta(1), exact) if count in (8, 15) else (exact,)


def _weekday(weekday: int, is_next: bool, today: date) -> tuple[date, ...]:
    """« Lundi » is the coming one; « lundi prochain » may skip one that is near."""
    ahead = (weekday - today.weekday()) % 7
    first = today + timedelta(ahead)
    second = first + timedelta(7)
    if ahead == 0:
        return (second,) if is_next else (first, second)
    if is_next and (weekday > today.weekday() or ahead == 1):
        return first, second
    return (first,)
