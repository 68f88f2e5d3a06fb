"""Messages and views as wholes: how many blocks, which ids, which inputs."""

import copy
import json
import secrets
from typing import Any

from workspace.block_kit.blocks import MESSAGE_BLOCK, VIEW_BLOCK, interactive_elements
from workspace.block_kit.objects import plain_text
from workspace.block_kit.schema import (
    Check,
    Report,
    Shape,
    boolean,
    by_type,
    list_of,
    text,
)
from workspace.errors import Json, SlackError

MOST_MESSAGE_BLOCKS = 50
MOST_VIEW_BLOCKS = 100
MOST_MARKDOWN = 12_000
# Not in Slack's reference, but what its API applies to a message as a whole (bolt-js#2509).
MOST_MESSAGE_TEXT = 13_200
MOST_METADATA_BYTES = 8_000
LONGEST_MODAL_VIEW = 250_000

_COMMON: dict[str, Check] = {
    "callback_id": text(255, 0),
    "private_metadata": text(3000, 0),
    "external_id": text(255, 0),
}
_VIEW_BLOCKS = list_of(VIEW_BLOCK, MOST_VIEW_BLOCKS)
_VIEW = by_type(
    {
        "modal": Shape(
            {"title": plain_text(24), "blocks": _VIEW_BLOCKS},
            {
                **_COMMON,
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
            },
        ),
        "home": Shape({"blocks": list_of(VIEW_BLOCK, MOST_VIEW_BLOCKS, 0)}, _COMMON),
    }
)


def checked_message_blocks(blocks: Any) -> list[Json] | None:
    """Give the blocks of a message with the ids Slack adds; None when there are none.

    Raises `invalid_blocks_format`, `msg_blocks_too_long`, and `invalid_blocks` with the JSON
    pointer of each fault.
    """
    if blocks is None or blocks == []:
        return None
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    report = Report()
    list_of(MESSAGE_BLOCK, MOST_MESSAGE_BLOCKS)(blocks, "/blocks", report)
    if not report.messages:
        _check_unique_block_ids(blocks, "/blocks", report)
        _check_cumulated_limits(blocks, report)
    if report.messages:
        raise SlackError(
            "invalid_blocks",
            report.messages,
            errors=[message.removeprefix("[ERROR] ") for message in report.messages],
        )
    if _length_of_texts(blocks) > MOST_MESSAGE_TEXT:
        raise SlackError("msg_blocks_too_long")
    return _with_ids(blocks)


def checked_view(view: Any) -> Json:
    """Give a view with the ids Slack adds to its blocks.

    Raises `invalid_arguments`, each fault with its JSON pointer.
    """
    report = Report()
    _VIEW(view, "/view", report)
    if not report.messages:
        _check_unique_block_ids(view["blocks"], "/view/blocks", report)
        _check_submit(view, report)
        _check_one_focus(view["blocks"], report)
    if report.messages:
        raise SlackError("invalid_arguments", report.messages)
    if len(json.dumps(view)) > LONGEST_MODAL_VIEW:
        raise SlackError("view_too_large")
    return {**view, "blocks": _with_ids(view["blocks"])}


def check_metadata(metadata: Any) -> Json | None:
    """Give a message's metadata; raises `invalid_metadata_format` or `metadata_too_large`."""
    if metadata is None:
        return None
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > MOST_METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return metadata


def _check_unique_block_ids(blocks: list[Json], pointer: str, report: Report) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            report.error(f"`block_id` {block_id} is already used", f"{pointer}/{index}/block_id")
        if block_id:
            seen.add(block_id)


def _check_cumulated_limits(blocks: list[Json], report: Report) -> None:
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MOST_MARKDOWN:
        report.error(f"must be less than {MOST_MARKDOWN + 1} characters in all", "/blocks")
    if sum(block["type"] == "table" for block in blocks) > 1:
        report.error("only one table is allowed", "/blocks")


def _length_of_texts(value: Any) -> int:
    if isinstance(value, list):
        return sum(_length_of_texts(item) for item in value)
    if isinstance(value, dict):
        own = value.get("text")
        own_length = len(own) if isinstance(own, str) else 0
        return own_length + sum(_length_of_texts(item) for item in value.values())
    return 0


def _check_submit(view: Json, report: Report) -> None:
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if has_input and view["type"] == "modal" and not view.get("submit"):
        report.error("missing required field: submit", "/view")


def _check_one_focus(blocks: list[Json], report: Report) -> None:
    focused = [
        index
        for index, block in enumerate(blocks)
        for element in interactive_elements(block)
        if element.get("focus_on_load")
    ]
    if len(focused) > 1:
        report.error("only one element may have focus_on_load", f"/view/blocks/{focused[1]}")


def _with_ids(blocks: list[Json]) -> list[Json]:
    completed = copy.deepcopy(blocks)
    for block in completed:
        block["block_id"] = block.get("block_id") or _generated_id()
        for element in interactive_elements(block):
            element["action_id"] = element.get("action_id") or _generated_id()
    return completed


def _generated_id() -> str:
    return secrets.token_urlsafe(4)[:5]
