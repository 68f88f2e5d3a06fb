"""From a YAML file to a validated scheme, or to the list of what is wrong in it."""

from functools import cache
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ValidationError

from schemes.base import Element
from schemes.checks import findings
from schemes.faults import DefinitionError, Fault, sentence
from schemes.reading import Block, Items, locate, read
from schemes.scheme import Scheme

HERE = FilePath(__file__).parent
COMMON_FICHE = HERE / "common" / "fiche.yaml"
COMMON_RAPPELS = HERE / "common" / "rappels.yaml"
COMMON_PARTS = ("volets", "questions", "regles")

Model = TypeVar("Model", bound=Element)


def load(path: FilePath) -> Scheme:
    """The scheme that a file defines.

    Raises DefinitionError with every fault found: file, line, one sentence in French.
    """
    data = read(path)
    _inherit_sources(data)
    if isinstance(data.get("fiche"), Block):
        data["fiche"] = _whole_fiche(read(COMMON_FICHE), data["fiche"])
    own = data.setdefault("rappels", Block(data.file, data.line))
    if isinstance(own, Block):
        data["rappels"] = _over(read(COMMON_RAPPELS), own)
    scheme = validated(Scheme, data)
    if faults := _faults(data, findings(scheme)):
        raise DefinitionError(faults)
    return scheme


def validated(model: type[Model], data: Block) -> Model:
    """What a file's data says, as a model.

    Raises DefinitionError with every fault found: file, line, one sentence in French.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = [(tuple(details["loc"]), sentence(details)) for details in error.errors()]
        raise DefinitionError(_faults(data, found)) from None


def _faults(data: Block, found: Any) -> list[Fault]:
    faults = [Fault(*locate(data, path), message) for path, message in found]
    return sorted(set(faults), key=lambda fault: (fault.file, fault.line))


_SOURCED = ("enfants", "indicateurs", "echeances", "cibles", "references", "calendrier")


def _inherit_sources(data: Block) -> None:
    """Give each part without a source the source of what carries it."""
    for name in ("noeuds", "gouvernance"):
        for element in _blocks(data.get(name)):
            _pass_source_down(element, None)


def _pass_source_down(element: Block, source: Any) -> None:
    if source is not None:
        element.setdefault("source", source)
    for name in _SOURCED:
        for child in _blocks(element.get(name)):
            _pass_source_down(child, element.get("source"))


def _blocks(value: Any) -> list[Block]:
    return [item for item in value if isinstance(item, Block)] if isinstance(value, Items) else []


def _whole_fiche(common: Block, own: Block) -> Block:
    """The common fiche with what a scheme adds, changes (same id) or drops (`sans`)."""
    whole = Block(own.file, own.line)
    whole.update(own)
    whole.lines.update(own.lines)
    dropped = _dropped(common, own)
    whole.pop("sans", None)
    for name in COMMON_PARTS:
        kept = [block for block in _blocks(common.get(name)) if block.get("id") not in dropped]
        whole[name] = _merged(kept, _blocks(own.get(name)))
    return whole


def _dropped(common: Block, own: Block) -> set[str]:
    names = own.get("sans", Items())
    if not isinstance(names, Items) or not all(isinstance(name, str) for name in names):
        message = "« sans » doit être une liste de questions, de volets ou de règles"
        raise DefinitionError([Fault(own.file, own.lines["sans"], message)])
    dropped = set(names)
    known = {block["id"] for name in COMMON_PARTS for block in _blocks(common[name])}
    if unknown := sorted(dropped - known):
        message = f"la fiche commune n'a ni question, ni volet, ni règle « {unknown[0]} » à retirer"
        raise DefinitionError([Fault(own.file, own.lines["sans"], message)])
    return dropped


def _merged(common: list[Block], own: list[Block]) -> Items:
    """Common blocks in their order, each under the scheme's own keys; new ones follow.

    A new question stands after the last one of its volet.
    """
    merged, changed = list(common), set[str]()
    for block in own:
        ranks = [i for i, other in enumerate(common) if other["id"] == block.get("id")]
        if ranks and block["id"] in changed:
            message = f"l'identifiant « {block['id']} » est donné deux fois"
            raise DefinitionError([Fault(block.file, block.line, message)])
        if ranks:
            merged[merged.index(common[ranks[0]])] = _over(common[ranks[0]], block)
            changed.add(block["id"])
        else:
            merged.insert(_after_volet(merged, block.get("volet")), block)
    items = Items()
    items.extend(merged)
    items.lines.extend(block.line for block in merged)
    return items


def _after_volet(blocks: list[Block], volet: str | None) -> int:
    ranks = [i for i, other in enumerate(blocks) if volet and other.get("volet") == volet]
    return ranks[-1] + 1 if ranks else len(blocks)


def _over(common: Block, change: Block) -> Block:
    block = Block(change.file, change.line)
    for layer in (common, change):
        block.update(layer)
    block.lines.update(change.lines)
    return block


@cache
def paths() -> dict[str, FilePath]:
    """The file of each definition shipped with the project, by scheme id."""
    return {path.stem: path for path in sorted((HERE / "definitions").glob("*.yaml"))}


class UnknownSchemeError(LookupError):
    """No definition has that id; the message lists those that exist."""


def file_of(name: str) -> FilePath:
    """The file of a definition: of a scheme shipped with the project, by its id, or any other.

    Raises UnknownSchemeError when `name` is neither such an id nor a YAML file.
    """
    path = paths().get(name, FilePath(name))
    if path.suffix != ".yaml" or not path.is_file():
        raise UnknownSchemeError(
            f"Schéma inconnu : « {name} ». Schémas disponibles : {', '.join(paths())}, "
            "ou le chemin d'un fichier .yaml."
        )
    return path


def shipped(scheme_id: str) -> Scheme:
    """A scheme shipped with the project.

    Raises UnknownSchemeError when there is none of that id, DefinitionError when it is faulty.
    """
    return load(file_of(scheme_id))
