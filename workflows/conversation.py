"""One person's words, one answer: a fiche being written hears them first."""

import re
from datetime import UTC, datetime

from workflows.assistant import Assistant
from workflows.fiche.redaction import Redaction
from workflows.fiche.results import ReponseFiche
from workflows.results import Reponse
from workflows.revue import paroles
from workflows.revue.results import ReponseRevue
from workflows.words import plain, readable

_OPENS = re.compile(
    r"""
    (?: (?:je\ (?:veux|voudrais|souhaite)\ )?
        (?:ouvrir|commencer|remplir|faire|creer|reprendre)\  )?
    (?: (?:une|la|ma|mes)\  )?
    (?: (nouvelle)\  )?
    fiches? (?:\ du\ besoin | \ de\ renseignements | \ d'ouverture\ de\ marche)?
    (?: \ (?:n?°?\ ?)? ([0-9]{1,9}) )?
    """,
    re.VERBOSE,
)
"""« fiche », « nouvelle fiche », « je veux remplir une fiche », « reprendre la fiche 12 »."""

ASIDE = "/spaser "
"""Before a question asked in the middle of a fiche."""


def say(assistant: Assistant, person: str, text: str) -> Reponse | ReponseFiche | ReponseRevue:
    """What to answer to a person (a stable id of theirs); never raises on what they typed."""
    text = readable(text)
    if text.startswith(ASIDE):
        return assistant.answer(text.removeprefix(ASIDE))
    redaction = Redaction(assistant, person)
    if opens := _OPENS.fullmatch(plain(text).strip(" .!?")):
        return redaction.open(new=opens[1] is not None, number=int(opens[2] or 0))
    if (demande := paroles.lire(text)) is not None:
        with assistant.store.write() as session:
            return paroles.entendre(
                session, assistant.scheme, demande, par=person, now=datetime.now(UTC)
            )
    if redaction.is_writing():
        return redaction.say(text)
    return assistant.answer(text)
