"""The messages that answer what people type, kept while nothing they rest on changes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.blocks.message import message
from bot.people import unnamed
from bot.readings import read
from storage import valeurs
from workflows.assistant import MAX_LENGTH, Assistant

MAX_KEPT = 1000

Message = dict[str, Any]
State = tuple[Assistant, int, date]
"""What a message rests on: the definition, the values' revision, the day."""


class Replies:
    """The messages of the assistant that `current` gives.

    The revision is read before each answer: a value entered by any process is in the next one.
    """

    def __init__(self, current: Callable[[], Assistant]) -> None:
        self.store = current().store
        self.assistant = current
        self._kept: tuple[State | None, dict[tuple[str, bool], Message]] = (None, {})

    def to(self, text: str, *, shareable: bool) -> Message:
        """The message that answers a question; `shareable` offers to share it with the channel."""
        text, assistant = unnamed(text), self.assistant()
        kept = self._kept_for(assistant)
        found = kept.get((text, shareable))
        if found is None:
            found = message(read(assistant.answer(text)), shareable=shareable)
            if len(kept) < MAX_KEPT and len(text) <= MAX_LENGTH:
                kept[text, shareable] = found
        return found

    def _kept_for(self, assistant: Assistant) -> dict[tuple[str, bool], Message]:
        """What is kept for the present state; a thread late with an older one writes elsewhere."""
        now = (assistant, valeurs.revision(self.store), assistant.today())
        state, kept = self._kept
        if state != now:
            kept = {}
            self._kept = (now, kept)
        return kept
