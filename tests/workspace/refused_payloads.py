"""The blocks that Slack refuses: name, payload, and the fault with its place."""

from typing import Any

from tests.workspace.payloads import (
    actions,
    button,
    confirm,
    context,
    image,
    mrkdwn,
    option,
    options,
    plain,
    rich,
    rich_section,
    section,
    select,
    table,
    text_input,
    without,
)

Refused = tuple[str, Any, str]

BLOCKS: list[Refused] = [
    ("51 blocks", [section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ("block is a string", ["section"], "must provide an object [json-pointer:/blocks/0]"),
    ("block without type", [{}], "missing required field: type [json-pointer:/blocks/0]"),
    (
        "unknown block",
        [{"type": "sections"}],
        "unsupported type: sections [json-pointer:/blocks/0/type]",
    ),
    (
        "block type is a list",
        [{"type": ["section"]}],
        "unsupported type: ['section'] [json-pointer:/blocks/0/type]",
    ),
    (
        "unknown property of a block",
        [section(color="red")],
        "invalid additional property: color [json-pointer:/blocks/0]",
    ),
    (
        "block_id of 256",
        [section(block_id="x" * 256)],
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    (
        "block_id empty",
        [section(block_id="")],
        "must be more than 0 characters [json-pointer:/blocks/0/block_id]",
    ),
    (
        "block_id not a string",
        [section(block_id=7)],
        "must be a string [json-pointer:/blocks/0/block_id]",
    ),
    (
        "same block_id twice",
        [section(block_id="a"), section(block_id="a")],
        "`block_id` a is already used [json-pointer:/blocks/1/block_id]",
    ),
    (
        "section without text or fields",
        [{"type": "section"}],
        "must define `text` or `fields` [json-pointer:/blocks/0]",
    ),
    (
        "section text is a string",
        [{"type": "section", "text": "Mot"}],
        "must provide an object [json-pointer:/blocks/0/text]",
    ),
    (
        "section text of 3001",
        [section(text=mrkdwn("x" * 3001))],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "section text empty",
        [section(text=mrkdwn(""))],
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "unknown text type",
        [section(text={"type": "markdown", "text": "Mot"})],
        "unsupported type: markdown [json-pointer:/blocks/0/text/type]",
    ),
    (
        "text without text",
        [section(text={"type": "mrkdwn"})],
        "missing required field: text [json-pointer:/blocks/0/text]",
    ),
    (
        "emoji in mrkdwn",
        [section(text={**mrkdwn(), "emoji": True})],
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    (
        "11 fields",
        [section(fields=[mrkdwn()] * 11)],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "no fields",
        [section(fields=[])],
        "no less than 1 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "field of 2001",
        [section(fields=[mrkdwn("x" * 2001)])],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        "text input in a section",
        [section(accessory=text_input())],
        "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ),
    (
        "accessory list",
        [section(accessory=[button()])],
        "must provide an object [json-pointer:/blocks/0/accessory]",
    ),
    (
        "header in mrkdwn",
        [{"type": "header", "text": mrkdwn()}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        "header of 151",
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "header without text",
        [{"type": "header"}],
        "missing required field: text [json-pointer:/blocks/0]",
    ),
    (
        "divider with text",
        [{"type": "divider", "text": plain()}],
        "invalid additional property: text [json-pointer:/blocks/0]",
    ),
    (
        "26 elements in actions",
        [actions(*(button(action_id=str(n)) for n in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "actions without elements",
        [actions()],
        "no less than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "same action_id twice in a block",
        [actions(button(), button())],
        "`action_id` b is already used in this block [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    (
        "image in actions",
        [actions(image())],
        "unsupported type: image [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "text input in actions",
        [actions(text_input())],
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "button without text",
        [actions(without(button(), "text"))],
        "missing required field: text [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "button text in mrkdwn",
        [actions(button(text=mrkdwn()))],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
    ),
    (
        "button text of 76",
        [actions(button(text=plain("x" * 76)))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        "button value of 2001",
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "button value is a number",
        [actions(button(value=7))],
        "must be a string [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "action_id of 256",
        [actions(button(action_id="x" * 256))],
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        "unknown button style",
        [actions(button(style="default"))],
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        "button url of 3001",
        [actions(button(url="https://example.org/" + "x" * 3001))],
        "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
    ),
    (
        "button url that is not one",
        [actions(button(url="ici"))],
        "must be a valid URL [json-pointer:/blocks/0/elements/0/url]",
    ),
    (
        "accessibility label of 76",
        [actions(button(accessibility_label="x" * 76))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/accessibility_label]",
    ),
    (
        "confirm without deny",
        [actions(button(confirm=without(confirm(), "deny")))],
        "missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]",
    ),
    (
        "confirm title of 101",
        [actions(button(confirm=confirm(title=plain("x" * 101))))],
        "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ),
    (
        "confirm text of 301",
        [actions(button(confirm=confirm(text=mrkdwn("x" * 301))))],
        "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
    ),
    (
        "confirm button of 31",
        [actions(button(confirm=confirm(confirm=plain("x" * 31))))],
        "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]",
    ),
    (
        "6 overflow options",
        [actions({"type": "overflow", "action_id": "o", "options": options(6)})],
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "select without options",
        [actions(without(select(), "options"))],
        "must define exactly one of `options` or `option_groups` "
        "[json-pointer:/blocks/0/elements/0]",
    ),
    (
        "select with no option",
        [actions(select(options=[]))],
        "no less than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "101 options",
        [actions(select(options=options(101)))],
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "options and groups",
        [actions(select(option_groups=[{"label": plain(), "options": options(1)}]))],
        "must define exactly one of `options` or `option_groups` "
        "[json-pointer:/blocks/0/elements/0]",
    ),
    (
        "group without label",
        [actions(without(select(option_groups=[{"options": options(1)}]), "options"))],
        "missing required field: label [json-pointer:/blocks/0/elements/0/option_groups/0]",
    ),
    (
        "option text of 76",
        [actions(select(options=[option(words="x" * 76)]))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        "option value of 151",
        [actions(select(options=[option("x" * 151)]))],
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        "option value is a number",
        [actions(select(options=[{"text": plain(), "value": 1}]))],
        "must be a string [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        "option without value",
        [actions(select(options=[{"text": plain()}]))],
        "missing required field: value [json-pointer:/blocks/0/elements/0/options/0]",
    ),
    (
        "option text in mrkdwn in a menu",
        [actions(select(options=[{"text": mrkdwn(), "value": "1"}]))],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/options/0/text/type]",
    ),
    (
        "option description of 76",
        [actions(select(options=[option(description=plain("x" * 76))]))],
        "must be less than 76 characters "
        "[json-pointer:/blocks/0/elements/0/options/0/description/text]",
    ),
    (
        "url in a menu's option",
        [actions(select(options=[option(url="https://example.org")]))],
        "invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]",
    ),
    (
        "two options with one value",
        [actions(select(options=[option(), option()]))],
        "options must have unique values [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "initial option not offered",
        [actions(select(initial_option=option("9")))],
        "must match an option [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        "placeholder of 151",
        [actions(select(placeholder=plain("x" * 151)))],
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]",
    ),
    (
        "max_selected_items of 0",
        [section(accessory=select(type="multi_static_select", max_selected_items=0))],
        "must be between 1 and 100 [json-pointer:/blocks/0/accessory/max_selected_items]",
    ),
    (
        "11 checkboxes",
        [actions({"type": "checkboxes", "action_id": "c", "options": options(11)})],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "radio without options",
        [actions({"type": "radio_buttons", "action_id": "r"})],
        "missing required field: options [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "date as the French write it",
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "15/03/2027"})],
        "must be a date such as 2027-03-15 [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        "time without zero",
        [actions({"type": "timepicker", "action_id": "t", "initial_time": "9:30"})],
        "must be a time such as 14:30 [json-pointer:/blocks/0/elements/0/initial_time]",
    ),
    (
        "moment in milliseconds",
        [actions({"type": "datetimepicker", "action_id": "m", "initial_date_time": 10**12})],
        "must be between 1000000000 and 9999999999 "
        "[json-pointer:/blocks/0/elements/0/initial_date_time]",
    ),
    (
        "11 elements in context",
        [context(*[mrkdwn()] * 11)],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "button in context",
        [context(button())],
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "image without alt_text",
        [without(image(), "alt_text")],
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        "image without source",
        [without(image(), "image_url")],
        "must define exactly one of `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    (
        "image with two sources",
        [image(slack_file={"id": "F1"})],
        "must define exactly one of `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    (
        "image alt_text of 2001",
        [image(alt_text="x" * 2001)],
        "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]",
    ),
    (
        "image title in mrkdwn",
        [image(title=mrkdwn())],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/title/type]",
    ),
    (
        "markdown of 12001",
        [{"type": "markdown", "text": "x" * 12_001}],
        "must be less than 12001 characters [json-pointer:/blocks/0/text]",
    ),
    (
        "markdown of 12001 in all",
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "must be less than 12001 characters in all [json-pointer:/blocks]",
    ),
    ("two tables", [table(1), table(1)], "only one table is allowed [json-pointer:/blocks]"),
    (
        "101 rows",
        [table(101)],
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    (
        "21 columns",
        [table(1, 21)],
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    (
        "unknown rich text part",
        [rich({"type": "rich_text_table", "elements": []})],
        "unsupported type: rich_text_table [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "rich text list without style",
        [rich({"type": "rich_text_list", "elements": [rich_section()]})],
        "missing required field: style [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "rich text user without id",
        [rich(rich_section({"type": "user"}))],
        "missing required field: user_id [json-pointer:/blocks/0/elements/0/elements/0]",
    ),
]
