"""Where slack_sdk's models and the workspace differ, and why the workspace stands by it."""

_NO_COUNTS = "the models count few lists; Slack's reference gives these limits"
_NO_LENGTHS = "the models do not measure this text; Slack's reference gives its length"
_NO_KINDS = "the models take any element or text here; the reference names those that a place takes"
_NO_EXTRAS = "the models drop what they do not know; Slack answers `invalid additional property`"
_NO_REQUIRED = "the models leave the field out; the reference marks it as required"
_NO_CROSS_CHECKS = "the models look at one field at a time; Slack compares them"
_NO_WHOLES = "the models look at one block at a time; Slack looks at the message or view as a whole"
_NO_TYPES = "the models do not check the type of the value; Slack's schema does"

SDK_ACCEPTS: dict[str, str] = {
    **dict.fromkeys(
        [
            "no fields",
            "actions without elements",
            "select with no option",
            "max_selected_items of 0",
            "11 checkboxes",
            "101 rows",
            "21 columns",
            "max_length of 3001",
            "11 files",
        ],
        _NO_COUNTS,
    ),
    **dict.fromkeys(
        [
            "block_id empty",
            "section text empty",
            "field of 2001",
            "option text of 76",
            "option value of 151",
            "option description of 76",
        ],
        _NO_LENGTHS,
    ),
    **dict.fromkeys(
        [
            "unknown text type",
            "text input in a section",
            "header in mrkdwn",
            "image in actions",
            "text input in actions",
            "button text in mrkdwn",
            "option text in mrkdwn in a menu",
            "button in context",
            "unknown rich text part",
            "title in mrkdwn",
            "markdown in a view",
            "table in a view",
            "label in mrkdwn",
            "unknown dispatch trigger",
        ],
        _NO_KINDS,
    ),
    **dict.fromkeys(
        [
            "unknown property of a block",
            "divider with text",
            "url in a menu's option",
            "submit_disabled",
            "title on a home",
        ],
        _NO_EXTRAS,
    ),
    **dict.fromkeys(
        [
            "confirm without deny",
            "group without label",
            "option without value",
            "radio without options",
            "image without source",
            "rich text list without style",
            "modal without title",
            "number without is_decimal_allowed",
        ],
        _NO_REQUIRED,
    ),
    **dict.fromkeys(
        [
            "two options with one value",
            "initial option not offered",
            "image with two sources",
            "min_length over max_length",
            "same action_id twice in a block",
        ],
        _NO_CROSS_CHECKS,
    ),
    **dict.fromkeys(
        [
            "51 blocks",
            "same block_id twice",
            "markdown of 12001 in all",
            "two tables",
            "input without submit",
            "two elements with the focus",
        ],
        _NO_WHOLES,
    ),
    **dict.fromkeys(
        [
            "section text is a string",
            "accessory list",
            "button url that is not one",
            "option value is a number",
            "optional written as a word",
            "number bounds as numbers",
        ],
        _NO_TYPES,
    ),
}

SDK_REFUSES: dict[str, str] = {
    "home with nothing": "the models want a block; Slack publishes an empty Home, to clear it",
}
