"""Files in the words of an answer: marked by name and address, shown as each display can.

The marks are private characters that no one types (`readable` takes them out), so that what
people write can never make a link.
"""

import html
import re
from collections.abc import Callable

from workflows.figures import NBSP
from workflows.pieces import detacher

_OPEN, _THEN, _CLOSE, _SPACE = "\ue002", "\ue003", "\ue004", "\ue005"
MARKED = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}")
"""A file as words carry it."""

MAX_ESCAPED = 2000
"""Characters of an address once escaped: a longer one, with its name, is no longer a link."""


def mark(written: str) -> str:
    """A file as words carry it, marked without a space, so that no line is broken in it.

    Other words stay as they are.
    """
    words, found = detacher(written)
    if found is None or words or len(html.escape(found.adresse, quote=False)) > MAX_ESCAPED:
        return written
    return f"{_OPEN}{found.nom.replace(' ', _SPACE)}{_THEN}{found.adresse}{_CLOSE}"


def shown(
    text: str, form: Callable[[str, str], str] = lambda name, address: f"{name} ({address})"
) -> str:
    """The text with each file in a form of its name and address; both, where links do not exist."""

    def named(found: re.Match[str]) -> str:
        name, _, address = found[0][1:-1].partition(_THEN)
        return form(name.replace(_SPACE, NBSP), address)

    return MARKED.sub(named, text)
