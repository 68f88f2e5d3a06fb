"""The page of a person in the application."""

from typing import Any

from bot.blocks.layout import actions, button
from bot.blocks.message import ASK, body
from bot.readings import read
from workflows.fiche.results import Accueil
from workflows.results import Option


def view(page: Accueil) -> dict[str, Any]:
    """The view to publish."""
    begin = Option(libelle=f"Nouvelle {page.fiche.lower()}", demande="nouvelle fiche")
    resumed = [
        Option(libelle=f"Reprendre {draft.libelle}", demande=draft.demande)
        for draft in page.brouillons
    ]
    buttons = [
        button(choice.libelle, f"{ASK}:{rank}", choice.demande)
        for rank, choice in enumerate([begin, *page.choix, *resumed])
    ]
    return {"type": "home", "blocks": [*body(read(page), 1), *actions(buttons)]}
