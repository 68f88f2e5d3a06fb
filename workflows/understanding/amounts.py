"""Amounts in euros HT, as buyers type them."""

import re
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

UNUSUAL = Decimal(10) ** 9
"""From here on, an amount said in thousands or millions is asked back."""

_EXAMPLE = "Exemple : 45 000 € HT."

_MULTIPLIERS = (
    (re.compile(r"(?:k|mille|milliers?)"), Decimal(1_000)),
    (re.compile(r"(?:m|millions?)"), Decimal(1_000_000)),
    (re.compile(r"(?:mds?|milliards?)"), Decimal(1_000_000_000)),
)
_AMOUNT = re.compile(
    r"(?:€ ?|eur )?(?P<figure>[0-9][0-9.,' ]*?) ?"
    r"(?P<times>k|mds?|m|mille|milliers?|millions?|milliards?)?"
    r"(?: ?(?:d'|de )?(?:€|euros?\b|eur\b))?"
    r"(?: ?(?:ht|h\.t|htva|hors taxes?|hors tva))?"
)
_LEAD = re.compile(
    r"^(?:c'est|ce sera|ca fait|soit|il y a|on (?:l')?estime a|je dirais|estimee? a|estimation"
    r"|(?:le |un |notre )?(?:montant|budget)(?: estime| total)?(?: est)?(?: de| a)?)(?: de)?[ :]+"
)
_TRAIL = re.compile(r" (?:au total|en tout|tout compris|reconductions comprises)$")
_WITH_TAX = re.compile(r"\b(?:ttc|t\.t\.c|toutes taxes|tva comprise|taxes comprises|tva incluse)")
_PERIODIC = re.compile(
    r"(?:\bpar\b|/|\bchaque\b) ?(?:ans?|annees?|mois|trimestres?|semestres?|jours?|semaines?)\b"
    r"|\b(?:annuel|mensuel|trimestriel|semestriel)"
)
_BY_UNIT = re.compile(r"€ ?/|\bpar (?:lot|unite|personne|agent|repas|heure)\b|/ ?(?:h|j|m2|u)\b")


def read_amount(text: str) -> Outcome:
    """The amount typed, in euros HT; asked back for « 1.234 », refused when TTC or a range."""
    typed = figures_for_words(tidy(text))
    if refusal := _refusal(typed, text):
        return NotUnderstood(refusal)
    typed = _TRAIL.sub("", without_approximation(_LEAD.sub("", without_approximation(typed))))
    match = _AMOUNT.fullmatch(typed)
    if not match:
        return NotUnderstood(f"Je ne lis pas de montant dans {quoted(text)}. {_EXAMPLE}")
    try:
        figures = readings(match["figure"])
    except NotAFigureError:
        return NotUnderstood(f"{quoted(text)} ne forme pas un seul nombre. {_EXAMPLE}")
    values = [figure * _multiplier(match["times"]) for figure in figures]
    return _checked(values, is_scaled=match["times"] is not None)


def say_amount(value: Decimal) -> str:
    """« 45 000 € HT »."""
    return f"{written(value, decimals_if_any=2)}{NBSP}€{NBSP}HT"


def _refusal(typed: str, text: str) -> str | None:
    if _WITH_TAX.search(typed):
        return (
            f"{quoted(text)} est un montant TTC, et le taux de TVA ne se devine pas : "
            "donnez le montant hors taxes. " + _EXAMPLE
        )
    if _PERIODIC.search(typed):
        return (
            f"{quoted(text)} est un montant par période : donnez le total sur toute la durée, "
            "hors taxes. " + _EXAMPLE
        )
    if _BY_UNIT.search(typed):
        return f"{quoted(text)} est un prix à l'unité : donnez le montant total HT. {_EXAMPLE}"
    if is_negative(typed):
        return f"Un montant ne peut pas être négatif. {_EXAMPLE}"
    if is_range(typed):
        return (
            f"{quoted(text)} ne donne pas un seul montant : écrivez celui que vous retenez comme "
            "estimation. " + _EXAMPLE
        )
    if is_bound(typed):
        return (
            f"{quoted(text)} donne une limite : écrivez le montant que vous retenez comme "
            "estimation. " + _EXAMPLE
        )
    return None


def _multiplier(times: str | None) -> Decimal:
    for pattern, multiplier in _MULTIPLIERS:
        if times and pattern.fullmatch(times):
            return multiplier
    return Decimal(1)


def _checked(values: list[Decimal], *, is_scaled: bool) -> Outcome:
    values = [value for value in values if value <= LARGEST]
    if not values:
        return NotUnderstood(f"Ce montant est trop grand pour un marché. {_EXAMPLE}")
    if any(places(value) > DECIMALS for value in values):
        return NotUnderstood(f"Un montant s'écrit au centime près. {_EXAMPLE}")
    if len(values) == 1 and not (is_scaled and values[0] >= UNUSUAL):
        return Understood(values[0])
    return Ambiguous(tuple(Reading(say_amount(value), value) for value in values))
