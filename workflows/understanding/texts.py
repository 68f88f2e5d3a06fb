"""Free texts, short and long."""

import re
from decimal import Decimal
from typing import Literal

from workflows.figures import written
from workflows.understanding.results import NotUnderstood, Outcome, Understood
from workflows.words import readable

LONGEST = {"texte": 300, "texte-long": 3000}
"""The longest answer, in characters, by type of question."""


def read_text(text: str, kind: Literal["texte", "texte-long"]) -> Outcome:
    """What was written, without control characters; on one line when the text is short.

    Refused when nothing is written, or more than LONGEST characters.
    """
    lines = [readable(line) for line in text.splitlines()]
    cleaned = "\n".join(lines) if kind == "texte-long" else " ".join(filter(None, lines))
    cleaned = re.sub(r"\n{3,}", "\n\n", cleaned).strip()
    if not any(character.isalnum() for character in cleaned):
        return NotUnderstood("Je n'ai rien lu : écrivez votre réponse en quelques mots.")
    if len(cleaned) > LONGEST[kind]:
        return NotUnderstood(too_long(len(cleaned), LONGEST[kind]))
    return Understood(cleaned)


def too_long(length: int, limit: int) -> str:
    """What is said of an answer with more characters than the limit."""
    return (
        f"Votre réponse compte {_count(length)} caractères, et je peux en garder "
        f"{_count(limit)} : merci de la raccourcir."
    )


def _count(count: int) -> str:
    """« 3 000 »."""
    return written(Decimal(count))
