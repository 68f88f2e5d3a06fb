"""Percentages and plain numbers, as buyers type them."""

import re
from collections.abc import Callable
from decimal import Decimal

from workflows.figures import NBSP, NotAFigureError, readings, written
from workflows.understanding.results import Ambiguous, NotUnderstood, Outcome, Reading, Understood
from workflows.understanding.typed import (
    DECIMALS,
    LARGEST,
    figures_for_words,
    is_bound,
    is_negative,
    is_range,
    places,
    quoted,
    tidy,
    without_approximation,
)
from workflows.words import plain, singular

_SHARES = {"la moitie": 50, "moitie": 50, "un quart": 25, "le quart": 25, "trois quarts": 75}
_PERCENT = re.compile(
    r"(?P<figure>[0-9][0-9.,' ]*?) ?"
    r"(?P<sign>%|/ ?100|sur 100|pour ?cents?|pourcents?|pourcentages?|p\. ?cent|pct)?"
    r"(?: (?:de la note|de la notation|du total|des points))?"
)
_NUMBER = re.compile(r"(?P<figure>[0-9][0-9.,' ]*?)(?: ?(?P<rest>[a-z][a-z' -]*))?")
_NONE = re.compile(r"(?:aucune?|zero|pas d'|pas de)\b ?(?P<rest>[a-z' -]*)")
_ARTICLES = frozenset("d de des du l la le les".split())  # noqa: SIM905
_SHORT = {"h": "heure", "hrs": "heure", "hr": "heure"}


def read_percentage(text: str) -> Outcome:
    """The percentage typed, from 0 to 100: 15 for « 15 % ».

    « 0,15 » without a sign is asked back: 0,15 % or 15 %.
    """
    example = "Exemple : 15 %."
    typed = without_approximation(tidy(text))
    if typed in _SHARES:
        return Understood(Decimal(_SHARES[typed]))
    typed = re.sub(r"\bpour 100\b", "%", figures_for_words(typed.replace("pour cent", "%")))
    if refusal := _refusal(typed.replace("/100", "%"), text, "un pourcentage", example):
        return NotUnderstood(refusal)
    match = _PERCENT.fullmatch(typed)
    figures = _figures(match["figure"]) if match else ()
    if not match or not figures:
        return NotUnderstood(f"Je ne lis pas de pourcentage dans {quoted(text)}. {example}")
    values = [figure for figure in figures if figure <= 100]
    if not values:
        return NotUnderstood(f"Un pourcentage ne dépasse pas 100, or je lis {quoted(text)}.")
    if not match["sign"] and 0 < values[0] < 1:
        values.append(values[0] * 100)
    return _asked_back(values, say_percentage, example)


def say_percentage(value: Decimal) -> str:
    """« 15 % »."""
    return f"{written(value)}{NBSP}%"


def read_number(text: str, libelle: str) -> Outcome:
    """The number typed, zero or more; a unit is accepted when the question's wording has it."""
    example = "Exemple : 350."
    typed = without_approximation(figures_for_words(tidy(text)))
    if refusal := _refusal(typed, text, "un nombre", example):
        return NotUnderstood(refusal)
    none, match = _NONE.fullmatch(typed), _NUMBER.fullmatch(typed)
    if none and _is_in(none["rest"], libelle):
        return Understood(Decimal(0))
    figures = _figures(match["figure"]) if match else ()
    if not match or not figures:
        return NotUnderstood(f"Je ne lis pas de nombre dans {quoted(text)}. {example}")
    if not _is_in(match["rest"] or "", libelle):
        return NotUnderstood(
            f"Je lis un nombre dans {quoted(text)}, mais pas ce qu'il compte : "
            f"donnez le nombre seul. {example}"
        )
    values = [figure for figure in figures if figure <= LARGEST]
    if not values:
        return NotUnderstood(f"Ce nombre est trop grand. {example}")
    return _asked_back(values, say_number, example)


def say_number(value: Decimal) -> str:
    """« 1 250,5 »."""
    return written(value)


def _refusal(typed: str, text: str, what: str, example: str) -> str | None:
    if is_negative(typed):
        return f"Il faut {what} positif, or {quoted(text)} est négatif. {example}"
    if is_range(typed):
        return f"{quoted(text)} donne plusieurs valeurs : écrivez celle que vous retenez. {example}"
    if is_bound(typed):
        return f"{quoted(text)} donne une limite : écrivez la valeur que vous retenez. {example}"
    return None


def _figures(digits: str) -> tuple[Decimal, ...]:
    try:
        return readings(digits)
    except NotAFigureError:
        return ()


def _asked_back(values: list[Decimal], say: Callable[[Decimal], str], example: str) -> Outcome:
    if any(places(value) > DECIMALS for value in values):
        return NotUnderstood(f"Quatre décimales suffisent. {example}")
    if len(values) == 1:
        return Understood(values[0])
    return Ambiguous(tuple(Reading(say(value), value) for value in values))


def _is_in(unit: str, libelle: str) -> bool:
    return _units(unit) <= _units(libelle)


def _units(text: str) -> frozenset[str]:
    found = re.findall(r"[a-z]+", plain(text))
    return frozenset(_SHORT.get(word, singular(word)) for word in found if word not in _ARTICLES)
