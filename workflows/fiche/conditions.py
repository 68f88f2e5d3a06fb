"""Whether a condition over earlier answers holds."""

from collections.abc import Mapping
from decimal import Decimal

from schemes.fiche import Condition
from workflows.understanding import Valeur

Answers = Mapping[str, Valeur | None]
"""The answers given, by question; None when the question was passed."""


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether the answers meet a condition; without its answer, a comparison does not hold."""
    if condition.tous is not None:
        return all(holds(part, answers) for part in condition.tous)
    if condition.un_de is not None:
        return any(holds(part, answers) for part in condition.un_de)
    if condition.sauf is not None:
        return not holds(condition.sauf, answers)
    answer = answers.get(condition.question or "")
    if condition.renseignee is not None:
        return (answer is not None) == condition.renseignee
    return answer is not None and _compares(condition, answer)


def _compares(condition: Condition, answer: Valeur) -> bool:
    if condition.egal is not None:
        return answer == condition.egal
    if condition.parmi is not None:
        return answer in condition.parmi
    if condition.contient is not None:
        return isinstance(answer, tuple) and condition.contient in answer
    return isinstance(answer, Decimal) and condition.ranks(answer)
