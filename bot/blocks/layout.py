"""Builders for the few Block Kit parts in use, each cut to Slack's limits."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from bot import links, people
from workflows.results import Option

Block = dict[str, Any]

MAX_BLOCKS = 50
MAX_SECTION = 3000
MAX_FIELDS = 10
MAX_FIELD = 2000
MAX_HEADER = 150
MAX_LABEL = 75
MAX_VALUE = 2000
MAX_BUTTONS = 25
MAX_OPTIONS = 100
MAX_TICKS = 10
MAX_CONTEXT = 10
MAX_CHARACTERS = 12_000
"""Of a message's blocks together: Slack refuses somewhat more, without documenting it."""

_FORMATTING = re.compile(r"[*＊＿~`｀]|(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])")
_ALIKE = {"*": "∗", "＊": "∗", "_": "ˍ", "＿": "ˍ", "~": "∼", "`": "ˋ", "｀": "ˋ"}
"""What mrkdwn reads as formatting, which has no escape, by what looks the same.

Within a word `_` is none: addresses and names of files keep theirs.
"""

_QUOTE = re.compile("^>", re.MULTILINE)
_SOFT_HYPHEN = "\u00ad"

_NAMED = re.compile(f"({people.MARKED.pattern}|{links.MARKED.pattern})")


def cut(text: str, limit: int) -> str:
    """The text, ended by an ellipsis when it is longer than Slack accepts."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def escape(text: str) -> str:
    """Text for a mrkdwn place: its `&`, `<` and `>` mean themselves, so nobody is pinged."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped(text: str, limit: int) -> str:
    """The text escaped, ended by an ellipsis when it is then longer than Slack accepts."""
    whole = escape(text)
    return whole if len(whole) <= limit else re.sub(r"&\w*$", "", whole[: limit - 1]).rstrip() + "…"


def _literal(text: str) -> str:
    return _FORMATTING.sub(lambda found: _ALIKE[found[0]], text)


def plain(text: str, limit: int = MAX_SECTION) -> Block:
    """A text object in which nothing is formatting."""
    return {"type": "plain_text", "text": cut(text, limit), "emoji": False}


def pieces(text: str, limit: int) -> list[str]:
    """The text in parts that Slack accepts once formatted, broken between words: nothing is lost.

    A person or a file is never broken.
    """
    parts = []
    while (room := _room(text, limit)) < len(text):
        end = text.rfind(" ", 1, room + 1)
        end = end if end > 0 else room
        parts.append(text[:end])
        text = text[end:].lstrip()
    return [*parts, text]


def _room(text: str, limit: int) -> int:
    """How many characters of a text are at most `limit` once formatted."""
    lengths = range(len(text) + 1)
    end = bisect_right(lengths, limit, key=lambda length: len(_formatted(text[:length]))) - 1
    within = (found.start() for found in _NAMED.finditer(text) if found.start() < end < found.end())
    return next(within, end)


def header(text: str) -> Block:
    """A title."""
    return {"type": "header", "text": plain(text, MAX_HEADER)}


def paragraph(text: str) -> list[Block]:
    """A paragraph in which nothing is formatting, except the people and the files it names."""
    return [{"type": "section", "text": _words(part)} for part in pieces(text, MAX_SECTION)]


def _words(text: str) -> Block:
    return _mrkdwn(_formatted(text)) if _NAMED.search(text) else plain(text)


