"""The answers of a dossier as its readers need them: the main ones, and what changed."""

from schemes.fiche import Fiche, Question
from workflows.fiche.conditions import Answers
from workflows.fiche.results import LigneFiche
from workflows.revue.results import Difference
from workflows.understanding import Valeur, say

MAIN = (
    "type-achat",
    "montant-estime",
    "duree",
    "forme",
    "clause-environnementale",
    "critere-environnemental",
    "clause-sociale",
    "heures-insertion",
    "motif-sans-clause-sociale",
    "marche-reserve",
    "date-lancement",
    "date-debut",
)
"""The common questions that a decision rests on first: amounts, clauses, calendar."""


def main_lines(fiche: Fiche, answers: Answers) -> tuple[LigneFiche, ...]:
    """The main answers given, in the order of a decision."""
    known = {question.id: question for question in fiche.questions}
    return tuple(
        LigneFiche(
            question=name,
            libelle=known[name].libelle,
            valeur=_said(known[name], answers.get(name)),
        )
        for name in MAIN
        if name in known and answers.get(name) is not None
    )


def differences(fiche: Fiche, before: Answers, after: Answers) -> tuple[Difference, ...]:
    """The answers that changed between two versions, in the order of the fiche."""
    return tuple(
        Difference(
            question=question.id,
            libelle=question.libelle,
            avant=_said(question, before.get(question.id)),
            apres=_said(question, after.get(question.id)),
        )
        for question in fiche.questions
        if before.get(question.id) != after.get(question.id)
    )


def _said(question: Question, answer: Valeur | None) -> str | None:
    return None if answer is None else say(question, answer)
