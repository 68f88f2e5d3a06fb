"""The window in which a person writes, or picks, what a button's words still lack."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot import text
from bot.blocks.layout import MAX_VALUE, Block, cut, plain
from bot.blocks.message import body
from bot.readings import Reading
from storage.envois import Place
from workflows.echeances.pilotes_dits import NOBODY
from workflows.pieces import Piece
from workflows.results import Option

WINDOW = "ecrire"
OVER_HOME = f"{WINDOW}:accueil"
"""The window's callback id; its private metadata is the words that are completed.

It says from where it was opened, the page or a message (`over`): that is to be brought up to date
with what is done there.
"""

FIELD = "texte"
FILE = "piece"
SCOPES = ("files:read",)
"""What Slack asks of an app whose windows take files."""

NOTED = "C'est noté"
NO_PLACE = "La messagerie ne me dit pas où est ce fichier : retirez-le, ou réessayez."

MAX_TITLE = 24
MAX_TEXT = 3000
"""As long as the longest answer of a fiche."""


def window(choice: Option, before: Reading | None = None, callback: str = WINDOW) -> dict[str, Any]:
    """The window that asks for the text of a choice; `before` is what to read first in it.

    It then has blocks of its own: Slack keeps what was typed in one of the same id.
    """
    field: Block = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": MAX_TEXT,
        "focus_on_load": True,
    }
    said = body(replace(before, asides=[]), 1) if before else []
    own = f":{choice.demande}" if before else ""
    text_input = _input(FIELD + own, choice.saisie or "", field, optional=choice.facultatif)
    return _asking(choice, [*said, text_input, *_file(choice, own)], callback)


def over(message: Place) -> str:
    """The callback id of a window opened from a message."""
    return f"{WINDOW}:{message.canal}:{message.ts}"


def origin(view: dict[str, Any]) -> Place | None:
    """The message from which a window was opened; None when it was not opened from one."""
    place = view["callback_id"].split(":")[1:]
    return Place(*place) if len(place) == 2 else None


def picking(choice: Option, people: Sequence[str]) -> dict[str, Any]:
    """The window that asks for the people of a choice, or for nobody; some (ids) are picked."""
    field: Block = {
        "type": "multi_users_select",
        "action_id": FIELD,
        "placeholder": plain("Choisir des personnes"),
    }
    if people:
        field["initial_users"] = list(people)
    return _asking(choice, [_input(FIELD, choice.saisie or "", field, optional=True)])


def written(view: dict[str, Any], piece: Piece | None) -> str:
    """The words that a window completes, then what a person wrote, picked, or joined in it."""
    state = view["state"]["values"][_block(view, FIELD)][FIELD]
    picked = state.get("selected_users")
    people = ", ".join(f"@{person}" for person in picked or ()) or NOBODY
    said = state["value"] if picked is None else people
    return " ".join(str(part) for part in (view["private_metadata"], said, piece) if part)


def joined(view: dict[str, Any]) -> dict[str, Any] | None:
    """The file of a window, as Slack describes it; None without one."""
    for fields in view["state"]["values"].values():
        if files := fields.get(FILE, {}).get("files"):
            return dict(files[0])
    return None


def without_place(view: dict[str, Any]) -> dict[str, str]:
    """What is said under a file of which Slack does not say where it is."""
    return {_block(view, FILE): NO_PLACE}


def done(view: dict[str, Any], reading: Reading, following: Option | None) -> dict[str, Any]:
    """The same window, saying what became of it, and asking for what follows if something does."""
    if following is None:
        title = "" if reading.title == NOTED else reading.title
        return _told(NOTED, replace(reading, title=title))
    return window(following, reading, view["callback_id"])


def stopped(reading: Reading) -> dict[str, Any]:
    """A window that asks for nothing: it says why what was clicked cannot be done."""
    return _told("Ce n'est pas possible", reading)


def refused(view: dict[str, Any], reading: Reading, called: Callable[[str], str]) -> dict[str, str]:
    """What is said under the text of a window that stays open, for nothing is lost.

    Nobody can be mentioned there: `called` gives the name of a person (an id).
    """
    return {_block(view, FIELD): cut(text.render(reading, called=called), MAX_VALUE)}


def _block(view: dict[str, Any], name: str) -> str:
    """The id of the block that holds what was written or picked, or the file."""
    values: dict[str, Any] = view["state"]["values"]
    return next(block for block, fields in values.items() if name in fields)


def _asking(choice: Option, blocks: list[Block], callback: str = WINDOW) -> dict[str, Any]:
    return {
        **_view(choice.libelle),
        "callback_id": callback,
        "private_metadata": choice.demande,
        "submit": plain("Envoyer"),
        "blocks": blocks,
    }


def _file(choice: Option, own: str) -> list[Block]:
    """Where a file is attached, for a choice that takes one."""
    if not choice.joindre:
        return []
    field: Block = {"type": "file_input", "action_id": FILE, "max_files": 1}
    return [_input(FILE + own, "Un fichier qui le prouve", field, optional=True)]


def _input(block: str, label: str, field: Block, *, optional: bool) -> Block:
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label, MAX_VALUE),
        "element": field,
        "optional": optional,
    }


def _told(title: str, reading: Reading) -> dict[str, Any]:
    return {**_view(title), "blocks": body(reading, 0)}


def _view(title: str) -> dict[str, Any]:
    return {"type": "modal", "title": plain(title, MAX_TITLE), "close": plain("Fermer")}
