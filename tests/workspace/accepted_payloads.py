"""What Slack accepts, up to its limits. A list is a message's blocks, an object is a view."""

from typing import Any

from tests.workspace.payloads import (
    actions,
    button,
    confirm,
    context,
    field,
    home,
    image,
    modal,
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

_GROUPS = [{"label": plain("Groupe"), "options": options(2)}]


def _in_actions(kind: str, **more: Any) -> Any:
    return [actions({"type": kind, "action_id": "a", **more})]


def _in_input(kind: str, **more: Any) -> Any:
    return modal(field({"type": kind, "action_id": "a", **more}))


ACCEPTED: list[tuple[str, Any]] = [
    ("one section", [section()]),
    ("50 blocks", [{"type": "divider"}] * 50),
    ("section text of 3000", [section(text=mrkdwn("x" * 3000))]),
    ("section with verbatim text", [section(text={**mrkdwn(), "verbatim": True})]),
    ("10 fields alone", [{"type": "section", "fields": [mrkdwn()] * 10}]),
    ("section with an image", [section(accessory=image())]),
    ("section with a multi-select", [section(accessory=select(type="multi_static_select"))]),
    ("section with an absent accessory", [section(accessory=None)]),
    ("header of 150", [{"type": "header", "text": plain("x" * 150)}]),
    ("divider", [{"type": "divider"}]),
    ("image with a title", [image(title=plain("Carte"))]),
    ("image from a Slack file", [without(image(slack_file={"id": "F1"}), "image_url")]),
    ("context of words and image", [context(mrkdwn(), plain(), image())]),
    ("25 buttons", [actions(*(button(action_id=str(n)) for n in range(25)))]),
    ("two buttons without action_id", [actions(*[without(button(), "action_id")] * 2)]),
    ("same action_id in two blocks", [actions(button()), actions(button())]),
    ("button that asks", [actions(button(style="danger", confirm=confirm(style="danger")))]),
    ("button with a link", [actions(button(url="https://example.org"))]),
    ("button text of 75", [actions(button(text=plain("x" * 75)))]),
    ("menu with 100 options", [actions(select(options=options(100)))]),
    ("menu with groups", [actions(without(select(option_groups=_GROUPS), "options"))]),
    ("menu already chosen", [actions(select(initial_option=option("1")))]),
    ("option value of 150", [actions(select(options=[option("x" * 150)]))]),
    ("multi-select in actions", [actions(select(type="multi_static_select"))]),
    ("people menu", _in_actions("users_select", initial_user="U0ALICE01")),
    ("channels menu", _in_actions("channels_select")),
    (
        "conversations menu",
        _in_actions("conversations_select", filter={"include": ["im", "private"]}),
    ),
    ("external menu", _in_actions("external_select", min_query_length=0)),
    ("overflow with a link", _in_actions("overflow", options=[option(url="https://example.org")])),
    (
        "checkboxes in mrkdwn",
        _in_actions("checkboxes", options=[{"text": mrkdwn(), "value": "1"}]),
    ),
    ("radio buttons", _in_actions("radio_buttons", options=options(10))),
    ("date", _in_actions("datepicker", initial_date="2027-03-15")),
    ("time", _in_actions("timepicker", initial_time="09:30")),
    ("moment", _in_actions("datetimepicker", initial_date_time=1_800_000_000)),
    ("input in a message", [field(text_input())]),
    ("markdown of 12000", [{"type": "markdown", "text": "x" * 12_000}]),
    ("table of 100 rows", [table(100)]),
    (
        "rich text",
        [
            rich(
                rich_section(
                    {"type": "text", "text": "Mot", "style": {"bold": True}},
                    {"type": "user", "user_id": "U0ALICE01"},
                    {"type": "link", "url": "https://example.org"},
                    {"type": "emoji", "name": "tada"},
                ),
                {"type": "rich_text_list", "style": "bullet", "elements": [rich_section()]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Dit"}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "1"}]},
            )
        ],
    ),
    ("modal with an input", modal(field(text_input()))),
    ("modal without submit", without(modal(section()), "submit")),
    ("modal of 100 blocks", modal(*[{"type": "divider"}] * 100)),
    ("title of 24", modal(section(), title=plain("x" * 24))),
    ("optional input with a hint", modal(field(text_input(), optional=True, hint=plain()))),
    ("dispatching input", modal(field(text_input(), dispatch_action=True))),
    ("number", _in_input("number_input", is_decimal_allowed=False, min_value="0")),
    ("mail", _in_input("email_text_input")),
    ("address", _in_input("url_text_input", initial_value="https://example.org")),
    ("files", _in_input("file_input", filetypes=["pdf"], max_files=3)),
    ("people, several", _in_input("multi_users_select", initial_users=["U0ALICE01"])),
    ("rich text input", _in_input("rich_text_input")),
    ("home with nothing", home()),
    ("home with an input", home(field(text_input(), dispatch_action=True))),
]
