"""Figures as people type them in French."""

import re
from decimal import Decimal

from workflows.words import plain

MAX_DIGITS = 15

NBSP = "\u00a0"

_SPACES = re.compile("[ \u00a0\u202f']")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f'][0-9]{3})+(?:[.,][0-9]+)?")
_SIMPLE = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_POINTS = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})")
_COMMAS = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")


class NotAFigureError(ValueError):
    """What was typed is not one figure; the message says so in French, with what to write."""


def parse(text: str, unite: str | None = None) -> Decimal:
    """The figure typed, in `unite`: « 31 000 », « 31 000,5 heures », « 25 % ».

    Raises NotAFigureError, also for « 1.234 » and « 1,234 », which have two readings.
    """
    digits = _without_unit(text.strip(), unite)
    found = readings(digits)
    if len(found) > 1:
        whole, decimal = re.sub("[.,]", "", digits), re.sub("[.,]", ",", digits)
        raise NotAFigureError(
            f"« {digits} » se lit de deux façons : écrivez {whole} "
            f"ou {decimal}0 si c'est une décimale."
        )
    return found[0]


def readings(digits: str) -> tuple[Decimal, ...]:
    """The figures that digits may mean: one, or two for « 1.234 » and « 1,234 ».

    Raises NotAFigureError when they mean none.
    """
    if _AMBIGUOUS.fullmatch(digits):
        return Decimal(re.sub("[.,]", "", digits)), Decimal(digits.replace(",", "."))
    if _POINTS.fullmatch(digits):
        digits = digits.replace(".", "")
    elif _COMMAS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif not (_GROUPED.fullmatch(digits) or _SIMPLE.fullmatch(digits)):
        what = "est négatif : écrivez 0 ou plus" if _below_zero(digits) else "n'est pas un nombre"
        raise NotAFigureError(f"« {digits[:40]} » {what}. Exemple : 31 000 ou 25,5.")
    figure = Decimal(_SPACES.sub("", digits).replace(",", "."))
    if len(figure.as_tuple().digits) > MAX_DIGITS:
        raise NotAFigureError(f"Ce nombre a trop de chiffres ({MAX_DIGITS} au plus).")
    return (figure,)


def _below_zero(digits: str) -> bool:
    positive = digits[1:].lstrip()
    return digits[:1] in ("-", "−") and bool(
        _GROUPED.fullmatch(positive) or _SIMPLE.fullmatch(positive)
    )


def written(figure: Decimal, decimals_if_any: int = 1) -> str:
    """A figure that is not negative, exactly and as `readings` reads it back: « 31 000,5 ».

    A figure that is not whole has at least `decimals_if_any` decimals.
    """
    whole, _, decimals = f"{figure:f}".partition(".")
    if decimals := decimals.rstrip("0"):
        decimals = decimals.ljust(decimals_if_any, "0")
    if len(decimals) == 3 and len(whole) <= 3 and whole != "0":
        decimals += "0"
    grouped = f"{int(whole):,}".replace(",", NBSP)
    return f"{grouped},{decimals}" if decimals else grouped


def _without_unit(text: str, unite: str | None) -> str:
    if unite is None:
        return text
    names = {plain(unite), plain(unite).rstrip("s"), plain(unite)[:1] if unite == "heures" else ""}
    for name in sorted(names - {""}, key=len, reverse=True):
        if plain(text).endswith(name):
            return text[: -len(name)].rstrip()
    return text
