"""The window in which a person writes what a button's words still lack."""

from typing import Any

from bot import text
from bot.blocks.layout import MAX_VALUE, Block, cut, plain
from bot.blocks.message import body
from bot.readings import Reading
from workflows.results import Option

WINDOW = "ecrire"
"""The window's callback id; its private metadata is the words that the text completes."""

FIELD = "texte"
MAX_TITLE = 24
MAX_TEXT = 3000
"""As long as the longest answer of a fiche."""


def window(choice: Option) -> dict[str, Any]:
    """The window that asks for the text of a choice."""
    field: Block = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": MAX_TEXT,
        "focus_on_load": True,
    }
    label = plain(choice.saisie or "", MAX_VALUE)
    return {
        **_view(choice.libelle),
        "callback_id": WINDOW,
        "private_metadata": choice.demande,
        "submit": plain("Envoyer"),
        "blocks": [{"type": "input", "block_id": FIELD, "label": label, "element": field}],
    }


def done(reading: Reading) -> dict[str, Any]:
    """The same window, saying what became of it."""
    return _told("C'est fait", reading)


def stopped(reading: Reading) -> dict[str, Any]:
    """A window that asks for nothing: it says why what was clicked cannot be done."""
    return _told("Ce n'est pas possible", reading)


def refused(reading: Reading) -> dict[str, str]:
    """What is said under the text of a window that stays open, for nothing is lost."""
    return {FIELD: cut(text.render(reading), MAX_VALUE)}


def _told(title: str, reading: Reading) -> dict[str, Any]:
    return {**_view(title), "blocks": body(reading, 0)}


def _view(title: str) -> dict[str, Any]:
    return {"type": "modal", "title": plain(title, MAX_TITLE), "close": plain("Fermer")}
