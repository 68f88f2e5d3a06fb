"""Which places of a text a definition's citations cite, and which citations find no place."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from schemes.layout import Layout
from schemes.printed import Citation
from schemes.scheme import Scheme
from schemes.source_text import SourceText, Span, fold, numbers

BESIDE = 12
"""Words after a label within which a figure is the label's own, whatever piece of text it is in."""

NEAR_LINES = 6
"""How far from a figure its year may stand when no node's piece of text bounds the search."""

_MULTIPLES = {
    "k": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "md": 1_000_000_000,
    "milliard": 1_000_000_000,
    "milliards": 1_000_000_000,
}

Finding = tuple[str, str]
"""Words that the text does not bear out, and one sentence in French that says how."""


class Claims:
    """The numbers cited so far: `cited` holds their positions in the text."""

    def __init__(self, scheme: Scheme, source: SourceText) -> None:
        self.cited: set[int] = set()
        self._source = source
        self._layout = Layout(scheme, source)

    def settle(self, citation: Citation) -> Iterator[Finding]:
        """Mark what a citation cites; yield what the text does not bear out."""
        words = citation.words
        yield from _values_not_printed(citation)
        spans = self._source.find(words)
        if not fold(words):  # a dash in a cell: what can be looked up is its year
            places = self._source.find(citation.near[0]) if citation.near else []
            yield from self._settle_years(citation, places)
            return
        if not spans:
            yield words, f"« {words} » n'est pas dans le texte"
            return
        if citation.number and not self._settle_number(citation, spans):
            missing = citation.number
            yield f"{missing} {words}", f"« {missing} » n'est pas imprimé à côté de « {words} »"
        if citation.repeats and any(self._is_cited(span) for span in spans):
            return
        places = spans if citation.says_enough else [self._nearest(citation, spans)]
        for span in places:
            self.cited.update(range(*span))
        yield from self._settle_years(citation, places)

    def _is_cited(self, span: Span) -> bool:
        return self.cited.issuperset(range(*span))

    def _nearest(self, citation: Citation, spans: list[Span]) -> Span:
        """The place that short words cite, among all those where they stand."""
        labels = [label for words in citation.near for label in self._source.find(words)]

        def rank(span: Span) -> tuple[int, bool, int, int]:
            beside = any(0 <= span.start - label.end <= BESIDE for label in labels)
            return (
                -1 if beside else self._far(citation, span),
                self._is_cited(span),
                len(citation.years) - self._years_beside(citation, span),
                min((_steps(label, span) for label in labels), default=span.start),
            )

        return min(spans, key=rank)

    def _far(self, citation: Citation, span: Span) -> int:
        return self._layout.distance(span, citation.noeud) if citation.noeud else 0

    def _years_beside(self, citation: Citation, span: Span) -> int:
        """How many of a citation's years stand on the line of a place."""
        return sum(
            any(self._line(found) == self._line(span) for found in self._source.find(str(year)))
            for year in citation.years
        )

    def _line(self, span: Span) -> int:
        return self._source.tokens[span.start].line

    def _settle_number(self, citation: Citation, spans: list[Span]) -> bool:
        """Cite the number or code printed beside a label; False when it is nowhere."""
        wanted = fold(citation.number or "")
        before = [range(max(0, span.start - len(wanted) - 3), span.start) for span in spans]
        after = [range(span.end, span.end + 2) for span in spans]
        for sides in (before, after):
            starts = [start for side in sides for start in side if self._stands(wanted, start)]
            for start in starts:
                self.cited.update(range(start, start + len(wanted)))
            if starts:
                return True
        return False

    def _stands(self, wanted: tuple[str, ...], start: int) -> bool:
        tokens = self._source.tokens[start : start + len(wanted)]
        return tuple(token.text for token in tokens) == wanted

    def _settle_years(self, citation: Citation, places: list[Span]) -> Iterator[Finding]:
        words = citation.words
        for year in citation.years:
            if not self._settle_year(citation, year, places):
                yield f"{year} {words}", f"l'année {year} n'est pas imprimée près de « {words} »"

    def _settle_year(self, citation: Citation, year: int, places: list[Span]) -> bool:
        """Cite a year printed beside a figure: on its line, else in the same piece of text."""
        candidates = [
            (abs(found.start - place.start), found)
            for place in places
            for found in self._source.find(str(year))
            if self._same_piece(citation, found, place)
        ]
        if not candidates:
            return False
        self.cited.update(range(*min(candidates)[1]))
        return True

    def _same_piece(self, citation: Citation, found: Span, place: Span) -> bool:
        if abs(self._line(found) - self._line(place)) <= NEAR_LINES:
            return True
        return citation.noeud is not None and not (
            self._layout.distance(found, citation.noeud)
            or self._layout.distance(place, citation.noeud)
        )


def _steps(label: Span, span: Span) -> int:
    """How many words part a span from a label; what follows it is nearer than what precedes it."""
    if span.start >= label.end:
        return span.start - label.end
    return 3 * abs(label.start - span.start)


def _values_not_printed(citation: Citation) -> Iterator[Finding]:
    words = citation.words
    printed = _values(words)
    for value in citation.values if printed else ():
        if value not in printed:
            message = f"la valeur {value} n'est pas dans les mots imprimés « {words} »"
            yield f"{value} {words}", message


def _values(words: str) -> set[Decimal]:
    """The figures that some words print, multiplied when "K", "millions"… follow them."""
    found: set[Decimal] = set()
    tokens = (*fold(words), "")
    figures = set(numbers(words))
    for token, following in pairwise(tokens):
        if token in figures and token.count(".") == 0:
            value = Decimal(token.replace(",", "."))
            found |= {value, value * _MULTIPLES.get(following, 1)}
    return found