def _mrkdwn(text: str) -> Block:
    """A text object in which no address, channel or person is guessed from plain words."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _formatted(text: str) -> str:
    """mrkdwn in which nothing is formatting, except the people and the files it names."""
    return "".join(map(_shown, _NAMED.split(text)))


def _shown(part: str) -> str:
    """A person or a file as Slack shows it, or words between them."""
    if not _NAMED.fullmatch(part):
        return escape(_QUOTE.sub(f"{_SOFT_HYPHEN}>", _literal(part)))
    named = people.shown(part, lambda person: f"<@{escape(person)}>")
    return links.shown(named, lambda name, address: f"<{escape(address)}|{escape(_literal(name))}>")


def facts(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    """Labels and values in two columns; a paragraph for what is longer than a column takes."""
    blocks: list[Block] = []
    for fits, some in groupby(pairs, lambda pair: len(_fact(*pair)) <= MAX_FIELD):
        if fits:
            blocks += _columns([_mrkdwn(_fact(*pair)) for pair in some])
        else:
            blocks += [block for pair in some for block in paragraph(" : ".join(pair))]
    return blocks


def _fact(label: str, value: str) -> str:
    return f"*{_formatted(label)}*\n{_formatted(value)}"


def _columns(fields: Sequence[Block]) -> list[Block]:
    return [
        {"type": "section", "fields": fields[start : start + MAX_FIELDS]}
        for start in range(0, len(fields), MAX_FIELDS)
    ]


def listing(heading: str, items: Iterable[str]) -> list[Block]:
    """A list under its heading, over as many sections as it needs."""
    sections = [subtitle(heading)] if heading else []
    lines: list[str] = []
    for line in (part for item in items for part in pieces(f"• {item}", MAX_SECTION)):
        if lines and len(_formatted("\n".join([*lines, line]))) > MAX_SECTION:
            sections += paragraph("\n".join(lines))
            lines = []
        lines.append(line)
    return [*sections, *paragraph("\n".join(lines))] if lines else sections


def subtitle(text: str) -> Block:
    """The title of a list."""
    words = escaped(_literal(text), MAX_SECTION - 2)
    return {"type": "section", "text": _mrkdwn(f"*{words}*")}


def context(texts: Sequence[str]) -> list[Block]:
    """Small print."""
    elements = [_words(part) for text in texts for part in pieces(text, MAX_SECTION)]
    return [
        {"type": "context", "elements": elements[start : start + MAX_CONTEXT]}
        for start in range(0, len(elements), MAX_CONTEXT)
    ]


def fits_button(value: str) -> bool:
    """Whether a button can carry a value, which is what a click does: it is never cut."""
    return len(value) <= MAX_VALUE


def button(label: str, action_id: str, value: str) -> Block:
    """A button; `action_id` is unique in its message, and its value `fits_button`."""
    return {
        "type": "button",
        "text": plain(label, MAX_LABEL),
        "action_id": action_id,
        "value": value,
    }


def menu(label: str, action_id: str, choices: Sequence[Option]) -> Block:
    """A menu of choices, at most MAX_OPTIONS; `demande` is their value."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(label, MAX_LABEL),
        "options": _options(choices[:MAX_OPTIONS]),
    }


def ticks(action_id: str, choices: Sequence[Option]) -> Block:
    """Boxes to tick; a menu of several choices when there are too many for boxes."""
    kind: Block = {"type": "checkboxes"}
    if len(choices) > MAX_TICKS:
        kind = {"type": "multi_static_select", "placeholder": plain("Choisir")}
    return {**kind, "action_id": action_id, "options": _options(choices[:MAX_OPTIONS])}


def _options(choices: Sequence[Option]) -> list[Block]:
    return [{"text": plain(c.libelle, MAX_LABEL), "value": c.demande} for c in choices]


def actions(buttons: Sequence[Block]) -> list[Block]:
    """A row of buttons, or nothing."""
    return [{"type": "actions", "elements": list(buttons[:MAX_BUTTONS])}] if buttons else []


def fits(blocks: Sequence[Block]) -> bool:
    """Whether Slack accepts these blocks in one message."""
    return len(blocks) <= MAX_BLOCKS and text_length(blocks) <= MAX_CHARACTERS


def text_length(part: Any) -> int:
    """The characters of every text in a block."""
    if isinstance(part, dict):
        own = len(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(text_length(child) for child in part.values())
    if isinstance(part, list):
        return sum(text_length(child) for child in part)
    return 0
