"""What a person reads, and what answers what they do."""

from collections.abc import Callable, Iterator
from typing import Any

from workspace import Entry, Workspace


def answer_to(workspace: Workspace, act: Callable[[], object], seconds: float = 5) -> Entry:
    """The first thing the bot says after someone acts."""
    last = len(workspace.feed.entries)
    act()
    entry = workspace.feed.wait_for(lambda e: e.by_app and e.number > last, seconds)
    assert entry is not None, "the bot said nothing"
    return entry


def shown(message: dict[str, Any]) -> str:
    """Every word of a message's blocks, no-break spaces made plain."""
    return "\n".join(_texts(message.get("blocks", []))).replace("\u00a0", " ")


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for child in part.values():
            yield from _texts(child)
    elif isinstance(part, list):
        for child in part:
            yield from _texts(child)
