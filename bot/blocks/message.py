"""A reading laid out as a Slack message."""

from typing import Any

from bot import text
from bot.blocks.layout import (
    MAX_BLOCKS,
    MAX_CHARACTERS,
    Block,
    actions,
    button,
    context,
    escaped,
    facts,
    fits_button,
    header,
    listing,
    paragraph,
    text_length,
)
from bot.readings import Reading
from workflows.results import Option

ASK = "demande"
WRITE = "ecrire"
SHARE = "partager"
"""What a button of an answer does: say words, write what they lack, share with the channel."""

MAX_FALLBACK = 3500

TO_BE_CONTINUED = "La suite ne tient pas dans un message : posez une question plus précise."

TOO_LONG = "c'est trop long pour un bouton"


def message(reading: Reading, *, shareable: bool) -> dict[str, Any]:
    """`blocks` and the `text` that stands for them, as Slack's methods take them."""
    below = buttons(reading, shareable=shareable)
    return {"text": fallback(reading), "blocks": [*body(reading, len(below)), *below]}


def fallback(reading: Reading) -> str:
    """The words of a reading where its blocks are not shown: a notification, a search."""
    return escaped(text.render(reading), MAX_FALLBACK)


def body(reading: Reading, rows: int, characters: int = 0) -> list[Block]:
    """The words of a reading, in what `rows` more blocks of so many characters leave room for."""
    room = MAX_BLOCKS - rows - 1  # the last place is for who shared it
    return _fitting(words(reading), room, characters)


def words(reading: Reading) -> list[Block]:
    """The words of a reading, all of them, whatever Slack accepts."""
    notes = [*(f"À noter : {note}" for note in reading.notes), *reading.asides]
    return [
        *_title(reading),
        *facts(reading.facts),
        *(block for part in reading.paragraphs for block in paragraph(part)),
        *(block for group in reading.groups for block in listing(*group)),
        *(block for choice in reading.choices for block in _in_words(choice)),
        *context(notes + ([f"Source : {reading.source}"] if reading.source else [])),
    ]


def _title(reading: Reading) -> list[Block]:
    if not reading.title:
        return []
    return context([reading.title]) if reading.discreet else [header(reading.title)]


def _fitting(body: list[Block], room: int, length: int) -> list[Block]:
    """The first blocks that Slack accepts together; what is left out is said."""
    kept: list[Block] = []
    for block in body:
        length += text_length(block)
        if length > MAX_CHARACTERS or (len(kept) == room - 1 and block is not body[-1]):
            return [*kept, *context([TO_BE_CONTINUED])]
        kept.append(block)
    return kept


def buttons(reading: Reading, *, shareable: bool = False) -> list[Block]:
    """A row with what can be chosen next, and with sharing; or nothing."""
    found = [
        button(choice.libelle, f"{ASK}:{rank}", _value(choice))
        if choice.saisie is None
        else button(f"{choice.libelle}…", f"{WRITE}:{rank}", _value(choice))
        for rank, choice in enumerate(reading.choices)
        if fits_button(_value(choice))
    ]
    if shareable and reading.share:
        found.append(button("Partager dans le canal", SHARE, reading.share))
    return actions(found)


def _value(choice: Option) -> str:
    """What a click on a choice says, or all that its window has to know."""
    return (
        choice.demande if choice.saisie is None else choice.model_dump_json(exclude_defaults=True)
    )


def _in_words(choice: Option) -> list[Block]:
    """What to write for a choice whose words are too long for a button."""
    if fits_button(_value(choice)):
        return []
    return paragraph(f"« {choice.libelle} » : {TOO_LONG}, envoyez ces mots : {choice.demande}")


def shared_by(shared: dict[str, Any], user: str) -> dict[str, Any]:
    """The same message, with who shared it (a user id) at its foot."""
    foot = {"type": "mrkdwn", "text": f"Partagé par <@{user}>"}
    return {**shared, "blocks": [*shared["blocks"], {"type": "context", "elements": [foot]}]}
