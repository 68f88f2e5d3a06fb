"""The page of a person in the application."""

from dataclasses import replace
from typing import Any

from bot.blocks.echeances import beside
from bot.blocks.layout import Block, actions, button, paragraph, subtitle
from bot.blocks.message import ASK, body
from bot.readings import Reading, read
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
    reading = read(page)
    urgent = reading.groups[0] if page.prochaines else None
    below = Reading(groups=reading.groups[1 if urgent else 0 :], asides=reading.asides)
    blocks = [
        *body(replace(reading, groups=[], asides=[]), 0),
        *(_urgent(page, *urgent) if urgent else []),
        *body(below, 1),
        *actions(buttons),
    ]
    return {"type": "home", "blocks": blocks}


def _urgent(page: Accueil, title: str, lines: list[str]) -> list[Block]:
    """The most urgent échéances, each with what answers it, and the way to all of them."""
    answered = zip(lines, map(beside, page.prochaines), strict=True)
    everything = button("Tout voir", f"{ASK}:echeances", "mes échéances")
    sections = [block for line, way in answered for block in _with(way, *paragraph(line))]
    return [subtitle(title), *sections, *actions([everything])]


def _with(way: Block, first: Block, *more: Block) -> list[Block]:
    return [{**first, "accessory": way}, *more]
