"""What a person typed, out of what Slack makes of it."""

import html
import re

_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
_LINK = re.compile(r"<(?:[a-z]+:)?[^|>]*\|([^>]*)>")


def typed(text: str) -> str:
    """The words of a message: mentions of people taken out, links and entities made plain."""
    return html.unescape(_LINK.sub(r"\1", _MENTION.sub(" ", text))).strip()
