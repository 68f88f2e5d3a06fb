"""What people type, as Slack passes it on: special characters escaped, mentions by id."""

import re

from workspace.state.store import Store

_REFERENCE = re.compile(
    r"<([@#])([A-Z0-9]+)(?:\|[^<>|]*)?>|(?<!\w)([@#])([\w-]+)"
    r"|(?<!\w)https?://[^\s<>|]*[^\s<>|.,;:!?)\]}\"']|[&<>]"
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(typed: str) -> str:
    """Escape `&`, `<` and `>`."""
    return re.sub("[&<>]", lambda found: _ESCAPES[found[0]], typed)


def as_passed_on(store: Store, typed: str) -> str:
    """Escape `&`, `<` and `>`, write `@alice` or `#general` as references, addresses as links."""
    people = {user.name: user.id for user in store.users.values()}
    channels = {c.name: c.id for c in store.conversations.values() if c.is_channel}

    def replace(found: re.Match[str]) -> str:
        if found[0] in _ESCAPES:
            return _ESCAPES[found[0]]
        if found[1]:
            return found[0]
        if not found[3]:
            return f"<{found[0].replace('&', '&amp;')}>"
        known = people if found[3] == "@" else channels
        return f"<{found[3]}{known[found[4]]}>" if found[4] in known else found[0]

    return _REFERENCE.sub(replace, typed)
