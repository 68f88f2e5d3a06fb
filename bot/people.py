"""People in the words of an answer: marked by their id, then shown as each display can.

The marks are private characters that no one types (`readable` takes them out), so that what
people write can never name someone.
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


def shown(text: str, form: Callable[[str], str] = lambda person: f"@{person}") -> str:
    """The text with each person in a form of their id; « @id » where nothing better exists."""
    return MARKED.sub(lambda found: form(found[0][1:-1]), text)


def unnamed(text: str) -> str:
    """The words of a question: the people that it mentions are not asked about."""
    return _NAMED.sub(" ", text).strip()
