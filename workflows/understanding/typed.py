"""What was typed, made regular before a figure, a date or a duration is looked for in it."""

import re
from decimal import Decimal

from text_to_num import text2num

from workflows.words import plain, readable

LARGEST = Decimal(10) ** 12
DECIMALS = 4
"""What a figure may be: no more, and no finer."""

_UNITS = """
    zero un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
    seize vingts? trente quarante cinquante soixante septante huitante octante nonante cents?
    mille millions? milliards?
"""
_WORD = f"(?:{'|'.join(sorted(_UNITS.split(), key=len, reverse=True))})"
_SPELLED = re.compile(
    rf"(?<![0-9] )(?<![0-9a-z-])(?<!l')(?:{_WORD})(?:(?:[ -]et[ -]|[ -]){_WORD})*\b"
)
_CLIPPED = re.compile(
    r"\b(?:millions?|milliards?)[ -](?!.*\bmille\b)"
    r"|\bmille[ -](?:deux|trois|quatre|cinq|six|sept|huit|neuf)$"
)
"""« Un million deux », « trois mille cinq »: 1 200 000 and 3 500 for most."""

_AND_A_HALF = re.compile(rf"\b({_WORD}|[0-9]+) (millions?|milliards?) et demi\b")
_DASHES = re.compile("[‐‑‒–—−]")
_APPROXIMATE = re.compile(
    r"^(?:environ|approximativement|approx\.?|a peu pres|autour de|aux alentours de|a priori"
    r"|de l'ordre de|aux environs de|pres de|dans les|[~≈=:])\s*"
    r"|\s*(?:environ|approximativement|approx|a peu pres)$"
)
_RANGE = re.compile(
    r"[0-9][^0-9]*?(?:\ba\b|\bet\b|\bou\b|-|/|\bau\b|jusqu'au?|\.\.+)[^0-9]*[0-9]|^entre "
)
_BOUND = re.compile(
    r"^[<>≤≥]|\b(?:plus de|moins de|au moins|au plus|minimum|maximum|mini|maxi|min|max"
    r"|au maximum|au minimum|inferieure? a|superieure? a|jusqu'a|plafonne|plafond)\b"
)


def tidy(text: str) -> str:
    """Lower case, no accents, single spaces, one kind of dash, no closing punctuation."""
    typed = _DASHES.sub("-", plain(readable(text)))
    typed = re.sub(r"[«»\"()\[\]*_`]", " ", typed)
    typed = re.sub(r"(?:svp|s'il vous plait|merci)\W*$", "", typed)
    return " ".join(typed.split()).strip(" .!;,")


def without_approximation(typed: str) -> str:
    """A tidy text without « environ » and its like: an estimate is asked for anyway."""
    while (shorter := _APPROXIMATE.sub("", typed)) != typed:
        typed = shorter
    return typed


def figures_for_words(typed: str) -> str:
    """A tidy text with its spelled figures as digits: « quarante-cinq mille » is « 45000 ».

    What is not a well-formed figure (« deux trois ») stays as it is, and what is said for another
    one (« un million deux ») too.
    """
    typed = _AND_A_HALF.sub(_half_more, typed)
    return _SPELLED.sub(lambda found: _digits(found[0]), typed)


def is_range(typed: str) -> bool:
    """Whether a tidy text names two figures: « 40 à 50 », « entre 40 et 50 »."""
    return bool(_RANGE.search(typed))


def is_bound(typed: str) -> bool:
    """Whether a tidy text gives a limit, not a figure: « moins de 40 », « 40 maximum »."""
    return bool(_BOUND.search(typed))


def is_negative(typed: str) -> bool:
    """Whether a tidy text starts with a minus sign."""
    return bool(re.match(r"-\s*[0-9]|moins [0-9]", typed))


def places(figure: Decimal) -> int:
    """How many decimals a figure has."""
    _, _, decimals = f"{figure:f}".partition(".")
    return len(decimals.rstrip("0"))


def quoted(text: str) -> str:
    """The beginning of what was typed, between French quotes, for a reason."""
    shown = " ".join(readable(text).split())
    return f"« {shown[:40]}… »" if len(shown) > 41 else f"« {shown} »"


def _half_more(found: re.Match[str]) -> str:
    return f"{_digits(found[1])},5 {found[2]}"


def _digits(words: str) -> str:
    if words.isdigit():
        return words
    if _CLIPPED.search(words):
        return words
    try:
        return str(text2num(words, "fr"))
    except ValueError:
        return words
