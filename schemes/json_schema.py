"""The JSON Schema of a definition file, for editors that check and complete YAML."""

from typing import Any

from schemes.scheme import Scheme

JsonObject = dict[str, Any]

_INHERITS_SOURCE = ("Noeud", "Echeance", "Indicateur", "Cible", "Reference", "Reunion")
"""The parts that take the source of what carries them when they have none of their own."""


def export() -> JsonObject:
    """The JSON Schema of the files in `definitions/`, as agents write them.

    It accepts a little more than the loader: a part may lack its `source` (it inherits one) and a
    question may give only its `id` and what it changes (the common fiche gives the rest, and
    the common rhythm of reminders), so
    whether something is really missing, or an id given twice, is for `spaser schemes check`.
    """
    schema = Scheme.model_json_schema()
    parts: JsonObject = schema["$defs"]
    for name in _INHERITS_SOURCE:
        _not_required(parts[name], "source")
    for name in ("Question", "Volet"):
        _not_required(parts[name], *(set(parts[name]["required"]) - {"id"}))
    _not_required(parts["Fiche"], "volets", "questions")
    _not_required(schema, "rappels")
    _not_required(parts["Rappels"], *parts["Rappels"]["required"])
    parts["Fiche"]["properties"]["sans"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Questions ou volets de la fiche commune que ce schéma ne reprend pas.",
    }
    for part in (schema, *parts.values()):
        part.pop("description", None)
        _accept_years_as_dates(part)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Définition d'un schéma",
        "description": "Un SPASER tel que son document le dit. Voir docs/schemes.md.",
    }


def _not_required(part: JsonObject, *names: str) -> None:
    part["required"] = [name for name in part.get("required", []) if name not in names]


def _accept_years_as_dates(part: JsonObject) -> None:
    """YAML reads `quand: 2028` as a number; the loader takes it."""
    quand = part.get("properties", {}).get("quand")
    if quand:
        quand["type"] = ["string", "integer"]
