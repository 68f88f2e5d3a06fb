"""What a person typed, out of what Slack makes of it."""

import html
import re

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<(?:[a-z]+:)?[^|>]*\|([^>]*)>")


def typed(text: str, *, naming: bool = False) -> str:
    """The words of a message: links and entities made plain.

    Mentions of people are taken out; with `naming` they become « @ » and the person's id.
    """
    words = _MENTION.sub(r"@\1" if naming else " ", text)
    return html.unescape(_LINK.sub(r"\1", words)).strip()
