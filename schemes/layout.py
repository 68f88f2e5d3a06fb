"""Where each node of a scheme stands in its document's text."""

from bisect import bisect_right

from schemes.scheme import Scheme
from schemes.source_text import SourceText, Span


class Layout:
    """The text cut at every printed title: each piece belongs to the node it opens with."""

    def __init__(self, scheme: Scheme, source: SourceText) -> None:
        openings: dict[int, set[str]] = {}
        for place in scheme.walk():
            for span in source.find(place.noeud.titre):
                openings.setdefault(span.start, set()).add(place.noeud.id)
        self._starts = sorted(openings)
        self._owners = [openings[start] for start in self._starts]
        self._families: dict[str, set[str]] = {}
        for place in scheme.walk():
            line = {place.noeud.id, *(parent.id for parent in place.parents)}
            for relative in line:
                self._families.setdefault(relative, set()).update(line)

    def distance(self, span: Span, noeud: str) -> int:
        """0 in the node's own pieces of text, 1 in those of its branch, 2 elsewhere."""
        rank = bisect_right(self._starts, span.start) - 1
        owners = self._owners[rank] if rank >= 0 else set()
        if noeud in owners:
            return 0
        return 1 if owners & self._families.get(noeud, set()) else 2
