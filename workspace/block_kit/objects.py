"""Composition objects: texts, options, confirmation dialogs, filters."""

from typing import Any

from workspace.block_kit.schema import (
    Check,
    Report,
    Shape,
    boolean,
    by_type,
    enum,
    exactly_one,
    list_of,
    text,
    url,
)


def plain_text(most: int, least: int = 1) -> Check:
    """Accept a `plain_text` object."""
    return by_type({"plain_text": Shape({"text": text(most, least)}, {"emoji": boolean})})


def any_text(most: int) -> Check:
    """Accept a `plain_text` or a `mrkdwn` object."""
    return by_type(
        {
            "plain_text": Shape({"text": text(most)}, {"emoji": boolean}),
            "mrkdwn": Shape({"text": text(most)}, {"verbatim": boolean}),
        }
    )


SLACK_FILE = Shape({}, {"id": text(255), "url": url}, (exactly_one("id", "url"),))

CONFIRM = Shape(
    {
        "title": plain_text(100),
        "text": any_text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": enum("primary", "danger")},
)

PLAIN_OPTION = Shape({"text": plain_text(75), "value": text(150)}, {"description": plain_text(75)})
LINK_OPTION = Shape(
    {"text": plain_text(75), "value": text(150)}, {"description": plain_text(75), "url": url}
)
RICH_OPTION = Shape({"text": any_text(75), "value": text(150)}, {"description": any_text(75)})

PLAIN_OPTIONS = list_of(PLAIN_OPTION, 100)
OPTION_GROUPS = list_of(Shape({"label": plain_text(75), "options": PLAIN_OPTIONS}), 100)

CONVERSATION_FILTER = Shape(
    {},
    {
        "include": list_of(enum("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)

DISPATCH_CONFIG = Shape(
    {"trigger_actions_on": list_of(enum("on_enter_pressed", "on_character_entered"), 2)}
)


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the options of an element, those of its groups included."""
    grouped = [
        option for group in element.get("option_groups") or [] for option in group["options"]
    ]
    return [*(element.get("options") or []), *grouped]


def initial_is_offered(value: Any, pointer: str, report: Report) -> None:
    """Rule: what is chosen at first is one of the options."""
    offered = {option["value"] for option in options_of(value)}
    initial = value.get("initial_option")
    if initial and initial["value"] not in offered:
        report.error("must match an option", f"{pointer}/initial_option")
    for index, option in enumerate(value.get("initial_options") or []):
        if option["value"] not in offered:
            report.error("must match an option", f"{pointer}/initial_options/{index}")


def values_are_unique(value: Any, pointer: str, report: Report) -> None:
    """Rule: no two options have the same value."""
    offered = [option["value"] for option in options_of(value)]
    if len(offered) != len(set(offered)):
        report.error("options must have unique values", f"{pointer}/options")
