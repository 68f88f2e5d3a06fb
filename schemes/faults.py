"""What is wrong in a definition, said with its file, its line and one sentence in French."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]
"""Where a value stands in a definition: keys and positions from the root."""


@dataclass(frozen=True)
class Fault:
    """One fault: the file's name, the line (from 1), the sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, ligne {self.line} : {self.message}"


class DefinitionError(Exception):
    """A definition that cannot be used, with every fault found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


_SENTENCES: Mapping[str, str] = {
    "missing": "la clé « {key} » manque",
    "extra_forbidden": "la clé « {key} » n'est pas connue",
    "string_type": "« {key} » doit être un texte",
    "string_too_short": "« {key} » est vide",
    "too_short": "« {key} » est vide",
    "string_too_long": "« {key} » est trop long ({max_length} caractères au plus)",
    "string_pattern_mismatch": (
        "« {key} » doit être écrit en minuscules sans accents, avec des chiffres et des tirets"
    ),
    "int_type": "« {key} » doit être un nombre entier",
    "int_parsing": "« {key} » doit être un nombre entier",
    "greater_than_equal": "« {key} » doit être au moins {ge}",
    "less_than_equal": "« {key} » doit être au plus {le}",
    "decimal_type": "« {key} » doit être un nombre",
    "decimal_parsing": "« {key} » doit être un nombre",
    "finite_number": "« {key} » doit être un nombre fini",
    "bool_type": "« {key} » doit être true ou false",
    "bool_parsing": "« {key} » doit être true ou false",
    "date_type": "« {key} » doit être une date (2024-01-31)",
    "date_parsing": "« {key} » doit être une date (2024-01-31)",
    "date_from_datetime_parsing": "« {key} » doit être une date (2024-01-31)",
    "literal_error": "« {key} » doit être {expected}",
    "tuple_type": "« {key} » doit être une liste",
    "model_type": "« {key} » doit être un ensemble de clés",
}


def sentence(error: ErrorDetails) -> str:
    """One French sentence for a pydantic error."""
    names = [part for part in error["loc"] if isinstance(part, str)]
    key = names[-1] if names else "définition"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    template = _SENTENCES.get(error["type"], "« {key} » n'est pas valable ({type})")
    words = {**error.get("ctx", {}), "key": key, "type": error["type"]}
    if "expected" in words:
        words["expected"] = _choices(str(words["expected"]))
    return template.format(**words)


def _choices(expected: str) -> str:
    """« a », « b » ou « c », from pydantic's 'a', 'b' or 'c'."""
    return re.sub(r"'([^']*)'", r"« \1 »", expected).replace(" or ", " ou ")
