"""What a definition says is printed: its labels, its figures, the words it quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from schemes.arbre import Echeance, Noeud
from schemes.base import Element
from schemes.fiche import Question, Regle, Visa
from schemes.gouvernance import Contexte, Instance, Reunion, Seuil
from schemes.mesures import Cible, Indicateur, Reference
from schemes.scheme import Periode, Scheme
from schemes.source_text import fold

_PRINTED: dict[type[Element], tuple[str, ...]] = {
    Scheme: ("titre", "collectivite", "service"),
    Instance: ("nom", "composition", "role"),
    Noeud: ("titre", "pilotes", "directions", "actions_ciblees"),
    Indicateur: ("libelle",),
}
"""The fields that hold printed words, besides `imprime` which always does."""

ENOUGH_WORDS = 4
"""Words of three letters or more from which a phrase is a sentence of its own."""

_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Citation:
    """Words that a definition says are printed.

    `place` says where the definition has them; `noeud` and `near` where the text should.
    `number` is what is printed beside them, `years` what is printed near them, `values`
    the figures that the definition reads in them. `repeats` is for words that say again what
    another part of the definition cites.
    """

    words: str
    place: str
    noeud: str | None = None
    near: tuple[str, ...] = ()
    number: str | None = None
    years: tuple[int, ...] = ()
    values: tuple[Decimal, ...] = ()
    repeats: bool = False

    @property
    def says_enough(self) -> bool:
        """Whether the words are enough of a sentence to say the same thing wherever they stand."""
        long_words = [word for word in fold(self.words) if len(word) > 2 and word[0].isalpha()]
        return len(long_words) >= ENOUGH_WORDS


def citations(scheme: Scheme) -> list[Citation]:
    """Every citation of a definition, in the order in which they should choose their place.

    Whole sentences, then short words: those of the nodes, then the others, the longest first, as
    they leave the least choice. The repeats come last.
    """

    def rank(citation: Citation) -> tuple[bool, bool, bool, int]:
        length = len(fold(citation.words))
        short = not citation.says_enough
        return citation.repeats, short, citation.noeud is None, -length

    return sorted(_of(scheme, Citation(words="", place="")), key=rank)


def _of(element: Element, here: Citation) -> Iterator[Citation]:
    here = _inside(element, here)
    if isinstance(element, Periode) and element.entree_en_vigueur:
        day = _in_words(element.entree_en_vigueur)
        yield replace(here, words=day, place="entree_en_vigueur", repeats=True)
    printed = (*_PRINTED.get(type(element), ()), "imprime")
    for name, value in element:
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Element):
                yield from _of(item, here)
            elif isinstance(item, str) and item and name in printed:
                yield _printed(element, name, item, here)
            elif isinstance(item, str):
                for words in _QUOTED.findall(item):
                    yield replace(here, words=words, place=_join(here.place, name), repeats=True)


def _inside(element: Element, here: Citation) -> Citation:
    """The place of an element, from the place of what carries it."""
    place = _join(here.place, getattr(element, "id", None))
    match element:
        case Noeud():
            return replace(here, place=element.id, noeud=element.id, near=(element.titre,))
        case Indicateur():
            return replace(here, place=place, near=(element.libelle, *here.near))
        case Instance():
            return replace(here, place=place, near=(element.nom,))
        case Question() | Regle() | Visa():
            return replace(here, place=place, noeud=getattr(element, "noeud", None), repeats=True)
        case Cible() | Reference():
            return replace(here, place=_join(place, str(element.annee or "")))
    return replace(here, place=place)


def _printed(element: Element, name: str, words: str, here: Citation) -> Citation:
    citation = replace(here, words=words, place=_join(here.place, name))
    match element:
        case Noeud() if name == "titre":
            return replace(citation, number=element.numero)
        case Indicateur():
            return replace(citation, number=element.code)
        case Cible():
            return _with_figures(citation, element.annee, element.valeur, element.valeur_max)
        case Reference():
            return _with_figures(citation, element.annee, element.valeur)
        case Contexte():
            return _with_figures(citation, element.annee)
        case Seuil():
            return _with_figures(citation, None, element.montant_ht)
        case Echeance() | Reunion():
            years = (int(year) for year in _YEAR.findall(element.quand))
            return replace(citation, years=_not_in(words, *years))
    return citation


def _with_figures(citation: Citation, annee: int | None, *values: Decimal | None) -> Citation:
    return replace(
        citation,
        years=_not_in(citation.words, annee),
        values=tuple(value for value in values if value is not None),
    )


def _not_in(words: str, *years: int | None) -> tuple[int, ...]:
    return tuple(year for year in years if year and str(year) not in words)


def _in_words(day: date) -> str:
    words = format_date(day, "d MMMM yyyy", locale="fr")
    return words.replace("1 ", "1er ", 1) if day.day == 1 else words


def _join(place: str, name: str | None) -> str:
    return ", ".join(part for part in (place, name) if part)
