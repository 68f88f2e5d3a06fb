"""What people type about échéances: « échéances en retard », « reporter 12 au 15 mars : motif »."""

import re
from dataclasses import dataclass

from storage.echeances_tables import TypeReponse
from workflows.echeances.results import Filtre
from workflows.pieces import Piece, detacher
from workflows.words import plain


@dataclass(frozen=True)
class Lister:
    """Show échéances, after the first `apres`; `annee` goes with the filter « annee »."""

    filtre: Filtre
    annee: int | None = None
    apres: int = 0


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


_LIST = re.compile(
    r"""
    (?: (?P<toutes> toutes\ (?:les\ )? ) | mes\  | les\  )?
    echeances?
    (?: \ (?: (?P<retard> en\ retard | retard ) | (?P<tout> toutes? | tout ) | miennes
            | sans\ (?P<sans> personne | pilote )
            | (?:de\ |en\ )? (?P<annee> 20[0-9]{2} ) ) )?
    (?: \ apres\ les\ (?P<apres> [0-9]{1,4} )\ premieres )?
    """,
    re.VERBOSE,
)
_WORDS: dict[Filtre, str] = {
    "miennes": "mes échéances",
    "retard": "échéances en retard",
    "annee": "échéances {annee}",
    "toutes": "toutes les échéances",
    "sans_personne": "échéances sans personne",
}
_NUMBER = r"(?:l')?(?:echeance )?(?:n ?[°o]? ?)?([0-9]{1,9})"
_VERBS: tuple[tuple[TypeReponse, str], ...] = (
    ("pas_moi", r"(?:ce n'est )?pas (?:pour )?moi"),
    ("en_cours", r"en cours"),
    ("reporte", r"report(?:er|e|ee|ez)"),
    ("fait", r"(?:c'est )?(?:fait|faite|termine|terminee|fini|finie)"),
)
_ANSWERS = tuple(
    (kind, re.compile(rf"(?:{verb},? {_NUMBER}|{_NUMBER},? {verb})\b ?(.*)"))
    for kind, verb in _VERBS
)


def heard(text: str) -> Lister | Repondre | None:
    """What is asked or answered about échéances; None when the words are about something else."""
    if found := _LIST.fullmatch(_tidy(text)):
        return _list(found)
    text, piece = detacher(text)
    head, _, mot = text.partition(":")
    for kind, pattern in _ANSWERS:
        if found := pattern.fullmatch(_tidy(head)):
            count = len(found[3].split())
            suite = " ".join(head.split()[-count:]) if count else ""
            return Repondre(kind, int(found[1] or found[2]), suite, mot.strip() or None, piece)
    return None


def ecrire(said: Lister) -> str:
    """The sentence that asks for a list."""
    words = _WORDS[said.filtre].format(annee=said.annee)
    return f"{words} après les {said.apres} premières" if said.apres else words


def percentage(suite: str) -> int | None:
    """« 40 % », « à 40% » as a number; None when the words are no percentage."""
    found = re.fullmatch(r"(?:a )?([0-9]{1,3}) ?(?:%|pour ?cent)?", plain(suite))
    return int(found[1]) if found else None


def _tidy(text: str) -> str:
    return " ".join(plain(text).strip(" .!?").split())


def _list(found: re.Match[str]) -> Lister:
    apres = int(found["apres"] or 0)
    if found["annee"]:
        return Lister("annee", int(found["annee"]), apres)
    kinds: tuple[tuple[Filtre, str | None], ...] = (
        ("retard", found["retard"]),
        ("sans_personne", found["sans"]),
        ("toutes", found["toutes"] or found["tout"]),
    )
    return Lister(next((kind for kind, said in kinds if said), "miennes"), apres=apres)
