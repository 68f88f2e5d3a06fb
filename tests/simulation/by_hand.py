"""The reminders of a scheme, worked out from its YAML file and a calendar alone.

Nothing here comes from the program: dates, jours fériés and rhythm are computed again, plainly.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

COORDINATOR = "coordination"
BEFORE = (90, 30, 7, 0)
EVERY = 7
CLIMBS_AFTER = 21
VALUES_MONTH = 3


class Due(NamedTuple):
    """Something due, with the printed names of its pilotes."""

    day: date
    pilotes: tuple[str, ...]


class Reminder(NamedTuple):
    """Someone reminded on a day of something due on another."""

    day: date
    person: str
    due: date


def easter(year: int) -> date:
    """Easter Sunday (Oudin's algorithm)."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    sunday = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = 3 + (sunday + 40) // 44
    return date(year, month, sunday + 28 - 31 * (month // 4))


def working_days(first: int, last: int) -> list[date]:
    """Monday to Friday, less the eleven jours fériés of article L3133-1 of the Code du travail."""
    closed = set()
    for year in range(first, last + 1):
        fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
        closed |= {date(year, month, day) for month, day in fixed}
        closed |= {easter(year) + timedelta(days) for days in (1, 39, 50)}
    days = (date(first, 1, 1) + timedelta(n) for n in range((last - first + 1) * 366))
    return [day for day in days if day.weekday() < 5 and day not in closed and day.year <= last]


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def ends(quand: str, years: range) -> list[date]:
    """The last day of each period that a compact form names."""
    months = {"annuel": (12,), "semestriel": (6, 12), "trimestriel": (3, 6, 9, 12)}
    if quand in months:
        return [last_day(year, month) for year in years for month in months[quand]]
    if quand == "sans-date":
        return []
    end = quand.split("/")[-1]
    year = int(end[:4])
    part = end[5:]
    if not part:
        return [last_day(year, 12)]
    if part[0] in "ST":
        return [last_day(year, int(part[1]) * (6 if part[0] == "S" else 3))]
    return [last_day(year, int(part))]


def everything_due(scheme: dict[str, Any]) -> Iterator[Due]:
    """What the file says is due: nodes, bodies, values."""
    effect = scheme["periode"].get("entree_en_vigueur")
    first = max(scheme["periode"]["debut"], int(str(effect)[:4]) if effect else 0)
    years = range(first, scheme["periode"]["fin"] + 1)
    followed = set()
    for node, pilotes in nodes(scheme["noeuds"], ()):
        for echeance in node.get("echeances", ()):
            followed.add(echeance.get("instance"))
            for day in ends(str(echeance["quand"]), years):
                yield Due(day, pilotes)
        for indicateur in node.get("indicateurs", ()):
            entered = indicateur.get("mode", "saisi") == "saisi"
            if entered and indicateur["nature"] != "qualitatif":
                for year in years:
                    yield Due(last_day(year + 1, VALUES_MONTH), pilotes)
    for instance in scheme["gouvernance"]:
        if instance.get("frequence") and instance["id"] not in followed:
            for day in ends(instance["frequence"]["quand"], years):
                yield Due(day, ())
        for reunion in instance.get("calendrier", ()):
            for day in ends(str(reunion["quand"]), years):
                yield Due(day, ())


def nodes(
    found: list[dict[str, Any]], inherited: tuple[str, ...]
) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Each node with its pilotes: its own, or those of the nearest one above."""
    for node in found:
        pilotes = tuple(node.get("pilotes", ())) or inherited
        yield node, pilotes
        yield from nodes(node.get("enfants", []), pilotes)


def people(scheme: dict[str, Any]) -> dict[str, str]:
    """One person for each printed pilote, in the document's order."""
    names = dict.fromkeys(
        name for node, _ in nodes(scheme["noeuds"], ()) for name in node.get("pilotes", ())
    )
    return {name: f"pilote-{rank}" for rank, name in enumerate(names, start=1)}


def reminders(path: Path, *, years: int, answered_after: int) -> list[Reminder]:
    """Every reminder owed over years that begin when the scheme takes effect."""
    scheme = yaml.safe_load(path.read_text(encoding="utf-8"))
    known = people(scheme)
    effect = scheme["periode"].get("entree_en_vigueur")
    start = max(scheme["periode"]["debut"], int(str(effect)[:4]) if effect else 0)
    first, last = date(start, 1, 1), date(start + years - 1, 12, 31)
    open_days = working_days(start - 1, start + years + 10)
    owed = []
    for due in everything_due(scheme):
        if due.day < first:
            continue
        for day in days_of(due.day, open_days, until=due.day + timedelta(answered_after)):
            if first <= day <= last:
                owed += [Reminder(day, person, due.day) for person in told(due, known, day)]
    return sorted(owed)


def days_of(due: date, open_days: list[date], *, until: date) -> set[date]:
    """The days on which something due is recalled, as long as it is not answered."""
    found = set()
    for days in BEFORE:
        forward = open_days[bisect_left(open_days, due - timedelta(days))]
        found.add(forward if forward <= due else open_days[bisect_right(open_days, due) - 1])
    late = due + timedelta(EVERY)
    while late <= until:
        found.add(open_days[bisect_left(open_days, late)])
        late += timedelta(EVERY)
    return {day for day in found if day <= until}


def told(due: Due, known: dict[str, str], day: date) -> set[str]:
    """Who reads of it: its pilotes, or the coordinator; both when it is very late."""
    persons = {known[name] for name in due.pilotes}
    if not persons or (day - due.day).days >= CLIMBS_AFTER:
        persons.add(COORDINATOR)
    return persons
