"""What people type, brought down to the words that count."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_STOPWORDS = frozenset(
    """
    a ai an annee annees ans as au aux avec avez avons bonjour c ce ces cette combien comment
    connaitre d dans de depuis des donne donner du elle en entre est et etait etre fait faire il
    ils indicateur j je jusqu l la le les leur ma me merci mes moi mon montre n ne nos notre nous
    on ont ou par pas peux plait pour pouvez puis qu quand que quel quelle quelles quels qui
    realise realisee s sa sait se ses si sont son sur svp t ta te tes tu un une va veux voir
    voudrais vous y
    """.split()  # noqa: SIM905 -- read as words, not as a list of quotes
)

_RANGE = re.compile(
    r"(?<![0-9-])([0-9]{4})\s*(?:-|–|—|/|à|a|et|jusqu'en|au)\s*([0-9]{4})(?![0-9-])"
)
_YEAR = re.compile(r"(?<![\w.-])([0-9]{4})(?![\w-]|\.[0-9])")
_OTHER_NUMBER = re.compile(r"(?<![\w.-])([0-9]{3}|[0-9]{5,})(?![\w-]|\.[0-9])")

_RANK = r"(?:[1-4] ?(?:ere?|er|nde?|eme|e)?|premier|deuxieme|second|troisieme|quatrieme|dernier)"
_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?:(?:en|au|du|de|le|pour|d'|mois de|mois d') ?){0,3}"
    r"(?P<partie>janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre"
    rf"|decembre|{_RANK} (?:trimestre|semestre))"
    r"(?= *(?:de |d')?(?:l'annee )?(?:[0-9]{4}\b|[ ?!.]*$))"
)
"""What follows an indicator's name when less than a year is asked for."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Four digits outside these are not read as a year."""

_RELATIVE = (
    (re.compile(r"\bl'?\s*(?:an|annee) derni\w+"), -1),
    (re.compile(r"\bcette annee\b"), 0),
    (re.compile(r"\bl'?\s*(?:an|annee) prochain\w*"), 1),
)


def readable(text: str) -> str:
    """The text without what no one types: control characters, marks that reverse writing."""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).strip()


def plain(text: str) -> str:
    """Lower case without accents; typographic apostrophes and ligatures made plain."""
    text = text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, each in the singular."""
    found = re.findall(r"[a-z0-9]+", plain(text))
    return tuple(singular(word) for word in found if word not in _STOPWORDS)


def singular(word: str) -> str:
    """The word without the mark of its plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


@dataclass(frozen=True)
class Asked:
    """A question cut in two: its words, and the years it names.

    `refused` holds what looks like a year but cannot be one, `parties` the months and quarters.
    """

    text: str
    annees: tuple[int, ...]
    refused: tuple[str, ...]
    parties: tuple[str, ...] = ()


def cut(text: str, today: date) -> Asked:
    """Take the years out of a question: 2025, 2023-2025, « de 2023 à 2025 », « cette année »."""
    rest, years, refused = text, set[int](), []
    parties = tuple(found["partie"] for found in _PART_OF_YEAR.finditer(plain(rest)))
    if parties:
        rest = _PART_OF_YEAR.sub(" ", plain(rest))
    for pattern, shift in _RELATIVE:
        if pattern.search(plain(rest)):
            rest = pattern.sub(" ", plain(rest))
            years.add(today.year + shift)
    for first, last in _RANGE.findall(rest):
        low, high = sorted((int(first), int(last)))
        if low >= FIRST_YEAR and high <= LAST_YEAR:
            years.update(range(low, high + 1))
    rest = _RANGE.sub(lambda m: f" {m[1]} {m[2]} ", rest)
    for found in _YEAR.findall(rest):
        if FIRST_YEAR <= int(found) <= LAST_YEAR:
            years.add(int(found))
        else:
            refused.append(found)
    refused += _OTHER_NUMBER.findall(rest)
    rest = _OTHER_NUMBER.sub(" ", _YEAR.sub(" ", rest))
    return Asked(
        " ".join(rest.split()), tuple(sorted(years)), tuple(dict.fromkeys(refused)), parties
    )
