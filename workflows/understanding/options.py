"""The options of a question, and which of them a few words name."""

import re
from collections.abc import Sequence

from schemes.fiche import Option
from workflows.slips import word_slips
from workflows.understanding.calendar import RANKS
from workflows.understanding.typed import figures_for_words
from workflows.words import plain, readable, singular

_ARTICLES = frozenset("a au aux d de des du en et l la le les ou un une".split())  # noqa: SIM905
_FILLERS = frozenset(
    """
    aussi bien c ce ces cet cette choisi choix choisir donc est faire il j je me mon nous on option
    par plutot pour prefere prend reponse sera seront sont surtout un va voudrai voudrais veux y
    """.split()  # noqa: SIM905
)
_NEGATIONS = frozenset("aucun aucune jamai ne ni non pas san".split())  # noqa: SIM905
_NOTHING = frozenset("aucun aucune neant non rien".split())  # noqa: SIM905
_OF_THESE = frozenset(
    "celle ceux ci clause condition dessu mesure option proposition reponse solution tout".split()  # noqa: SIM905
)
_EXCLUSIVE = re.compile(r"aucune?(-.*)?|non|rien|neant|sans-objet")
_NUMBER = re.compile(
    r"(?:le |la |l')?(?:choix |option |reponse )?(?:n ?° ?|no |numero |# ?)?([0-9]{1,3})"
    r" ?(?:[.):]|ere?|eme|e)?"
)

Ranks = tuple[int, ...]
_Words = tuple[str, ...]


class Options:
    """The options of a question, ready to be named; they are known by their rank, from 0."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        self._labels = [option.libelle for option in options]
        self._names = [(_words(option.libelle), _words(option.id)) for option in options]
        exclusive = [r for r, option in enumerate(options) if _EXCLUSIVE.fullmatch(option.id)]
        self.exclusive = tuple(exclusive)
        self.combinable = tuple(r for r in range(len(options)) if r not in exclusive)
        self.others = tuple(r for r, option in enumerate(options) if re.match("autre", option.id))

    def __len__(self) -> int:
        return len(self._labels)

    def printed(self, labels: Sequence[str]) -> Ranks:
        """The options with exactly these labels; none when one label is not an option's."""
        stripped = [label.strip() for label in labels]
        if not all(label in self._labels for label in stripped):
            return ()
        return tuple(sorted({self._labels.index(label) for label in stripped}))

    def exactly(self, typed: str) -> Ranks:
        """The options whose whole name was typed."""
        asked = _words(typed)
        return tuple(rank for rank, names in enumerate(self._names) if asked and asked in names)

    def named(self, typed: str) -> Ranks:
        """The options that a few words may mean, equally well; none when they mean none.

        By number, then by whole name, by part of a name, by a name with slips. Every word must
        belong to the name, so that « pas de services » names no option.
        """
        if exact := self.printed([typed]) or self.exactly(typed):
            return exact
        if numbered := _number(typed):
            return (numbered - 1,) if numbered <= len(self) else ()
        asked = tuple(word for word in _words(typed) if word not in _FILLERS)
        if not asked:
            return ()
        costs = [self._cost(asked, rank) for rank in range(len(self))]
        best = min((cost for cost in costs if cost is not None), default=None)
        if best is not None:
            return tuple(rank for rank, cost in enumerate(costs) if cost == best)
        return self.exclusive if len(self.exclusive) == 1 and _is_nothing(asked) else ()

    def _cost(self, asked: _Words, rank: int) -> int | None:
        label, identifier = self._names[rank]
        known = frozenset(label + identifier)
        if known & _NEGATIONS and not known & _NEGATIONS & frozenset(asked):
            return None
        total = 0
        for word in asked:
            slips = [count for name in known if (count := word_slips(word, name)) is not None]
            if not slips:
                return None
            total += min(slips)
        return total


def _words(text: str) -> _Words:
    found = re.findall(r"[a-z0-9]+", plain(readable(text)))
    return tuple(singular(word) for word in found if word not in _ARTICLES)


def _is_nothing(asked: _Words) -> bool:
    """« Rien », « aucune de ces solutions », but not « aucune idée »."""
    return asked[0] in _NOTHING and _OF_THESE.issuperset(asked[1:])


def _number(typed: str) -> int | None:
    for word, rank in RANKS.items():
        typed = re.sub(rf"\b{word}\b", str(rank), typed)
    match = _NUMBER.fullmatch(figures_for_words(typed))
    return int(match[1]) if match and int(match[1]) else None
