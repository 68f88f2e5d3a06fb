"""What the outbox owes, said on Slack: the JSON of a result made a message again."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from bot.blocks import fiche
from bot.blocks.message import message
from bot.readings import read
from workflows.fiche.results import (
    Devance,
    Ouverture,
    Partage,
    PasDeFiche,
    Pause,
    QuestionClose,
    QuestionPosee,
    Recapitulatif,
    Retrait,
)

Owed = Annotated[
    QuestionPosee
    | QuestionClose
    | Recapitulatif
    | Ouverture
    | Pause
    | Partage
    | Devance
    | PasDeFiche
    | Retrait,
    Field(discriminator="type"),
]

_owed: TypeAdapter[Any] = TypeAdapter(Owed)

_LAYOUTS: dict[type, Callable[[Any], dict[str, Any]]] = {
    QuestionPosee: fiche.asked,
    QuestionClose: fiche.closed,
    Recapitulatif: fiche.recap,
    Ouverture: fiche.head,
}


def render(contenu: str) -> dict[str, Any] | None:
    """The message for the JSON of a result; None when nothing must be left of it.

    Raises pydantic's ValidationError for any other JSON.
    """
    result = _owed.validate_json(contenu)
    if isinstance(result, Retrait):
        return None
    layout = _LAYOUTS.get(type(result))
    return layout(result) if layout else message(read(result), shareable=False)
