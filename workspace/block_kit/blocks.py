"""Layout blocks: which elements each may hold, and how much."""

from typing import Any

from workspace.block_kit.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from workspace.block_kit.objects import SLACK_FILE, any_text, plain_text
from workspace.block_kit.rich_text import RICH_TEXT, RICH_TEXT_FIELDS
from workspace.block_kit.schema import (
    Check,
    Report,
    Shape,
    at_least_one,
    boolean,
    by_type,
    enum,
    exactly_one,
    list_of,
    text,
    url,
)

_ID: dict[str, Check] = {"block_id": text(255)}


def _actions_are_unique(value: Any, pointer: str, report: Report) -> None:
    seen: set[str] = set()
    for index, element in enumerate(value["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            report.error(
                f"`action_id` {action_id} is already used in this block",
                f"{pointer}/elements/{index}/action_id",
            )
        if action_id:
            seen.add(action_id)


_CONTEXT_ELEMENT = by_type(
    {
        "image": ELEMENTS["image"],
        "plain_text": any_text(3000),
        "mrkdwn": any_text(3000),
    }
)

_CELL = by_type({"raw_text": Shape({"text": text(3000)}), "rich_text": RICH_TEXT})
_COLUMN = Shape({}, {"align": enum("left", "center", "right"), "is_wrapped": boolean})

_EVERYWHERE: dict[str, Check] = {
    "actions": Shape({"elements": list_of(by_type(IN_ACTIONS), 25)}, _ID, (_actions_are_unique,)),
    "context": Shape({"elements": list_of(_CONTEXT_ELEMENT, 10)}, _ID),
    "divider": Shape({}, _ID),
    "header": Shape({"text": plain_text(150)}, _ID),
    "image": Shape(
        {"alt_text": text(2000)},
        {**_ID, "image_url": url, "slack_file": SLACK_FILE, "title": plain_text(2000)},
        (exactly_one("image_url", "slack_file"),),
    ),
    "input": Shape(
        {"label": plain_text(2000), "element": by_type(IN_INPUT)},
        {**_ID, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": Shape(RICH_TEXT_FIELDS, _ID),
    "section": Shape(
        {},
        {
            **_ID,
            "text": any_text(3000),
            "fields": list_of(any_text(2000), 10),
            "accessory": by_type(IN_SECTION),
            "expand": boolean,
        },
        (at_least_one("text", "fields"),),
    ),
}

MESSAGE_BLOCK = by_type(
    {
        **_EVERYWHERE,
        "markdown": Shape({"text": text(12_000)}, _ID),
        "table": Shape(
            {"rows": list_of(list_of(_CELL, 20), 100)},
            {**_ID, "column_settings": list_of(_COLUMN, 20)},
        ),
    }
)
VIEW_BLOCK = by_type(_EVERYWHERE)


def interactive_elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the elements of a block that a person can act upon."""
    if block["type"] == "actions":
        return list(block["elements"])
    if block["type"] == "input":
        return [block["element"]]
    accessory = block.get("accessory") if block["type"] == "section" else None
    return [accessory] if accessory and accessory["type"] != "image" else []
