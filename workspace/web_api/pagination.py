"""Cursors: `limit`, `cursor` and `response_metadata.next_cursor`."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from workspace.errors import Json, SlackError
from workspace.web_api.arguments import Arguments

Item = TypeVar("Item")


def page_of(
    items: Sequence[Item], arguments: Arguments, *, most: int = 1000, default: int = 100
) -> tuple[list[Item], Json]:
    """Cut the page asked for; give it with the `response_metadata` that leads to the next.

    Raises `invalid_limit` and `invalid_cursor`.
    """
    limit = arguments.number("limit", default) or default
    if not 1 <= limit <= most:
        raise SlackError("invalid_limit")
    start = _start(arguments.text("cursor"))
    end = start + limit
    next_cursor = _cursor(end) if end < len(items) else ""
    return list(items[start:end]), {"response_metadata": {"next_cursor": next_cursor}}


def _cursor(start: int) -> str:
    return base64.b64encode(f"next:{start}".encode()).decode()


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    if word != "next" or not number.isdigit():
        raise SlackError("invalid_cursor")
    return int(number)
