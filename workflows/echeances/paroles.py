"""What people type about échéances: « échéances en retard », « reporter 12 au 15 mars : motif »."""

import re
from dataclasses import dataclass, replace

from storage.echeances_tables import TypeReponse
from workflows.echeances.results import Filtre
from workflows.pieces import Piece, detacher
from workflows.slips import one_slip
from workflows.understanding.calendar import MONTHS
from workflows.understanding.typed import tidy, without_approximation
from workflows.words import FIRST_YEAR, LAST_YEAR, plain


@dataclass(frozen=True)
class Lister:
    """Show échéances, after the first `apres`.

    `annee` goes with the filter « annee », `numero` with « une ». `a_moi` keeps those of the
    person alone, as the filter « miennes » does.
    """

    filtre: Filtre
    annee: int | None = None
    apres: int = 0
    numero: int | None = None
    a_moi: bool = False


@dataclass(frozen=True)
class Repondre:
    """Answer to the échéance of a number.

    `suite` is what follows the number (a percentage, a date, a name), `mot` what follows « : »,
    `piece` the file at the end.
    """

    type: TypeReponse
    numero: int
    suite: str
    mot: str | None
    piece: Piece | None = None

    @property
    def mots(self) -> str | None:
        """All that follows the number, as a word."""
        return " ".join(filter(None, (self.suite, self.mot))) or None


@dataclass(frozen=True)
class Proposer:
    """Words that may be an answer, not surely: a slip, a question, several numbers.

    Nothing is done of them: `demandes` are the words that would be taken.
    """

    numero: int
    demandes: tuple[str, ...]


class NotAPercentageError(ValueError):
    """What was typed as a percentage is no whole number from 0 to 100."""


_ASK = (
    r"(?:quelles? (?:(?:sont|est) )?|(?:montre|affiche|liste|donne)[rsz]?(?:[- ]moi)? |voir "
    r"|je (?:veux|voudrais) voir |(?:la )?liste (?:de |des )?)?"
)
_LIST = re.compile(
    _ASK + r"(?P<toutes>toutes? )?(?:(?P<miennes>mes |ma )|les |la |l')?(?:prochaines? )?"
    r"echeances?(?: (?:(?P<retard>(?:en )?retards?)|(?P<tout>toutes?|tout)"
    r"|miennes|a venir|prochaines?|sans (?P<sans>personne|pilote)"
    r"|(?:de |en |pour )?(?:l'annee )?(?P<annee>20[0-9]{2})))?"
    r"(?: apres les (?P<apres>[0-9]{1,4}) premieres)?"
)
_WORDS: dict[tuple[Filtre, bool], str] = {
    ("miennes", True): "mes échéances",
    ("retard", False): "échéances en retard",
    ("retard", True): "mes échéances en retard",
    ("annee", False): "échéances {annee}",
    ("annee", True): "mes échéances {annee}",
    ("toutes", False): "toutes les échéances",
    ("toutes", True): "toutes mes échéances",
    ("sans_personne", False): "échéances sans personne",
}
"""Each list, of everybody or of the person alone."""

_ONE = re.compile(_ASK + r"(?:l'|la )?echeance (?:numero |n ?[°o]? ?)?([0-9]{1,9})")
_NOUNS = ("echeances", "echeance", "retard")

_MONTH = "|".join(plain(month) for month in MONTHS)
_NUMBER = (
    rf"(?:l'|l[ea] (?![0-9]+ ?(?:[/.-]|(?:{_MONTH})\b)))?"
    r"(?:echeance )?(?:numero |n ?[°o]? ?)?([0-9]{1,9})"
)
"""« 12 », « n° 12 », « l'échéance 12 », « le 12 », but not « le 12 mars »."""

_VERBS: tuple[tuple[TypeReponse, str, str], ...] = (
    ("pas_moi", r"ce n'est |c'est |n'est ", r"pas (?:pour |a )?moi"),
    ("en_cours", r"c'est |est ", r"en cours"),
    ("reporte", r"je |j'ai |est ", r"(?:report|repouss|decal)(?:er|e|ee|ez)"),
    (
        "rouvert",
        r"c'est |ce n'est |n'est |est ",
        r"(?:rouvrir|rouvre|rouvrez|pas (?:encore )?(?:fait|faite|termine|terminee|finie?))",
    ),
    ("fait", r"c'est |j'ai |est ", r"(?:fait|faite|termine|terminee|finie?)"),
)
"""Each answer, with what may come before its verb."""

_ANSWERS = tuple(
    (
        kind,
        re.compile(
            rf"(?:(?:{before})?{verb},? {_NUMBER}|{_NUMBER},? (?:{before})?{verb})\b[ ,;]*(.*)"
        ),
    )
    for kind, before, verb in _VERBS
)
_TYPED_VERBS = ("fait", "termine", "cours", "reporter", "repousser")
_OTHERS = re.compile(rf"(?:(?:et|puis|a|au|&|\+|-) ?)?{_NUMBER}\b[ ,;]*")
_PERCENTAGE = re.compile(r"(?:a )?(-?[0-9][0-9., ]*?) ?(?:%|pour ?cents?)?")
_PERCENT = re.compile(r"%|\bpour ?cent")

