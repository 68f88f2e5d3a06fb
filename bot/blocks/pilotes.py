"""The pilotes on Slack: who answers for each, a menu to choose one, a window to pick its people."""

from typing import Any

from bot.blocks.layout import actions, menu, text_length
from bot.blocks.message import body, buttons, fallback
from bot.blocks.writing import picking
from bot.readings import read
from workflows.echeances.pilotes_dits import Associer, ecrire
from workflows.echeances.results import ListePilotes, PiloteChoisi
from workflows.personnes import MENTION
from workflows.results import Option

MATCH = "pilote:associer"


def listed(liste: ListePilotes) -> dict[str, Any]:
    """A page of pilotes, then a menu to choose the one to which people are to be matched."""
    reading = read(liste)
    below = [*actions(_menus(liste)), *buttons(reading)]
    said = body(reading, len(below), text_length(below))
    return {"text": fallback(reading), "blocks": [*said, *below]}


def _menus(liste: ListePilotes) -> list[dict[str, Any]]:
    choices = [
        Option(libelle=f"{ligne.numero}. {ligne.nom}", demande=str(ligne.numero))
        for ligne in liste.lignes
    ]
    return [menu("Associer…", MATCH, choices)] if choices else []


def window(chosen: PiloteChoisi) -> dict[str, Any]:
    """The window that picks the people of a pilote, those who have it already picked.

    Those whom Slack does not know cannot be picked: they are kept.
    """
    pilote = chosen.ligne
    picked = [one.id for one in pilote.personnes if MENTION.fullmatch(one.id)]
    kept = [one for one in pilote.personnes if one.id not in picked]
    more = f" Avec {', '.join(one.nom for one in kept)}, qui n'est pas dans Slack." if kept else ""
    ids = tuple(f"@{one.id}" for one in kept)
    said = ecrire(Associer("associer", pilote.nom, ids, seules=True))
    choice = Option(
        libelle="Associer un pilote",
        demande=f"{said}," if kept else said,
        saisie=f"Qui répond de « {pilote.nom} » ?{more}",
    )
    return picking(choice, picked)
