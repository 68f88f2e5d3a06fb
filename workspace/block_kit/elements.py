"""Block elements: buttons, menus, pickers, inputs."""

from typing import Any

from workspace.block_kit.objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    LINK_OPTION,
    OPTION_GROUPS,
    PLAIN_OPTION,
    PLAIN_OPTIONS,
    RICH_OPTION,
    SLACK_FILE,
    initial_is_offered,
    plain_text,
    values_are_unique,
)
from workspace.block_kit.rich_text import RICH_TEXT
from workspace.block_kit.schema import (
    Check,
    Report,
    Shape,
    boolean,
    enum,
    exactly_one,
    integer,
    list_of,
    pattern,
    text,
    url,
)

ACTION_ID = text(255)
DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date such as 2027-03-15")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time such as 14:30")
NUMBER = pattern(r"-?\d+(\.\d+)?", "a number")

_ANY: dict[str, Check] = {"action_id": ACTION_ID}
_CHOICE: dict[str, Check] = {**_ANY, "confirm": CONFIRM, "focus_on_load": boolean}
_FIELD: dict[str, Check] = {**_ANY, "placeholder": plain_text(150), "focus_on_load": boolean}
_MENU: dict[str, Check] = {**_FIELD, "confirm": CONFIRM}
_TYPED: dict[str, Check] = {**_FIELD, "dispatch_action_config": DISPATCH_CONFIG}

_OFFERED = (
    exactly_one("options", "option_groups"),
    initial_is_offered,
    values_are_unique,
)


def _single(**more: Check) -> Shape:
    return Shape({}, {**_MENU, **more})


def _multiple(**more: Check) -> Shape:
    return Shape({}, {**_MENU, "max_selected_items": integer(1, 10_000), **more})


def _lengths_agree(value: Any, pointer: str, report: Report) -> None:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.error("must not be more than max_length", f"{pointer}/min_length")


def _bounds_agree(value: Any, pointer: str, report: Report) -> None:
    try:
        least, most = float(value["min_value"]), float(value["max_value"])
    except (KeyError, TypeError, ValueError):
        return
    if least > most:
        report.error("must not be more than max_value", f"{pointer}/min_value")


_IDS = list_of(text(255), 100)

ELEMENTS: dict[str, Check] = {
    "button": Shape(
        {"text": plain_text(75)},
        {
            **_ANY,
            "value": text(2000),
            "url": url,
            "style": enum("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": text(75),
        },
    ),
    "overflow": Shape(
        {"options": list_of(LINK_OPTION, 5)}, {**_ANY, "confirm": CONFIRM}, (values_are_unique,)
    ),
    "image": Shape(
        {"alt_text": text(2000)},
        {"image_url": url, "slack_file": SLACK_FILE},
        (exactly_one("image_url", "slack_file"),),
    ),
    "checkboxes": Shape(
        {"options": list_of(RICH_OPTION, 10)},
        {**_CHOICE, "initial_options": list_of(RICH_OPTION, 10)},
        (initial_is_offered, values_are_unique),
    ),
    "radio_buttons": Shape(
        {"options": list_of(RICH_OPTION, 10)},
        {**_CHOICE, "initial_option": RICH_OPTION},
        (initial_is_offered, values_are_unique),
    ),
    "static_select": Shape(
        {},
        {
            **_MENU,
            "options": PLAIN_OPTIONS,
            "option_groups": OPTION_GROUPS,
            "initial_option": PLAIN_OPTION,
        },
        _OFFERED,
    ),
    "multi_static_select": Shape(
        {},
        {
            **_MENU,
            "options": PLAIN_OPTIONS,
            "option_groups": OPTION_GROUPS,
            "initial_options": PLAIN_OPTIONS,
            "max_selected_items": integer(1, 100),
        },
        _OFFERED,
    ),
    "external_select": _single(initial_option=PLAIN_OPTION, min_query_length=integer(0, 3000)),
    "multi_external_select": _multiple(
        initial_options=PLAIN_OPTIONS, min_query_length=integer(0, 3000)
    ),
    "users_select": _single(initial_user=text(255)),
    "multi_users_select": _multiple(initial_users=_IDS),
    "channels_select": _single(initial_channel=text(255), response_url_enabled=boolean),
    "multi_channels_select": _multiple(initial_channels=_IDS),
    "conversations_select": _single(
        initial_conversation=text(255),
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=CONVERSATION_FILTER,
    ),
    "multi_conversations_select": _multiple(
        initial_conversations=_IDS,
        default_to_current_conversation=boolean,
        filter=CONVERSATION_FILTER,
    ),
    "datepicker": Shape({}, {**_MENU, "initial_date": DATE}),
    "timepicker": Shape({}, {**_MENU, "initial_time": TIME, "timezone": text(255)}),
    "datetimepicker": Shape(
        {},
        {**_CHOICE, "initial_date_time": integer(1_000_000_000, 9_999_999_999)},
    ),
    "plain_text_input": Shape(
        {},
        {
            **_TYPED,
            "initial_value": text(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        (_lengths_agree,),
    ),
    "number_input": Shape(
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        (_bounds_agree,),
    ),
    "email_text_input": Shape({}, {**_TYPED, "initial_value": text(3000, 0)}),
    "url_text_input": Shape({}, {**_TYPED, "initial_value": text(3000, 0)}),
    "rich_text_input": Shape({}, {**_TYPED, "initial_value": RICH_TEXT}),
    "file_input": Shape(
        {},
        {**_ANY, "filetypes": list_of(text(255), 100), "max_files": integer(1, 10)},
    ),
}

_SELECTS = {
    f"{several}{kind}_select"
    for several in ("", "multi_")
    for kind in ("static", "external", "users", "channels", "conversations")
}
_CHOICES = _SELECTS | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}
_TEXT_INPUTS = {
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
}


def elements_of(names: set[str]) -> dict[str, Check]:
    """Give the shapes of these elements."""
    return {name: ELEMENTS[name] for name in sorted(names)}


IN_SECTION = elements_of(_CHOICES | {"button", "image", "overflow"})
IN_ACTIONS = elements_of(_CHOICES | {"button", "overflow", "datetimepicker", "rich_text_input"})
IN_INPUT = elements_of(_CHOICES | _TEXT_INPUTS | {"datetimepicker", "file_input"})
