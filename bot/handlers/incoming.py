"""What a person typed or clicked, out of what Slack makes of it."""

import html
import re
from typing import Any

from storage.envois import Place
from workflows.pieces import Piece, piece

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_ADDRESS = re.compile(r"<(https?://[^|>]+)>")
_NAMED = re.compile(r"<(https?://[^|>]+)\|([^>]+)>")
_AROUND = re.compile("^https?://|/$")
_LINK = re.compile(r"<(?:[a-z]+:)?[^|>]*\|([^>]*)>")


def typed(text: str, bot: str | None) -> str:
    """The words of a message: links and entities made plain.

    A link with a name of its own is as words carry a file: « [name](address) ». Mentions of people
    become « @ » and the person's id; those of the bot (an id) are taken out.
    """

    def named(found: re.Match[str]) -> str:
        return " " if found[1] == bot else f"@{found[1]}"

    words = _NAMED.sub(_carried, _ADDRESS.sub(r"\1", _MENTION.sub(named, text)))
    return html.unescape(_LINK.sub(r"\1", words)).strip()


def _carried(found: re.Match[str]) -> str:
    """A link as words carry a file; its name alone when that is its address, whole or short."""
    address, name = map(html.unescape, found.groups())
    linked = None if _AROUND.sub("", name) == _AROUND.sub("", address) else piece(name, address)
    return html.escape(str(linked or name), quote=False)


def attached(file: dict[str, Any]) -> Piece | None:
    """A file of a message or of a window; None when Slack does not say where it is."""
    address = file.get("permalink") or file.get("url_private") or ""
    return piece(str(file.get("name") or ""), str(address))


def clicked(container: dict[str, Any]) -> Place | None:
    """The message whose button was clicked; None for a page."""
    if container["type"] != "message":
        return None
    return Place(container["channel_id"], container["message_ts"])
