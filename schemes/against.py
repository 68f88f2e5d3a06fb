"""The second reader: a definition compared with the text of its document.

A number counts as cited only where the definition's printed words stand in the text. Short words
("30 %", "2024") cite one place, the nearest to what they are said of; so a definition that forgets
one "30 %" out of two leaves one uncited.
"""

from dataclasses import dataclass

from schemes.claims import Claims
from schemes.left_out import ChiffresLaisses, LeftOut
from schemes.printed import citations
from schemes.scheme import Scheme
from schemes.source_text import SourceText, Span, fold


@dataclass(frozen=True)
class Absent:
    """Words of the definition (at `place`) that the text does not bear out, and how."""

    place: str
    words: str
    message: str


@dataclass(frozen=True)
class Uncited:
    """A number of the text that the definition never cites, with the words around it."""

    line: int
    printed: str
    around: str


@dataclass(frozen=True)
class Stale:
    """Words of the left-out list that no longer do anything, and why."""

    words: str
    message: str


@dataclass(frozen=True)
class Comparison:
    """What a reading found; the three counts are of numbers in the text."""

    absents: tuple[Absent, ...]
    uncited: tuple[Uncited, ...]
    stale: tuple[Stale, ...]
    numbers: int
    cited: int
    left_out: int

    @property
    def clean(self) -> bool:
        """Whether there is nothing left for a person to settle."""
        return not (self.absents or self.uncited or self.stale)


def compare(scheme: Scheme, text: str, left_out: LeftOut) -> Comparison:
    """Read a definition beside its document's text.

    Says which printed words the text lacks, which numbers of the text nothing cites nor leaves
    out, and which entries of the left-out list are stale.
    """
    source = SourceText(text)
    claims = Claims(scheme, source)
    found = [
        Absent(citation.place, words, message)
        for citation in citations(scheme)
        for words, message in claims.settle(citation)
    ]
    absents, stale_words = _without_added(found, left_out)
    left, stale_figures = _left(source, left_out, claims.cited)
    all_numbers = {
        position
        for position, token in enumerate(source.tokens)
        if token.kind == "number" and not token.enumerates
    }
    uncited = sorted(all_numbers - claims.cited - left)
    return Comparison(
        absents=tuple(dict.fromkeys(absents)),
        uncited=tuple(_uncited(source, position) for position in uncited),
        stale=(*stale_words, *stale_figures),
        numbers=len(all_numbers),
        cited=len(all_numbers & claims.cited),
        left_out=len((all_numbers & left) - claims.cited),
    )


def is_source_of(text: str, scheme: Scheme) -> bool:
    """Whether a text is the document that a scheme defines: its title, its authority, its years."""
    source = SourceText(text)
    marks = (scheme.titre, scheme.collectivite, scheme.periode.imprime)
    return all(source.find(words) for words in marks)


def _uncited(source: SourceText, position: int) -> Uncited:
    span = Span(position, position + 1)
    return Uncited(source.tokens[position].line, source.printed(position), source.around(span))


def _without_added(found: list[Absent], left_out: LeftOut) -> tuple[list[Absent], list[Stale]]:
    """The absent words that the list does not account for, and its entries that serve nothing."""
    added = {fold(words): words for entry in left_out.mots_de_la_definition for words in entry.mots}
    absents = [absent for absent in found if fold(absent.words) not in added]
    used = {fold(absent.words) for absent in found}
    message = "la définition n'a plus besoin de cette explication"
    return absents, [Stale(words, message) for key, words in added.items() if key not in used]


def _left(source: SourceText, left_out: LeftOut, cited: set[int]) -> tuple[set[int], list[Stale]]:
    """The positions that the list covers, and its entries that cover nothing as they should."""
    covered: set[int] = set()
    stale: list[Stale] = []
    for entry in left_out.chiffres_du_texte:
        for words, spans, message in _matches(source, entry):
            inside = {position for span in spans for position in range(*span)}
            covered |= inside
            if message is None and not _has_number(source, inside - cited):
                message = "la définition cite déjà tous ces chiffres"
            if message is not None:
                stale.append(Stale(words, message))
    return covered, stale


def _has_number(source: SourceText, positions: set[int]) -> bool:
    return any(source.tokens[position].kind == "number" for position in positions)


def _matches(
    source: SourceText, entry: ChiffresLaisses
) -> list[tuple[str, list[Span], str | None]]:
    """The words of an entry, where they stand, and what is wrong if they do not as expected."""
    matches: list[tuple[str, list[Span], str | None]] = []
    for words in entry.mots:
        spans = source.find(words)
        matches.append((words, spans, _miscount(len(spans), entry.fois)))
    for passage in entry.passages:
        first, last = source.find(passage.du), source.find(passage.au)
        if message := _miscount(len(first), 1):
            matches.append((passage.du, [], message))
            continue
        ends = [span.end for span in last if span.start >= first[0].start]
        wrong = None if ends else "la fin du passage ne se trouve pas après son début"
        spans = [Span(first[0].start, ends[0])] if ends else []
        matches.append((passage.au, spans, wrong))
    return matches


def _miscount(found: int, expected: int) -> str | None:
    if found == expected:
        return None
    if not found:
        return "ces mots ne se trouvent plus dans le texte"
    return f"ces mots se trouvent {found} fois dans le texte, et non {expected}"
