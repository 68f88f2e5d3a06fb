"""YAML files read as plain data that remembers its lines.

Stricter than YAML: no aliases (a few lines of them can unfold into gigabytes), no custom tags,
no key given twice, one document a file, a megabyte at most. Decimal numbers stay exact.
"""

import re
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, NoReturn

import yaml

from schemes.faults import DefinitionError, Fault, Path

# YAML also reads 017 as fifteen and 1:30 as ninety: such numbers are refused, not misread.
_WHOLE = re.compile(r"[-+]?(0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"[-+]?\d{1,15}\.\d{1,15}")

MAX_BYTES = 1_000_000
MAX_DEPTH = 40


class Block(dict[str, Any]):
    """A YAML mapping; `lines` gives the line of each key, `line` and `file` where it starts."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A YAML sequence; `lines` gives the line of each item."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def read(path: FilePath) -> Block:
    """The mapping that a YAML file holds.

    Raises DefinitionError with the line when the file cannot be read as one.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            _refuse(
                name, 1, f"le fichier est trop gros ({_mega(size)}, {_mega(MAX_BYTES)} au plus)"
            )
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        _refuse(name, line, "le fichier n'est pas en UTF-8 : l'enregistrer dans ce codage")
    except FileNotFoundError:
        _refuse(name, 1, "le fichier n'existe pas")
    except OSError as error:
        _refuse(name, 1, f"le fichier ne se lit pas ({error.strerror})")
    try:
        _check_shape(text, name)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse(name, mark.line + 1 if mark else 1, "ce n'est pas du YAML bien formé")
    except yaml.YAMLError:
        _refuse(name, 1, "le fichier contient un caractère que YAML n'admet pas")
    if root is None:
        _refuse(name, 1, "le fichier est vide")
    if not isinstance(root, yaml.MappingNode):
        _refuse(name, 1, "une définition est un ensemble de clés")
    return _Builder(name).block(root)


def locate(data: Block, path: Path) -> tuple[str, int]:
    """The file and line of the deepest place of `path` that exists in `data`."""
    file, line = data.file, data.line
    here: Any = data
    for part in path:
        if isinstance(here, Block) and isinstance(part, str):
            line = here.lines.get(part, line)
            here = here.get(part)
        elif isinstance(here, Items) and isinstance(part, int) and part < len(here):
            line = here.lines[part]
            here = here[part]
        else:
            break
        if isinstance(here, Block):
            file = here.file
    return file, line


def _mega(size: int) -> str:
    return f"{size / 1_000_000:.3g} Mo".replace(".", ",")


def _refuse(file: str, line: int, message: str) -> NoReturn:
    raise DefinitionError([Fault(file, line, message)])


def _check_shape(text: str, name: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse(name, line, "les ancres et les alias (& et *) ne sont pas admis")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            _refuse(name, line, "les niveaux sont trop nombreux")


class _Builder:
    """Turns YAML nodes into Block, Items and scalars."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.scalars = yaml.SafeLoader("")

    def block(self, node: yaml.MappingNode) -> Block:
        block = Block(self.file, _line(node))
        for key_node, value_node in node.value:
            key, line = key_node.value, _line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                _refuse(self.file, line, "une clé doit être un mot")
            if key in block:
                _refuse(self.file, line, f"la clé « {key} » est donnée deux fois")
            block[key] = self.value(value_node)
            block.lines[key] = line
        return block

    def value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self.block(node)
        if isinstance(node, yaml.SequenceNode):
            return self._items(node)
        return self._scalar(node)

    def _items(self, node: yaml.SequenceNode) -> Items:
        items = Items()
        for child in node.value:
            items.append(self.value(child))
            items.lines.append(_line(child))
        return items

    def _scalar(self, node: yaml.Node) -> Any:
        kind, shown = node.tag.rpartition(":")[2], node.value[:40]
        if kind == "float" and _DECIMAL.fullmatch(node.value):
            return Decimal(node.value)
        if kind in ("int", "float") and not _WHOLE.fullmatch(node.value):
            message = f"le nombre « {shown} » s'écrit en chiffres, avec un point pour les décimales"
            _refuse(self.file, _line(node), message)
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError):
            missing = f"la date « {shown} » n'existe pas"
            unknown = f"la valeur « {shown} » n'est pas comprise"
            _refuse(self.file, _line(node), missing if kind == "timestamp" else unknown)


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 1
