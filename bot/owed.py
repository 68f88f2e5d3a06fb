"""What the outbox owes, said on Slack: the JSON of a result made a message or files again."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from bot.attachments import Attachment, of_chart, of_fiche
from bot.blocks import echeances, fiche, pilotes
from bot.blocks.message import message
from bot.readings import read
from workflows.campagne.results import Campagne, SuiviCampagne
from workflows.echeances.abandons import Abandons, CanalRetrouve
from workflows.echeances.results import (
    ListeEcheances,
    ListePilotes,
    ReponseEcheances,
    ReponsePilotes,
    Resume,
)
from workflows.echeances.semaine import SemaineCalme
from workflows.echeances.vigie import Retard
from workflows.fiche.results import (
    Brouillons,
    Devance,
    DocumentFiche,
    Ouverture,
    Partage,
    PasDeFiche,
    Pause,
    QuestionClose,
    QuestionPosee,
    Recapitulatif,
    Retrait,
)
from workflows.pieces import RefusPiece
from workflows.results import GraphiqueIndicateur, Reponse
from workflows.revue.results import ReponseRevue
from workflows.saisie_dite import ReponseSaisie

Owed = Annotated[
    QuestionPosee
    | QuestionClose
    | Recapitulatif
    | DocumentFiche
    | Ouverture
    | Brouillons
    | Pause
    | Partage
    | Devance
    | PasDeFiche
    | Retrait
    | ReponseRevue
    | ReponseEcheances
    | ReponsePilotes
    | Resume
    | GraphiqueIndicateur
    | ReponseSaisie
    | Campagne
    | SuiviCampagne
    | SemaineCalme
    | Retard
    | Abandons
    | CanalRetrouve
    | RefusPiece
    | Reponse,
    Field(discriminator="type"),
]

_owed: TypeAdapter[Any] = TypeAdapter(Owed)

_LAYOUTS: dict[type, Callable[[Any], dict[str, Any]]] = {
    QuestionPosee: fiche.asked,
    QuestionClose: fiche.closed,
    Recapitulatif: fiche.recap,
    Ouverture: fiche.head,
    Resume: echeances.listed,
    ListeEcheances: echeances.listed,
    ListePilotes: pilotes.listed,
}


class Sayings:
    """How owed results are said.

    `name` gives the name of a person by their id; `template` is the authority's own for fiches.
    """

    def __init__(self, name: Callable[[str], str], template: Path | None) -> None:
        self._name = name
        self._template = template

    def render(self, contenu: str) -> dict[str, Any] | Attachment | None:
        """The message or the files for the JSON of a result; None when nothing is left of it.

        Raises pydantic's ValidationError for any other JSON.
        """
        result = _owed.validate_json(contenu)
        if isinstance(result, DocumentFiche):
            return of_fiche(self._named(result.recapitulatif), self._template)
        if isinstance(result, GraphiqueIndicateur) and result.fichier:
            return of_chart(result)
        if isinstance(result, Retrait):
            return None
        layout = _LAYOUTS.get(type(result))
        return layout(result) if layout else message(read(result), shareable=False)

    def _named(self, recap: Recapitulatif) -> Recapitulatif:
        """The same fiche with people's names: a document leaves the messenger."""
        writers = tuple(self._name(person) for person in recap.redacteurs)
        named = {"auteur": self._name(recap.auteur), "redacteurs": writers}
        return recap.model_copy(update=named)
