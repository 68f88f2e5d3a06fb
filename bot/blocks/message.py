"""A reading laid out as a Slack message."""

from typing import Any

from bot import text
from bot.blocks.layout import (
    MAX_BLOCKS,
    Block,
    actions,
    button,
    context,
    cut,
    escape,
    facts,
    header,
    listing,
    paragraph,
)
from bot.readings import Reading

ASK = "demande"
SHARE = "partager"
"""The two things a button of an answer does: ask something else, share with the channel."""

MAX_FALLBACK = 3500


def message(reading: Reading, *, shareable: bool) -> dict[str, Any]:
    """`blocks` and the `text` that stands for them, as Slack's methods take them."""
    return {
        "text": cut(escape(text.render(reading)), MAX_FALLBACK),
        "blocks": _blocks(reading, shareable=shareable),
    }


def _blocks(reading: Reading, *, shareable: bool) -> list[Block]:
    notes = [*(f"À noter : {note}" for note in reading.notes), *reading.asides]
    body = [
        header(reading.title),
        *facts(reading.facts),
        *(paragraph(part) for part in reading.paragraphs),
        *(block for group in reading.groups for block in listing(*group)),
        *context(notes + ([f"Source : {reading.source}"] if reading.source else [])),
    ]
    buttons = actions(_buttons(reading, shareable=shareable))
    return body[: MAX_BLOCKS - len(buttons)] + buttons


def _buttons(reading: Reading, *, shareable: bool) -> list[Block]:
    buttons = [
        button(choice.libelle, f"{ASK}:{rank}", choice.demande)
        for rank, choice in enumerate(reading.choices)
    ]
    if shareable and reading.share:
        buttons.append(button("Partager dans le canal", SHARE, reading.share))
    return buttons


def shared_by(shared: dict[str, Any], user: str) -> dict[str, Any]:
    """The same message, with who shared it (a user id) at its foot."""
    foot = {"type": "mrkdwn", "text": f"Partagé par <@{user}>"}
    return {**shared, "blocks": [*shared["blocks"], {"type": "context", "elements": [foot]}]}
