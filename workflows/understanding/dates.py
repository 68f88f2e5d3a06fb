"""Dates as buyers type them: a day, or a period when no day is said."""

import re
from datetime import date, timedelta

from workflows.understanding.calendar import (
    DAYS,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    Day,
    NoSuchDateError,
    month_of,
)
from workflows.understanding.days import read_days
from workflows.understanding.periods import read_periods
from workflows.understanding.results import (
    Ambiguous,
    Moment,
    NotUnderstood,
    Outcome,
    Periode,
    Reading,
    Understood,
)
from workflows.understanding.typed import figures_for_words, quoted, tidy, without_approximation

_LEAD = re.compile(
    r"^(?:le|la|au|aux|en|vers|pour|des|a partir (?:du|de la|de)|a compter (?:du|de)|a la|a"
    r"|ce sera|c'est|prevue?|date|dans le courant (?:du|de)|au cours (?:du|de))[ :]+"
)
_LIMIT = re.compile(
    r"^(?:avant|apres|au plus tard|au plus tot|d'ici(?: a)?(?! [0-9])|jusqu'(?:a|au|en)|pas avant) "
    r"| (?:au plus tard|au plus tot|maximum|max|dernier delai)$"
)
_SEPTEMBER = re.compile(
    r"^((?:(?:[0-9]{1,2}|1er|le|en|debut|mi|fin|courant)[ /.-]+)*)"
    r"sept(?=[ /.-]+(?:20)?[0-9]{2}\b|$)"
)
_YEARS_AND_A_HALF = re.compile(r"\b([0-9]+) ans? et demi\b")
_COMING_MONTH = re.compile(r"(.*?([a-z]+)) prochain")
_WEEKDAY = re.compile(rf"^({'|'.join(DAYS)}) (?:le )?(?=[0-9])")
_MONTH_THEN_FIGURE = re.compile(r"([a-z]{3,10}\.?) ([0-9]{2})")
_SEVERAL = re.compile(r"^entre |^du .* au |^de .* a |\bou\b|\bet\b")
_MOMENTS: dict[Moment, str] = {"debut": "début", "milieu": "mi", "fin": "fin"}
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:([ST])([1-4])|([0-9]{2})))?")


def read_date(text: str, today: date) -> Outcome:
    """The day typed, or the period when no day is said; the order is day, month, year.

    Asked back: a date without its year when the last one is nearer than the next one, a limit
    (« avant le 15 mars »), « mars 27 ». Refused, with the reason: dates that do not exist.
    """
    typed, is_limit = _without_lead(_figures(tidy(text)))
    try:
        found = _on_that_weekday(typed, today)
    except NoSuchDateError as refusal:
        return NotUnderstood(str(refusal))
    if not found:
        return NotUnderstood(_refusal(typed, text, today))
    if len(found) == 1 and not is_limit:
        return Understood(found[0])
    return Ambiguous(tuple(Reading(say_date(value), value) for value in found))


def say_date(value: Day) -> str:
    """« 1er mars 2027 », « mars 2027 », « fin mars 2027 », « 2e trimestre 2027 », « 2027 »."""
    if isinstance(value, date):
        day = "1er" if value.day == 1 else str(value.day)
        return f"{day} {MONTHS[value.month - 1]} {value.year}"
    match = _PERIOD.fullmatch(value.quand)
    if not match:
        return value.quand
    year, kind, rank, month = match.groups()
    if value.moment is None:
        return _period(year, kind, rank, month)
    link = "-" if value.moment == "milieu" else " du " if kind else " "
    return _MOMENTS[value.moment] + link + _period(year, kind, rank, month)


def _period(year: str, kind: str | None, rank: str | None, month: str | None) -> str:
    if month:
        return f"{MONTHS[int(month) - 1]} {year}"
    if kind:
        name = "semestre" if kind == "S" else "trimestre"
        return f"{'1er' if rank == '1' else f'{rank}e'} {name} {year}"
    return year


def _figures(typed: str) -> str:
    """Spelled figures as digits; « sept 2027 » is a month, not a seven."""
    typed = figures_for_words(_SEPTEMBER.sub(r"\1septembre", typed))
    return _YEARS_AND_A_HALF.sub(lambda found: f"{int(found[1]) * 12 + 6} mois", typed)


def _without_lead(typed: str) -> tuple[str, bool]:
    """The date alone, and whether it was said as a limit: « avant », « au plus tard »."""
    is_limit = False
    while True:
        shorter = _LIMIT.sub("", typed)
        is_limit = is_limit or shorter != typed
        shorter = _LEAD.sub("", without_approximation(shorter))
        if shorter == typed:
            return typed, is_limit
        typed = shorter


def _on_that_weekday(typed: str, today: date) -> tuple[Day, ...]:
    weekday = _WEEKDAY.match(typed)
    found = _read(typed[weekday.end() :] if weekday else typed, today)
    for value in found:
        last = value.fin if isinstance(value, Periode) else value
        if not FIRST_YEAR <= last.year <= LAST_YEAR:
            raise NoSuchDateError(f"Cette date est trop lointaine. {_example(today)}")
    if not weekday:
        return found
    same = [day for day in found if isinstance(day, date) and day.weekday() == _rank(weekday[1])]
    if found and not same and isinstance(found[0], date):
        raise NoSuchDateError(
            f"Le {say_date(found[0])} est un {DAYS[found[0].weekday()]}, pas un {weekday[1]} : "
            "vérifiez le jour."
        )
    return tuple(same)


def _read(typed: str, today: date) -> tuple[Day, ...]:
    typed = re.sub(r"\bpremier (?!tri|sem)", "1er ", typed)
    if (coming := _COMING_MONTH.fullmatch(typed)) and month_of(coming[2]):
        return _read(coming[1], today if coming[1][0].isdigit() else today + timedelta(31))
    if match := _MONTH_THEN_FIGURE.fullmatch(typed):
        return _year_or_day(match, today)
    return read_days(typed, today) or read_periods(typed, today)


def _year_or_day(match: re.Match[str], today: date) -> tuple[Day, ...]:
    """« Mars 27 » is a month of 2027, or a 27th of March."""
    found: list[Day] = []
    for read, typed in ((read_periods, match[0]), (read_days, f"{match[2]} {match[1]}")):
        try:
            found += read(typed, today)
        except NoSuchDateError:
            continue
    return tuple(found)


def _rank(weekday: str) -> int:
    return DAYS.index(weekday)


def _refusal(typed: str, text: str, today: date) -> str:
    if _SEVERAL.search(typed):
        reason = f"{quoted(text)} donne plusieurs dates : écrivez celle que vous retenez."
    else:
        reason = f"Je ne lis pas de date dans {quoted(text)}."
    return f"{reason} {_example(today)}"


def _example(today: date) -> str:
    return f"Exemple : 15/03/{today.year + 1}, ou mars {today.year + 1}."
