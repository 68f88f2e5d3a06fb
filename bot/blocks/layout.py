"""Builders for the few Block Kit parts in use, each cut to Slack's limits."""

from collections.abc import Iterable, Sequence
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


def cut(text: str, limit: int) -> str:
    """The text, ended by an ellipsis when it is longer than Slack accepts."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def escape(text: str) -> str:
    """Text for a mrkdwn place: its `&`, `<` and `>` mean themselves, so nobody is pinged."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, limit: int = MAX_SECTION) -> Block:
    """A text object in which nothing is formatting."""
    return {"type": "plain_text", "text": cut(text, limit), "emoji": False}


def pieces(text: str, limit: int) -> list[str]:
    """The text in parts that Slack accepts, broken between words: nothing is lost."""
    parts = []
    while len(text) > limit:
        end = text.rfind(" ", 1, limit + 1)
        end = end if end > 0 else limit
        parts.append(text[:end])
        text = text[end:].lstrip()
    return [*parts, text]


def header(text: str) -> Block:
    """A title."""
    return {"type": "header", "text": plain(text, MAX_HEADER)}


def paragraph(text: str) -> list[Block]:
    """A paragraph in which nothing is formatting, except the people and the files it names."""
    return [{"type": "section", "text": _words(part)} for part in pieces(text, MAX_SECTION)]


def _words(text: str) -> Block:
    if not (people.is_in(text) or links.is_in(text)):
        return plain(text)
    return {"type": "mrkdwn", "text": cut(_formatted(text), MAX_SECTION)}


def _formatted(text: str) -> str:
    named = people.shown(escape(text), lambda person: f"<@{person}>")
    return links.shown(named, lambda name, address: f"<{address}|{name}>")


def facts(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    """Labels and values in two columns."""
    fields = [
        {"type": "mrkdwn", "text": cut(f"*{escape(label)}*\n{_formatted(value)}", MAX_FIELD)}
        for label, value in pairs
    ]
    return [
        {"type": "section", "fields": fields[start : start + MAX_FIELDS]}
        for start in range(0, len(fields), MAX_FIELDS)
    ]


def listing(heading: str, items: Iterable[str]) -> list[Block]:
    """A list under its heading, over as many sections as it needs."""
    sections = [subtitle(heading)] if heading else []
    lines: list[str] = []
    for line in (part for item in items for part in pieces(f"• {item}", MAX_SECTION)):
        if lines and sum(len(kept) + 1 for kept in lines) + len(line) > MAX_SECTION:
            sections += paragraph("\n".join(lines))
            lines = []
        lines.append(line)
    return [*sections, *paragraph("\n".join(lines))] if lines else sections


def subtitle(text: str) -> Block:
    """The title of a list."""
    words = cut(escape(text), MAX_SECTION - 2)
    return {"type": "section", "text": {"type": "mrkdwn", "text": f"*{words}*"}}


def context(texts: Sequence[str]) -> list[Block]:
    """Small print."""
    elements = [_words(part) for text in texts for part in pieces(text, MAX_SECTION)]
    return [
        {"type": "context", "elements": elements[start : start + MAX_CONTEXT]}
        for start in range(0, len(elements), MAX_CONTEXT)
    ]


def button(label: str, action_id: str, value: str) -> Block:
    """A button; `action_id` is unique in its message."""
    return {
        "type": "button",
        "text": plain(label, MAX_LABEL),
        "action_id": action_id,
        "value": cut(value, MAX_VALUE),
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
