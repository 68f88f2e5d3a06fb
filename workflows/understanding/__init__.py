"""Understanding answers as French buyers type them, and saying them back.

What is typed is understood, asked back when it may mean several things, or refused with the
reason; it is never silently taken for something else. What `say` prints, `understand` reads.
"""

from workflows.understanding.answers import Kept, from_json, say, to_json, understand
from workflows.understanding.results import (
    Ambiguous,
    NotUnderstood,
    Outcome,
    Periode,
    Reading,
    Understood,
    Valeur,
)

__all__ = [
    "Ambiguous",
    "Kept",
    "NotUnderstood",
    "Outcome",
    "Periode",
    "Reading",
    "Understood",
    "Valeur",
    "from_json",
    "say",
    "to_json",
    "understand",
]
