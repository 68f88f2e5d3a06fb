"""What a person typed, out of what Slack makes of it."""

import html
import re

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<(?:[a-z]+:)?[^|>]*\|([^>]*)>")


def typed(text: str, bot: str | None) -> str:
    """The words of a message: links and entities made plain.

    Mentions of people become « @ » and the person's id; those of the bot (an id) are taken out.
    """

    def named(found: re.Match[str]) -> str:
        return " " if found[1] == bot else f"@{found[1]}"

    return html.unescape(_LINK.sub(r"\1", _MENTION.sub(named, text))).strip()
