"""The answers that a store kept, as values again."""

import json
from collections.abc import Mapping
from contextlib import suppress

from schemes.fiche import Fiche
from workflows.fiche.conditions import Answers
from workflows.understanding import Valeur, from_json


def read_answers(fiche: Fiche, kept: Mapping[str, str | None]) -> Answers:
    """The answers, by question; one that its question no longer admits is left out."""
    answers: dict[str, Valeur | None] = {}
    for question in fiche.questions:
        if question.id in kept:
            raw = kept[question.id]
            with suppress(ValueError):
                answers[question.id] = raw and from_json(question, json.loads(raw))
    return answers
