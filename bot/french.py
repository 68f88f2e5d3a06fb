"""Numbers, dates and targets as they are written in French."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache

from babel.dates import format_datetime
from babel.numbers import format_decimal

from schemes.mesures import Cible
from workflows.clock import PARIS
from workflows.figures import NBSP
from workflows.results import ResultatCalcule


@lru_cache(maxsize=10_000)
def number(value: Decimal) -> str:
    """30 556, 3,39: grouped by no-break spaces, decimals after a comma.

    At most four decimals; a figure that has more, as a quotient has, is rounded to two.
    """
    return _grouped(value, "####" if value == round(value, 4) else "##")


def _grouped(value: Decimal, places: str) -> str:
    return str(format_decimal(value, format=f"#,##0.{places}", locale="fr")).replace("\u202f", NBSP)


def figure(value: Decimal, unit: str | None) -> str:
    """A figure as `number` says it, without its unit; euros that are not whole have their cents."""
    return _grouped(value, "00") if unit == "€" and value % 1 else number(value)


def count(value: int) -> str:
    """1 250: how many, grouped by no-break spaces."""
    return number(Decimal(value))


def amount(value: Decimal, unit: str | None) -> str:
    """A figure with its unit, in the singular below two: « 1 marché », « 25 % »."""
    if unit is None:
        return number(value)
    return f"{figure(value, unit)}{NBSP}{_singular(unit) if abs(value) < 2 else unit}"


def gap(value: Decimal, unit: str | None) -> str:
    """A signed difference; percentages differ by points."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + amount(abs(value), "points" if unit == "%" else unit)


def day(instant: datetime) -> str:
    """« 1er mars 2027 », the day it is in Paris."""
    return _dated(instant.astimezone(PARIS), "{} MMMM y")


def moment(instant: datetime) -> str:
    """« 3 mars 2027 à 14:05 », the time it is in Paris."""
    return _dated(instant.astimezone(PARIS), "{} MMMM y 'à' HH:mm")


def date_of(day: date) -> str:
    """« jeudi 18 mars 2027 »."""
    return _dated(datetime.combine(day, time()), "EEEE {} MMMM y")


def short_day(day: date) -> str:
    """« mar. 2 mars 2027 »."""
    return _dated(datetime.combine(day, time()), "EEE {} MMM y")


def _dated(instant: datetime, form: str) -> str:
    """In French the first of a month is an ordinal, which the usual formats do not know."""
    number = "'1er'" if instant.day == 1 else "d"
    return str(format_datetime(instant, form.format(number), tzinfo=instant.tzinfo, locale="fr"))


def years(annees: Iterable[int]) -> str:
    """« 2025 », « 2023-2025 », « 2023, 2025 »."""
    found = list(annees)
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):
        return f"{found[0]}-{found[-1]}"
    return ", ".join(str(annee) for annee in found)


def counted(number_of: int, word: str) -> str:
    """« 1 marché », « 1 200 marchés »."""
    return amount(Decimal(number_of), word)


def unknown(marches: int) -> str:
    """« 1 marché inconnu », « 3 marchés inconnus »."""
    return f"{counted(marches, 'marchés')} {'inconnus' if marches > 1 else 'inconnu'}"


def ratio(counted_from: ResultatCalcule) -> str:
    """« 12 marchés sur 48 », « 1 200 € sur 4 800 € »; nothing when it is no share."""
    unit, above, below = (
        counted_from.compte_en,
        counted_from.numerateur,
        counted_from.denominateur,
    )
    if above is None or below is None:
        return ""
    return f"{amount(above, unit)} sur {amount(below, unit if unit == '€' else None)}"


BAR = 10
"""Steps of a progress bar."""


def progress(percent: Decimal) -> str:
    """How far something is, in words then as a bar: « 50 % de la cible ■■■■■□□□□□ »."""
    full = min(max(int(percent * BAR / 100), 0), BAR)
    said = number(percent.quantize(Decimal(1), ROUND_FLOOR))
    return f"{said}{NBSP}% de la cible {'■' * full}{'□' * (BAR - full)}"


_UNBROKEN = re.compile(
    r" (?=[?!:;»%€])|(?<=«) |(?<=n°) |(?<=\bart\.) |(?<=[0-9]) (?=[0-9]{3}(?![0-9]))"
)


def unbroken(text: str) -> str:
    """A text of ours or of a scheme, with a no-break space wherever French wants one."""
    return _UNBROKEN.sub(NBSP, text)


PUBLICS = {
    "femmes": "femmes",
    "hommes": "hommes",
    "jeunes": "moins de 26 ans",
    "seniors": "plus de 50 ans",
    "rsa": "bénéficiaires du RSA",
    "deld": "demandeurs d'emploi de longue durée",
    "handicap": "travailleurs handicapés",
    "qpv": "habitants des quartiers prioritaires",
}
"""Publics of the hours of insertion, as they are said."""


_BEFORE = {"<": "moins de ", "<=": "au plus ", ">": "plus de "}


def target(cible: Cible, unit: str | None) -> str:
    """A target in words, without its year."""
    if cible.valeur is None:
        return {
            "sans_nombre": f"« {cible.imprime} »",
            "pas_de_cible": f"le document imprime « {cible.imprime} »",
            "case_vide": "case laissée vide dans le document",
        }[cible.nature]
    unit = cible.unite or unit
    if cible.valeur_max is not None:
        said = f"{figure(cible.valeur, unit)} à {amount(cible.valeur_max, unit)}"
    else:
        said = _BEFORE.get(cible.comparateur, "") + amount(cible.valeur, unit)
    return said + (" par an" if cible.par_an else "")


def dated_target(cible: Cible, unit: str | None) -> str:
    """A target with its year: « 49 000 heures en 2026 », « 100 000 heures par an d'ici 2028 »."""
    said = target(cible, unit)
    if cible.annee is None:
        return said
    by = "d'ici" if "d'ici" in cible.imprime.replace("’", "'") else "en"
    return f"{said} {by} {cible.annee}"


def whole_target(cible: Cible, unit: str | None) -> str:
    """A target with its year and its perimeter."""
    said = dated_target(cible, unit)
    return f"{said}, {cible.perimetre}" if cible.perimetre else said


def _singular(unit: str) -> str:
    first, *rest = unit.split(" ")
    return " ".join([first[:-1] if len(first) > 2 and first[-1] in "sx" else first, *rest])
