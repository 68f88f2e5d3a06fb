"""Finding what a question is about: indicators and nodes of a scheme, by any of their names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from rapidfuzz import fuzz, process

from schemes.arbre import Place, TypeNoeud
from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from workflows.slips import slips
from workflows.words import plain, words

Target = tuple[str, str]
"""("indicateur" or "noeud", its id)."""

_KINDS = {plain(kind): kind for kind in get_args(TypeNoeud)} | {"fiche action": "fiche-action"}
_AND = re.compile(r" et | & |[,;]")
_DANGLING = re.compile(r" (?:en|de|pour)$")
"""What is left of « en 2025 » once its year is taken out."""

_SHORT = {"obj": "objectif", "fiche": "fiche-action", "o": "objectif", "en": "enjeu"}
_STEP = re.compile(r"(fiche[ -]action|[a-z]+)\s*(?:n\s*[°o]?\s*\.?\s*)?(\d+(?:[.-]\d+)*)", re.ASCII)


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    target: Target


class Index:
    """All the names of a scheme's indicators and nodes."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.names = [
            _Name(words(name), ("indicateur", indicateur.id))
            for indicateur in scheme.indicateurs.values()
            for name in _names_of(indicateur)
        ]
        self.exact: dict[tuple[str, ...], list[Target]] = {}
        for name in self.names:
            targets = self.exact.setdefault(tuple(sorted(name.words)), [])
            if name.target not in targets:
                targets.append(name.target)
        self.codes: dict[str, list[Target]] = {}
        for code, target in _codes(scheme):
            self.codes.setdefault(_code(code), []).append(target)
        self.phrases = [" ".join(name.words) for name in self.names]

    def find(self, text: str) -> list[Target]:
        """What a question names; several when it fits several equally, none when nothing."""
        if called := self.called(text):
            return called
        if text.isdigit():
            return [("noeud", p.noeud.id) for p in self.scheme.walk() if p.noeud.numero == text]
        asked = words(text)
        return (
            self._nodes(text) or self._listed(text) or self._within(asked) or self._misspelt(asked)
        )

    def called(self, text: str) -> list[Target]:
        """What bears a text as its code or as one of its names, word for word."""
        return self.codes.get(_code(text)) or self.exact.get(tuple(sorted(words(text))), [])

    def nearest(self, text: str, count: int = 3) -> list[Target]:
        """The targets whose names look most like a question, the likeliest first."""
        if kinds := {_kind(kind) for kind, _ in _STEP.findall(plain(text))} - {None}:
            nodes = [place.noeud for place in self.scheme.walk()]
            same = [noeud for noeud in nodes if noeud.type in kinds and noeud.numero]
            return [("noeud", noeud.id) for noeud in (same or nodes)[:count]]
        asked = " ".join(words(text)) or plain(text)
        ranked = process.extract(asked, self.phrases, scorer=fuzz.WRatio, limit=30)
        targets = dict.fromkeys(self.names[rank].target for _, _, rank in ranked)
        return list(targets)[:count]

    def _nodes(self, text: str) -> list[Target]:
        """« objectif 9 », « enjeu 1 objectif 2 », « EN1-O2 », « action 1-1.3 »."""
        steps = [(_kind(kind), numero.lstrip("0")) for kind, numero in _STEP.findall(plain(text))]
        if not steps or any(kind is None for kind, _ in steps):
            return []
        return [
            ("noeud", place.noeud.id) for place in self.scheme.walk() if _stands_at(place, steps)
        ]

    def _listed(self, text: str) -> list[Target]:
        """« A1 et C4 », « velos-service, produits-bio »: each named by its code or its id."""
        said = _DANGLING.sub("", plain(text).strip(" ?!."))
        parts = [part for part in _AND.split(said) if part.strip()]
        found = [self.called(part) for part in parts]
        if len(parts) < 2 or not all(found):
            return []
        return _unique(target for targets in found for target in targets)

    def _within(self, asked: tuple[str, ...]) -> list[Target]:
        """The longest names wholly present in a sentence."""
        present = set(asked)
        found = [
            name
            for name in self.names
            if name.words
            and present.issuperset(name.words)
            and (len(name.words) > 1 or len(asked) <= 3)
        ]
        longest = max((len(set(name.words)) for name in found), default=0)
        return _unique(name.target for name in found if len(set(name.words)) == longest)

    def _misspelt(self, asked: tuple[str, ...]) -> list[Target]:
        """The names whose every word is at most a slip of the keyboard away."""
        counts = [(slips(asked, name.words), name.target) for name in self.names]
        best = min((count for count, _ in counts if count is not None), default=None)
        return _unique(target for count, target in counts if count is not None and count == best)


def _names_of(indicateur: Indicateur) -> Iterator[str]:
    yield indicateur.id
    yield indicateur.nom_courant
    yield indicateur.libelle
    yield from indicateur.alias


def _codes(scheme: Scheme) -> Iterator[tuple[str, Target]]:
    for indicateur in scheme.indicateurs.values():
        if indicateur.code:
            yield indicateur.code, ("indicateur", indicateur.id)
    for place in scheme.walk():
        noeud = place.noeud
        yield noeud.id, ("noeud", noeud.id)
        if noeud.numero and not noeud.numero.isdigit():
            yield noeud.numero, ("noeud", noeud.id)


def _code(text: str) -> str:
    return re.sub(
        r"^(indicateur|action|fiche-action|fiche action|objectif)\s+|\s+", "", plain(text)
    )


def _kind(word: str) -> str | None:
    word = word.rstrip("s") if word not in _KINDS else word
    return _KINDS.get(word) or _SHORT.get(word)


def _stands_at(place: Place, steps: list[tuple[str | None, str]]) -> bool:
    own = (place.noeud.type, place.noeud.numero)
    above = [(noeud.type, noeud.numero) for noeud in place.parents]
    return own == steps[-1] and all(step in above for step in steps[:-1])


def _unique(targets: Iterable[Target]) -> list[Target]:
    return list(dict.fromkeys(targets))
