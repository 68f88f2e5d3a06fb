"""One person's words, one answer, with text alone: a fiche being written hears them first."""

from uuid import uuid4

from storage.tables import now
from workflows import graphiques
from workflows.assistant import Assistant
from workflows.bureau import Bureau, lire
from workflows.fiche.ouverture import Opening, open_fiche, opening
from workflows.fiche.redaction import Echange, Redaction
from workflows.fiche.results import ReponseFiche
from workflows.graphiques import Tracer
from workflows.results import Resultat
from workflows.revue import paroles
from workflows.words import readable

ASIDE = "/spaser "
"""Before a question asked in the middle of a fiche."""


def say(assistant: Assistant, person: str, text: str) -> Resultat:
    """What to answer to a person (a stable id of theirs); never raises on what they typed."""
    text = "\n".join(readable(line) for line in text.splitlines())
    if text.startswith(ASIDE):
        return ask(assistant, person, text.removeprefix(ASIDE))
    with assistant.store.write() as session:
        redaction = Redaction(assistant, session, person, now())
        numero = redaction.being_written()
        if wish := opening(text):
            return _shown(open_fiche(redaction, wish))
        if demande := paroles.lire(text):
            return Bureau(assistant, session, person, _delivery()).instruire(demande)
        if numero is not None:
            said = redaction.say(text, numero)
            if isinstance(said, Echange) and said.envoi:
                Bureau(assistant, session, person, _delivery()).annoncer(said.envoi)
            return _shown(said)
    return ask(assistant, person, text)


def ask(assistant: Assistant, person: str, text: str) -> Resultat:
    """What to answer outside a fiche: échéances, pilotes, values, a chart, or the scheme."""
    parole = lire(text)
    if isinstance(parole, Tracer):
        return graphiques.dessiner(assistant, parole)
    if parole is None or isinstance(parole, Opening):
        return assistant.answer(text)
    with assistant.store.write() as session:
        return Bureau(assistant, session, person, _delivery()).faire(parole)


def _delivery() -> str:
    """What is typed in a terminal is delivered once."""
    return f"terminal:{uuid4().hex}"


def _shown(heard: Echange | ReponseFiche) -> Resultat:
    return (heard.partage or heard.envoi or heard.suite) if isinstance(heard, Echange) else heard
