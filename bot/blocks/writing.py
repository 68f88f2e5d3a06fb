"""The window in which a person writes what a button's words still lack."""

from dataclasses import replace
from typing import Any

from bot import text
from bot.blocks.layout import MAX_VALUE, Block, cut, plain
from bot.blocks.message import body
from bot.readings import Reading
from workflows.results import Option

WINDOW = "ecrire"
OVER_HOME = f"{WINDOW}:accueil"
"""The window's callback id; its private metadata is the words that the text completes.

The page from which it was opened is to be brought up to date with what is done there.
"""

FIELD = "texte"
MAX_TITLE = 24
MAX_TEXT = 3000
"""As long as the longest answer of a fiche."""


def window(choice: Option, before: Reading | None = None, callback: str = WINDOW) -> dict[str, Any]:
    """The window that asks for the text of a choice; `before` is what was just done in it.

    It then has a block of its own: Slack keeps what was typed in one of the same id.
    """
    field: Block = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": MAX_TEXT,
        "focus_on_load": True,
    }
    label = plain(choice.saisie or "", MAX_VALUE)
    said = body(replace(before, asides=[]), 1) if before else []
    block = f"{FIELD}:{choice.demande}" if before else FIELD
    return {
        **_view(choice.libelle),
        "callback_id": callback,
        "private_metadata": choice.demande,
        "submit": plain("Envoyer"),
        "blocks": [
            *said,
            {"type": "input", "block_id": block, "label": label, "element": field},
        ],
    }


def done(view: dict[str, Any], reading: Reading, following: Option | None) -> dict[str, Any]:
    """The same window, saying what became of it, and asking for what follows if something does."""
    if following is None:
        return _told("C'est fait", reading)
    return window(following, reading, view["callback_id"])


def stopped(reading: Reading) -> dict[str, Any]:
    """A window that asks for nothing: it says why what was clicked cannot be done."""
    return _told("Ce n'est pas possible", reading)


def written(view: dict[str, Any]) -> str:
    """The words of the window that the text completes, then the text."""
    entered = view["state"]["values"][_block(view)][FIELD]["value"]
    return f"{view['private_metadata']} {entered}"


def refused(view: dict[str, Any], reading: Reading) -> dict[str, str]:
    """What is said under the text of a window that stays open, for nothing is lost."""
    return {_block(view): cut(text.render(reading), MAX_VALUE)}


def _block(view: dict[str, Any]) -> str:
    """The id of the block that holds the text."""
    values: dict[str, Any] = view["state"]["values"]
    return next(block for block, fields in values.items() if FIELD in fields)


def _told(title: str, reading: Reading) -> dict[str, Any]:
    return {**_view(title), "blocks": body(reading, 0)}


def _view(title: str) -> dict[str, Any]:
    return {"type": "modal", "title": plain(title, MAX_TITLE), "close": plain("Fermer")}
