"""People in the words of an answer: marked by their id, then shown as each display can.

The marks are private characters that no one types (`readable` takes them out): what people write
names someone by a mention alone, « @ » and an id, where `mentioned` reads it.
"""

import re
from collections.abc import Callable

from workflows.personnes import MENTION

_OPEN, _CLOSE = "\ue000", "\ue001"
_NAMED = re.compile(rf"(?<!\w)@{MENTION.pattern}\b")
MARKED = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}")
"""A person as words carry them."""


def is_person(recipient: str) -> bool:
    """Whether the id of who is written to is a person's, not a channel's."""
    return recipient.startswith(("U", "W"))


def mark(person: str) -> str:
    """A person's id, marked."""
    return f"{_OPEN}{person}{_CLOSE}"


def author(said: str) -> str:
    """Who did something, as it was kept: marked when it is an id of the messenger, else a name."""
    return mark(said) if MENTION.fullmatch(said) else said


def mentioned(words: str) -> str:
    """What a person wrote, with those whom it mentions marked; « @URBANISME » is a word."""

    def named(found: re.Match[str]) -> str:
        person = found[0].removeprefix("@")
        return mark(person) if re.search("[0-9]", person) else found[0]

    return _NAMED.sub(named, words)


def at(person: str) -> str:
    """« @id », where nothing better exists."""
    return f"@{person}"


def shown(text: str, form: Callable[[str], str]) -> str:
    """The text with each person in a form of their id."""
    return MARKED.sub(lambda found: form(found[0][1:-1]), text)


def unnamed(text: str) -> str:
    """The words of a question: the people that it mentions are not asked about."""
    return _NAMED.sub(" ", text).strip()
