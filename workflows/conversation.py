"""One person's words, one answer: a fiche being written hears them first."""

import re
from typing import NamedTuple

from storage.tables import now
from workflows.assistant import Assistant
from workflows.echeances.conversation import reply
from workflows.echeances.paroles import heard
from workflows.echeances.results import ReponseEcheances
from workflows.fiche.redaction import Echange, Redaction
from workflows.fiche.results import ReponseFiche
from workflows.results import Reponse
from workflows.revue import paroles
from workflows.revue.results import ReponseRevue
from workflows.words import plain, readable

_NAME = r"(?:\ du\ besoin | \ de\ renseignements | \ d'ouverture\ de\ marche)?"
_OPENS = re.compile(
    rf"""
    (?: (?:je\ (?:veux|voudrais|souhaite)\ )?
        (?:ouvrir|commencer|remplir|faire|creer|reprendre)\  )?
    (?: (?:une|la|ma|mes)\  )?
    (?: (nouvelle)\  )?
    fiches? {_NAME}
    (?: \ (?:n?°?\ ?)? ([0-9]{{1,9}}) )?
    """,
    re.VERBOSE,
)
"""« fiche », « nouvelle fiche », « je veux remplir une fiche », « reprendre la fiche 12 »."""

_COPIES = re.compile(
    rf"(?:dupliquer|copier) \ (?:la\ )? (?:fiche)? {_NAME} \ ? (?:n?°?\ ?)? ([0-9]{{1,9}})",
    re.VERBOSE,
)
"""« dupliquer la fiche 12 », « dupliquer 12 »."""

ASIDE = "/spaser "
"""Before a question asked in the middle of a fiche."""


class Opening(NamedTuple):
    """A wish to write a fiche: a new one, the one of a number, a copy of it."""

    new: bool = False
    numero: int = 0
    copy: bool = False


def opening(text: str) -> Opening | None:
    """The wish that a sentence says, if it says one."""
    said = plain(text).strip(" .!?")
    if copies := _COPIES.fullmatch(said):
        return Opening(numero=int(copies[1]), copy=True)
    if opens := _OPENS.fullmatch(said):
        return Opening(new=opens[1] is not None, numero=int(opens[2] or 0))
    return None


def open_fiche(redaction: Redaction, wish: Opening) -> Echange | ReponseFiche:
    """Do what a wish asks."""
    if wish.copy:
        return redaction.duplicate(wish.numero)
    return redaction.open(new=wish.new, numero=wish.numero)


Dite = Reponse | ReponseFiche | ReponseEcheances | ReponseRevue
"""Whatever may be answered to words."""


def say(assistant: Assistant, person: str, text: str) -> Dite:
    """What to answer to a person (a stable id of theirs); never raises on what they typed."""
    text = "\n".join(readable(line) for line in text.splitlines())
    if text.startswith(ASIDE):
        return ask(assistant, person, text.removeprefix(ASIDE))
    with assistant.store.write() as session:
        redaction = Redaction(assistant, session, person)
        wish = opening(text)
        numero = redaction.being_written()
        if wish is not None:
            return _shown(open_fiche(redaction, wish))
        if demande := paroles.lire(text):
            return paroles.entendre(session, assistant.scheme, demande, par=person, now=now())
        if numero is not None:
            return _shown(redaction.say(text, numero))
    return ask(assistant, person, text)


def ask(assistant: Assistant, person: str, text: str) -> Reponse | ReponseEcheances:
    """What to answer outside a fiche: about échéances, or about the scheme."""
    if about := heard(text):
        with assistant.store.write() as session:
            return reply(session, assistant.scheme, person, about, now())
    return assistant.answer(text)


def _shown(heard: Echange | ReponseFiche) -> ReponseFiche | ReponseRevue:
    return (heard.partage or heard.envoi or heard.suite) if isinstance(heard, Echange) else heard
