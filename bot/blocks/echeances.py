"""Échéances on Slack: a list or a digest, with a menu that answers each one."""

from collections.abc import Iterable
from typing import Any

from bot.blocks.layout import Block, actions, button, fits, menu
from bot.blocks.message import ASK, buttons, fallback, words
from bot.readings import read
from workflows.echeances.results import PAGE, LigneEcheance, ListeEcheances, Resume
from workflows.results import Option

REPLY = "echeance:repondre"

_ANSWERS = (
    Option(libelle="Fait", demande="fait {n}"),
    Option(
        libelle="Fait, avec une preuve…",
        demande="fait {n} :",
        saisie="Votre mot.",
        facultatif=True,
        joindre=True,
    ),
    Option(libelle="En cours…", demande="en cours {n}", saisie="L'avancement : « 40 % »."),
    Option(
        libelle="Reporter…",
        demande="reporter {n} au",
        saisie="La nouvelle date et la raison : « 31 mars : le marché est en retard ».",
    ),
    Option(libelle="Ce n'est pas moi…", demande="pas moi {n} :", saisie="À qui cela revient-il ?"),
)


_ENTER = "saisir"


def value_of(value: str) -> int | None:
    """The number of the échéance whose value is to be entered; None for another answer."""
    kind, _, numero = value.partition(":")
    return int(numero) if kind == _ENTER else None


def answer(value: str) -> Option:
    """What a menu's value asks: the words, and what they lack. Raises ValueError, IndexError."""
    rank, numero = map(int, value.split(":"))
    asked = _ANSWERS[rank]
    return asked.model_copy(update={"demande": asked.demande.format(n=numero)})


def listed(liste: ListeEcheances | Resume) -> dict[str, Any]:
    """The échéances that a message holds, then a menu for each one that the reader may answer."""
    for combien in range(min(len(liste.montrees), PAGE), 1, -1):
        said = _laid_out(liste.model_copy(update={"combien": combien}))
        if fits(said["blocks"]):
            return said
    return _laid_out(liste.model_copy(update={"combien": 1}))


def _laid_out(liste: ListeEcheances | Resume) -> dict[str, Any]:
    reading = read(liste)
    menus = [_menu(ligne) for ligne in liste.montrees if ligne.se_repond]
    blocks = [*words(reading), *actions(menus), *buttons(reading)]
    return {"text": fallback(reading), "blocks": blocks}


def beside(ligne: LigneEcheance) -> Block:
    """What answers an open échéance: its menu, or the button that leads to what waits."""
    if ligne.suite is None or ligne.se_repond:
        return _menu(ligne)
    return button(ligne.suite.libelle, f"{ASK}:attente:{ligne.numero}", ligne.suite.demande)


def _menu(ligne: LigneEcheance) -> Block:
    label = f"Répondre au n° {ligne.numero}"
    return menu(label, f"{REPLY}:{ligne.numero}", list(_offered(ligne)))


def _offered(ligne: LigneEcheance) -> Iterable[Option]:
    """What may be answered: a value is entered, it is not said to be done."""
    if ligne.nature == "valeur":
        yield Option(libelle="Saisir la valeur…", demande=f"{_ENTER}:{ligne.numero}")
    for rank, asked in enumerate(_ANSWERS):
        if ligne.nature != "valeur" or not asked.demande.startswith("fait"):
            yield Option(libelle=asked.libelle, demande=f"{rank}:{ligne.numero}")
