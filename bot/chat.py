"""The bot with text alone: lines in, what a person would read out."""

import sys
from collections.abc import Iterable
from typing import TextIO

from bot import text
from bot.readings import Reading, read
from workflows.assistant import Assistant
from workflows.conversation import say

GOODBYES = frozenset({"quitter", "exit", "quit", "au revoir"})


FICHE = "Pour rédiger une fiche du besoin : « fiche »."


class Conversation:
    """One person's conversation; a number picks one of the last choices shown."""

    def __init__(self, assistant: Assistant, role: str) -> None:
        self._assistant = assistant
        self._person = role
        self._last = Reading()

    def reply(self, line: str) -> str:
        """What the bot says to a line."""
        said = line.strip()
        if said.isdigit() and 1 <= int(said) <= len(self._last.choices):
            choice = self._last.choices[int(said) - 1]
            if choice.saisie:
                return f"Écrivez « {choice.demande} », puis : {choice.saisie}"
            said = choice.demande
        self._last = read(say(self._assistant, self._person, said))
        return text.render(self._last, numbered=True)


def converse(assistant: Assistant, role: str, lines: TextIO, out: TextIO) -> None:
    """Talk with someone in a role until the lines end, or until they say goodbye."""
    conversation = Conversation(assistant, role)
    typing = lines.isatty()
    if typing:
        print(conversation.reply("aide"), FICHE, sep="\n\n", end="\n\n", file=out)
    for line in _asked(lines, out, prompt=f"{role} › " if typing else ""):
        if line.strip().lower() in GOODBYES:
            break
        print(conversation.reply(line), end="\n\n", file=out, flush=True)


def _asked(lines: TextIO, out: TextIO, prompt: str) -> Iterable[str]:
    if lines is sys.stdin and prompt:
        import readline  # noqa: F401 -- its import gives `input` history and editing

        while True:
            try:
                yield input(prompt)
            except (EOFError, KeyboardInterrupt):
                print(file=out)
                return
    yield from lines
