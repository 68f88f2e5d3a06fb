"""The views that Slack refuses: name, payload, and the fault with its place."""

from tests.workspace.payloads import (
    button,
    field,
    home,
    modal,
    mrkdwn,
    plain,
    section,
    table,
    text_input,
    without,
)
from tests.workspace.refused_payloads import Refused

VIEWS: list[Refused] = [
    ("not an object", [], "must provide an object [json-pointer:/view]"),
    (
        "101 blocks",
        modal(*[section()] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    (
        "no blocks",
        without(modal(), "blocks"),
        "missing required field: blocks [json-pointer:/view]",
    ),
    (
        "modal with an empty list of blocks",
        modal(),
        "no less than 1 items allowed [json-pointer:/view/blocks]",
    ),
    ("unknown view", modal(type="dialog"), "unsupported type: dialog [json-pointer:/view/type]"),
    (
        "modal without title",
        without(modal(section()), "title"),
        "missing required field: title [json-pointer:/view]",
    ),
    (
        "title of 25",
        modal(section(), title=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    (
        "title in mrkdwn",
        modal(section(), title=mrkdwn()),
        "unsupported type: mrkdwn [json-pointer:/view/title/type]",
    ),
    (
        "submit of 25",
        modal(section(), submit=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/submit/text]",
    ),
    (
        "close of 25",
        modal(section(), close=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/close/text]",
    ),
    (
        "input without submit",
        without(modal(field(text_input())), "submit"),
        "missing required field: submit [json-pointer:/view]",
    ),
    (
        "private_metadata of 3001",
        modal(section(), private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (
        "callback_id of 256",
        modal(section(), callback_id="x" * 256),
        "must be less than 256 characters [json-pointer:/view/callback_id]",
    ),
    (
        "submit_disabled",
        modal(section(), submit_disabled=True),
        "invalid additional property: submit_disabled [json-pointer:/view]",
    ),
    (
        "title on a home",
        home(section(), title=plain()),
        "invalid additional property: title [json-pointer:/view]",
    ),
    (
        "markdown in a view",
        home({"type": "markdown", "text": "Mot"}),
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
    (
        "table in a view",
        modal(table(1)),
        "unsupported type: table [json-pointer:/view/blocks/0/type]",
    ),
    (
        "button in an input",
        modal(field(button())),
        "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
    ),
    (
        "input without label",
        modal(without(field(text_input()), "label")),
        "missing required field: label [json-pointer:/view/blocks/0]",
    ),
    (
        "input without element",
        modal(without(field(text_input()), "element")),
        "missing required field: element [json-pointer:/view/blocks/0]",
    ),
    (
        "label of 2001",
        modal(field(text_input(), label=plain("x" * 2001))),
        "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
    ),
    (
        "label in mrkdwn",
        modal(field(text_input(), label=mrkdwn())),
        "unsupported type: mrkdwn [json-pointer:/view/blocks/0/label/type]",
    ),
    (
        "optional written as a word",
        modal(field(text_input(), optional="true")),
        "must be a boolean [json-pointer:/view/blocks/0/optional]",
    ),
    (
        "min_length over max_length",
        modal(field(text_input(min_length=5, max_length=2))),
        "must not be more than max_length [json-pointer:/view/blocks/0/element/min_length]",
    ),
    (
        "max_length of 3001",
        modal(field(text_input(max_length=3001))),
        "must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
    ),
    (
        "number without is_decimal_allowed",
        modal(field({"type": "number_input", "action_id": "n"})),
        "missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]",
    ),
    (
        "number bounds as numbers",
        modal(field({"type": "number_input", "is_decimal_allowed": True, "min_value": 1})),
        "must be a number [json-pointer:/view/blocks/0/element/min_value]",
    ),
    (
        "11 files",
        modal(field({"type": "file_input", "action_id": "f", "max_files": 11})),
        "must be between 1 and 10 [json-pointer:/view/blocks/0/element/max_files]",
    ),
    (
        "two elements with the focus",
        modal(
            field(text_input(focus_on_load=True)),
            field(text_input(action_id="u", focus_on_load=True)),
        ),
        "only one element may have focus_on_load [json-pointer:/view/blocks/1]",
    ),
    (
        "unknown dispatch trigger",
        modal(field(text_input(dispatch_action_config={"trigger_actions_on": ["blur"]}))),
        "must be one of: on_enter_pressed, on_character_entered "
        "[json-pointer:/view/blocks/0/element/dispatch_action_config/trigger_actions_on/0]",
    ),
]
