"""The JSON Schema that editors use accepts the definitions as agents write them."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemes.json_schema import export
from schemes.loader import paths

EXAMPLE = Path(__file__).parents[2] / "docs" / "exemple" / "val-d-exemple.yaml"
SCHEMA = export()
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def faults(value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
    """What a value has against the part of JSON Schema that the export uses."""
    if "$ref" in schema:
        return faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], where)
    if "anyOf" in schema:
        found = [faults(value, choice, where) for choice in schema["anyOf"]]
        return [] if [] in found else min(found, key=len)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(isinstance(value, TYPES[kind]) for kind in kinds):
        return [f"{where} is no {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where} is not one of {schema['enum']}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{where} does not match"]
    if isinstance(value, list):
        items = enumerate(value)
        return [f for i, item in items for f in faults(item, schema["items"], f"{where}/{i}")]
    return _object_faults(value, schema, where) if isinstance(value, dict) else []


def _object_faults(value: dict[str, Any], schema: dict[str, Any], where: str) -> list[str]:
    known = schema["properties"]
    found = [f"{where} lacks {name}" for name in schema.get("required", []) if name not in value]
    found += [f"{where} has {name}" for name in value if name not in known]
    for name in value.keys() & known.keys():
        found += faults(value[name], known[name], f"{where}/{name}")
    return found


def raw(path: Path) -> Any:
    """A definition as an editor sees it: JSON has no dates, so they stay text."""
    return _without_dates(yaml.safe_load(path.read_text(encoding="utf-8")))


def _without_dates(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_dates(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_without_dates(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("path", [EXAMPLE, *paths().values()], ids=lambda path: path.stem)
def test_definitions_are_accepted(path: Path) -> None:
    assert faults(raw(path), SCHEMA) == []


def test_an_unknown_key_is_not() -> None:
    assert faults({**raw(EXAMPLE), "colectivite": "x"}, SCHEMA) == [" has colectivite"]


def test_a_missing_label_is_not() -> None:
    definition = raw(EXAMPLE)
    del definition["noeuds"][0]["titre"]
    assert faults(definition, SCHEMA) == ["/noeuds/0 lacks titre"]


def test_it_speaks_to_the_agents_only_in_french() -> None:
    descriptions = re.findall(r"'description': '([^']*)", str(export()))
    assert all("The " not in words for words in descriptions)
