"""Questions of each type, and what an answer to them gives, in one line."""

from datetime import date

from schemes.fiche import Option, Question, TypeQuestion
from schemes.loader import shipped
from workflows.understanding import Ambiguous, NotUnderstood, Understood, say, understand

TODAY = date(2026, 11, 21)
"""A Saturday."""


def question(kind: TypeQuestion, libelle: str = "Question ?", *labels: str) -> Question:
    options = tuple(
        Option(id=f"option-{rank}", libelle=label) for rank, label in enumerate(labels, 1)
    )
    return Question(id="q", volet="v", libelle=libelle, type=kind, options=options)


def answered(asked: Question, text: str) -> str:
    """What is understood, as it is said back; the readings asked back; or the refusal."""
    outcome = understand(asked, text, TODAY)
    match outcome:
        case Understood(valeur):
            assert understand(asked, say(asked, valeur), TODAY) == outcome
            return say(asked, valeur).replace("\u00a0", " ")
        case Ambiguous(readings):
            assert readings
            return " | ".join(reading.libelle for reading in readings).replace("\u00a0", " ") + " ?"
        case NotUnderstood(raison):
            assert raison.endswith(".")
            return "refus : " + raison.replace("\u00a0", " ")


def shipped_question(identifier: str) -> Question:
    """A question of the common fiche."""
    questions = shipped("ille-et-vilaine").fiche.questions
    return next(asked for asked in questions if asked.id == identifier)
