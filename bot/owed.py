"""What the outbox owes, said on Slack: the JSON of a result made a message again."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from bot.blocks import fiche
from bot.blocks.message import message
from bot.readings import read
from workflows.fiche.results import (
    Brouillons,
    Devance,
    Ouverture,
    Partage,
    PasDeFiche,
    Pause,
    QuestionClose,
    QuestionPosee,
    Recapitulatif,
)

Owed = Annotated[
    QuestionPosee
    | QuestionClose
    | Recapitulatif
    | Ouverture
    | Brouillons
    | Pause
    | Partage
    | Devance
    | PasDeFiche,
    Field(discriminator="type"),
]

_owed: TypeAdapter[Any] = TypeAdapter(Owed)

_LAYOUTS: dict[type, Callable[[Any], dict[str, Any]]] = {
    QuestionPosee: fiche.asked,
    QuestionClose: fiche.closed,
    Recapitulatif: fiche.recap,
    Ouverture: fiche.head,
}


def render(contenu: str) -> dict[str, Any]:
    """The message for the JSON of a result. Raises pydantic's ValidationError for any other."""
    result = _owed.validate_json(contenu)
    layout = _LAYOUTS.get(type(result))
    return layout(result) if layout else message(read(result), shareable=False)
