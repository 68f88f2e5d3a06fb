"""The figures of a document that its definition rightly leaves out, each with a reason.

One file per scheme, `definitions/left_out/<id>.yaml`, written by the authority's agents. Its
entries are words of the text, not line numbers, so that they survive a new copy of the text.
"""

from pathlib import Path as FilePath
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from schemes.base import Element, Texte
from schemes.loader import HERE, validated
from schemes.reading import read
from schemes.source_text import fold, numbers


def _in_context(words: str) -> str:
    found = numbers(words)
    if not found:
        raise ValueError(f"« {words} » ne contient aucun chiffre à laisser de côté")
    if len(fold(words)) < len(found) + 1:
        raise ValueError(f"« {words} » ne suffit pas : donner aussi les mots autour du chiffre")
    return words


ChiffreEnContexte = Annotated[Texte, AfterValidator(_in_context)]
"""A figure with words around it, as the text prints them."""


class Passage(Element):
    """A whole passage, from its first words to its last ones, both included."""

    du: Texte
    au: Texte


class ChiffresLaisses(Element):
    """Figures of the text left out for one reason.

    Each of the `mots` is expected `fois` times in the text, no more and no less.
    """

    raison: Texte
    mots: tuple[ChiffreEnContexte, ...] = ()
    fois: Annotated[int, Field(ge=1)] = 1
    passages: tuple[Passage, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.mots and not self.passages:
            raise ValueError("une raison va avec des mots ou des passages du texte")
        return self


class MotsAjoutes(Element):
    """Words of the definition that the text does not print as such, and why they are there."""

    raison: Texte
    mots: Annotated[tuple[Texte, ...], Field(min_length=1)]


class LeftOut(Element):
    """What a person has read and found rightly left out: of the text, of the definition."""

    chiffres_du_texte: tuple[ChiffresLaisses, ...] = ()
    mots_de_la_definition: tuple[MotsAjoutes, ...] = ()


def load_left_out(path: FilePath) -> LeftOut:
    """The list that a file holds.

    Raises DefinitionError with every fault found: file, line, one sentence in French.
    """
    return validated(LeftOut, read(path))


def shipped_left_out(scheme_id: str) -> LeftOut:
    """The list shipped for a scheme; an empty one when it has none.

    Raises DefinitionError when the list is faulty.
    """
    path = HERE / "definitions" / "left_out" / f"{scheme_id}.yaml"
    return load_left_out(path) if path.exists() else LeftOut()
