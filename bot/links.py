"""Files in the words of an answer: marked by name and address, shown as each display can.

The marks are private characters that no one types (`readable` takes them out), so that what
people write can never make a link.
"""

import re
from collections.abc import Callable

from workflows.figures import NBSP
from workflows.pieces import detacher

_OPEN, _THEN, _CLOSE, _SPACE = "\ue002", "\ue003", "\ue004", "\ue005"
_MARKED = re.compile(f"{_OPEN}([^{_THEN}]*){_THEN}([^{_CLOSE}]*){_CLOSE}")


def mark(written: str) -> str:
    """A file as words carry it, marked without a space, so that no line is broken in it.

    Other words stay as they are.
    """
    words, found = detacher(written)
    if found is None or words:
        return written
    return f"{_OPEN}{found.nom.replace(' ', _SPACE)}{_THEN}{found.adresse}{_CLOSE}"


def is_in(text: str) -> bool:
    """Whether a text shows files."""
    return _OPEN in text


def shown(
    text: str, form: Callable[[str, str], str] = lambda name, address: f"{name} ({address})"
) -> str:
    """The text with each file in a form of its name and address; both, where links do not exist."""
    return _MARKED.sub(lambda found: form(found[1].replace(_SPACE, NBSP), found[2]), text)
