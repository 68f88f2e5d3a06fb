"""Months, quarters, half-years and years said without a day: « fin mars 2027 », « T2 2027 »."""

import re
from datetime import date

from workflows.understanding.calendar import RANKS, full_year, month_of, without_year
from workflows.understanding.results import Moment, Periode

_YEAR = r"([0-9]{4}|[0-9]{2})"
_MOMENT = re.compile(
    r"(debut|mi|milieu|fin|courant)(?: |-|$)(?:du |de la |de l'|de |d'|le |l'|mois de )*(.*)"
)
_MOMENTS: dict[str, Moment | None] = {
    "debut": "debut",
    "mi": "milieu",
    "milieu": "milieu",
    "fin": "fin",
    "courant": None,
}
_NAMED_MONTH = re.compile(
    rf"(?:mois de |mois d')?([a-z]{{3,10}}\.?)(?:[ /-]?(?:de l'annee )?('?)(?:{_YEAR}))?"
)
_MONTH = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{4}|[0-9]{2})")
_ISO_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})")
_ONLY_YEAR = re.compile(r"(?:annee )?([0-9]{4})")
_PART = re.compile(
    r"(?:(?P<kind>[ts]) ?(?P<rank>[1-4])|(?P<nth>[1-4]) ?(?:ere?|nde?|eme|e|d)? ?"
    rf"(?P<name>trim(?:estre)?|sem(?:estre)?)\.?)(?:[ /-]?(?:de |de l'annee )?(?P<year>{_YEAR}))?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[ /-]?([ts][1-4])")
_IN = re.compile(r"(?:dans|sous|d'ici) ([0-9]{1,3}) (mois|ans?|annees?|trimestres?|semestres?)")
_MONTHS_OF = {"mois": 1, "an": 12, "annee": 12, "trimestre": 3, "semestre": 6}
_NOW = re.compile(
    r"(?:ce |cet |cette )?(annee|an|mois|trimestre|semestre)(?:[ -]ci| en cours)?( prochaine?)?"
)


def read_periods(typed: str, today: date) -> tuple[Periode, ...]:
    """The periods a tidy text may mean, none when it names no period.

    Raises NoSuchDateError when the period is well written and impossible.
    """
    for word, rank in RANKS.items():
        typed = re.sub(rf"\b{word}\b", f"{rank}e", typed)
    if match := _MOMENT.fullmatch(typed):
        moment = _MOMENTS[match[1]]
        return tuple(Periode(found.quand, moment) for found in _plain(match[2], today))
    return _plain(typed, today)


def _plain(typed: str, today: date) -> tuple[Periode, ...]:
    for read in (_month, _part, _year, _relative):
        if found := read(typed, today):
            return found
    return ()


def _month(typed: str, today: date) -> tuple[Periode, ...]:
    if match := _ISO_MONTH.fullmatch(typed):
        return _of(full_year(match[1], today), int(match[2]))
    if match := _MONTH.fullmatch(typed):
        return _of(full_year(match[2], today), int(match[1]))
    match = _NAMED_MONTH.fullmatch(typed)
    month = month_of(match[1]) if match else None
    if not match or month is None:
        return ()
    if match[3]:
        return _of(full_year(match[3], today), month)
    return without_year(lambda year: Periode(f"{year}-{month:02}"), today)


def _part(typed: str, today: date) -> tuple[Periode, ...]:
    typed = _YEAR_FIRST.sub(r"\2 \1", typed)
    match = _PART.fullmatch(typed)
    if not match:
        return ()
    letter = (match["kind"] or match["name"])[0].upper()
    rank = match["rank"] or match["nth"]
    if letter == "S" and int(rank) > 2:
        return ()
    if match["year"]:
        return (Periode(f"{full_year(match['year'], today)}-{letter}{rank}"),)
    return without_year(lambda year: Periode(f"{year}-{letter}{rank}"), today)


def _year(typed: str, today: date) -> tuple[Periode, ...]:
    match = _ONLY_YEAR.fullmatch(typed.removeprefix("l'"))
    return (Periode(str(full_year(match[1], today))),) if match else ()


def _relative(typed: str, today: date) -> tuple[Periode, ...]:
    """« Cette année », « le mois prochain », « dans 3 mois »: the month, as precise as said."""
    if match := _IN.fullmatch(typed):
        ahead = int(match[1]) * _MONTHS_OF[match[2].rstrip("s") if match[2] != "mois" else "mois"]
        years, month = divmod(today.month - 1 + ahead, 12)
        return _of(full_year(f"{today.year + years:04}", today), month + 1)
    match = _NOW.fullmatch(typed.removeprefix("l'").removeprefix("le "))
    return (_current(match[1], 1 if match[2] else 0, today),) if match else ()


def _current(unit: str, ahead: int, today: date) -> Periode:
    length = _MONTHS_OF[unit]
    years, rank = divmod((today.month - 1) // length + ahead, 12 // length)
    year = today.year + years
    if length == 12:
        return Periode(f"{year}")
    if length == 1:
        return Periode(f"{year}-{rank + 1:02}")
    return Periode(f"{year}-{'S' if length == 6 else 'T'}{rank + 1}")


def _of(year: int, month: int) -> tuple[Periode, ...]:
    return (Periode(f"{year}-{month:02}"),) if 1 <= month <= 12 else ()