_WRITTEN: dict[TypeReponse, str] = {
    "fait": "fait",
    "en_cours": "en cours",
    "reporte": "reporter",
    "pas_moi": "pas moi",
    "rouvert": "rouvrir",
}


def heard(text: str) -> Lister | Repondre | Proposer | None:
    """What is asked or answered about échéances; None when the words are about something else.

    A slip in the words of a list is read through; in those of an answer, it is asked back.
    """
    said = _mended(_tidy(text), _NOUNS)
    if found := _LIST.fullmatch(said):
        return _list(found)
    if found := _ONE.fullmatch(said):
        return Lister("une", numero=int(found[1]))
    text, piece = detacher(text)
    head, _, mot = text.partition(":")
    if re.fullmatch(_NUMBER, _tidy(head)):  # « 12 : fait »
        verb, _, mot = mot.partition(":")
        head = f"{head} {verb}"
    if answer := _answer(_tidy(head), head, mot.strip() or None, piece):
        return _sure(answer, is_question=head.rstrip().endswith("?"))
    slipped = _answer(_mended(_tidy(head), _TYPED_VERBS), head, mot.strip() or None, piece)
    if slipped and not FIRST_YEAR <= slipped.numero <= LAST_YEAR:
        return Proposer(slipped.numero, (_written(slipped, slipped.numero),))
    return None


def ecrire(said: Lister) -> str:
    """The sentence that asks for a list, other than that of one échéance."""
    words = _WORDS[said.filtre, said.a_moi or said.filtre == "miennes"].format(annee=said.annee)
    return f"{words} après les {said.apres} premières" if said.apres else words


def progress(said: Repondre) -> tuple[int | None, str | None]:
    """The percentage that « en cours » says, after its number or after « : », and its word.

    Raises NotAPercentageError.
    """
    if (done := _percentage(said.suite)) is not None:
        return done, said.mot
    if _PERCENT.search(plain(said.suite)):
        raise NotAPercentageError(said.suite)
    first, _, rest = (said.mot or "").partition(":")
    if not said.suite and (done := _percentage(first)) is not None:
        return done, rest.strip() or None
    return None, said.mots


def _answer(said: str, head: str, mot: str | None, piece: Piece | None) -> Repondre | None:
    """The answer of a tidy text; its words are those of `head`, as typed."""
    for kind, pattern in _ANSWERS:
        if found := pattern.fullmatch(said):
            count = len(found[3].split())
            suite = " ".join(head.strip(" .!?").split()[-count:]) if count else ""
            return Repondre(kind, int(found[1] or found[2]), suite, mot, piece)
    return None


def _sure(said: Repondre, *, is_question: bool) -> Repondre | Proposer:
    """The answer, or what to propose when it is one to several échéances, or a question."""
    numbers = [said.numero, *_others(said)]
    if len(numbers) == 1 and not (is_question and not said.suite):
        return said
    one = replace(said, suite="") if len(numbers) > 1 else said
    return Proposer(said.numero, tuple(_written(one, numero) for numero in numbers))


def _others(said: Repondre) -> list[int]:
    """The numbers after the first one, if nothing else is; « en cours 12 40 » is a percentage."""
    follows = plain(said.suite)
    if said.type == "en_cours" and follows[:1].isdigit():
        return []
    if _OTHERS.sub("", follows):
        return []
    return [int(found[1]) for found in _OTHERS.finditer(follows)]


def _written(said: Repondre, numero: int) -> str:
    """The words of an answer to the échéance of a number."""
    mot = f": {said.mot}" if said.mot else None
    parts = (_WRITTEN[said.type], str(numero), said.suite, mot, said.piece)
    return " ".join(str(part) for part in parts if part)


def _percentage(said: str) -> int | None:
    """« 40 % », « à 40% » as a number; None when the words are no percentage."""
    found = _PERCENTAGE.fullmatch(without_approximation(tidy(said)))
    if found is None:
        return None
    if not found[1].isdigit() or int(found[1]) > 100:
        raise NotAPercentageError(said)
    return int(found[1])


def _mended(said: str, known: tuple[str, ...]) -> str:
    """A tidy text with each word that is one slip away from a known one put right."""
    return " ".join(
        next((meant for meant in known if one_slip(word, meant)), word)
        if word not in known
        else word
        for word in said.split()
    )


def _tidy(text: str) -> str:
    return " ".join(plain(text).strip(" .!?").split())


def _list(found: re.Match[str]) -> Lister:
    mine, apres = found["miennes"] is not None, int(found["apres"] or 0)
    if found["annee"]:
        return Lister("annee", int(found["annee"]), apres, a_moi=mine)
    kinds: tuple[tuple[Filtre, str | None], ...] = (
        ("retard", found["retard"]),
        ("sans_personne", found["sans"]),
        ("toutes", found["toutes"] or found["tout"]),
    )
    kind: Filtre = next((kind for kind, said in kinds if said), "miennes")
    everybody = kind in ("miennes", "sans_personne")
    return Lister(kind, apres=apres, a_moi=mine and not everybody)
