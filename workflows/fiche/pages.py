"""A recap spread over pages, each short enough for one message of any messenger."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TypeVar

from workflows.fiche.results import LigneFiche, Recapitulatif, RegleRencontree, VoletFiche

Said = TypeVar("Said", LigneFiche, str, RegleRencontree)

MOST_CHARACTERS = 9_000
"""On a page."""

MOST_VOLETS = 16
"""On a page: each has a title of its own."""


class Ligne(NamedTuple):
    """A line of the recap: an answer under the title of its volet, a question set aside, a rule."""

    said: LigneFiche | str | RegleRencontree
    volet: str | None = None

    @property
    def length(self) -> int:
        """Its characters, with some for a bullet and a mark."""
        match self.said:
            case LigneFiche(libelle=libelle, valeur=valeur):
                return len(libelle) + len(valeur or "") + 20
            case RegleRencontree(message=message, noeud=noeud, source=source):
                return len(message) + len(noeud or source) + 20
            case str():
                return len(self.said) + 20


def pages(whole: Recapitulatif) -> tuple[Recapitulatif, ...]:
    """The recap as one page, or as many as hold all of it. What blocks is said on the last."""
    split = list(_split(list(_lines(whole))))
    last = len(split)
    return tuple(
        whole.model_copy(
            update={
                "volets": _volets(lines),
                "de_cote": _said(str, lines),
                "regles": _said(RegleRencontree, lines),
                "erreur": whole.erreur if page == last else None,
                "changements": whole.changements if page == 1 else None,
                "page": page,
                "pages": last,
            }
        )
        for page, lines in enumerate(split, start=1)
    )


def _lines(whole: Recapitulatif) -> Iterator[Ligne]:
    for volet in whole.volets:
        yield from (Ligne(answer, volet.titre) for answer in volet.lignes)
    yield from map(Ligne, whole.de_cote)
    yield from map(Ligne, whole.regles)


def _split(lines: list[Ligne]) -> Iterator[list[Ligne]]:
    page: list[Ligne] = []
    for line in lines:
        more = [*page, line]
        if page and (
            sum(each.length for each in more) > MOST_CHARACTERS
            or len({each.volet for each in more}) > MOST_VOLETS
        ):
            yield page
            more = [line]
        page = more
    yield page


def _volets(lines: list[Ligne]) -> tuple[VoletFiche, ...]:
    return tuple(
        VoletFiche(titre=titre, lignes=_said(LigneFiche, same))
        for titre, same in groupby(lines, key=lambda line: line.volet)
        if titre is not None
    )


def _said(kind: type[Said], lines: Iterable[Ligne]) -> tuple[Said, ...]:
    return tuple(line.said for line in lines if isinstance(line.said, kind))
