"""Building a JSON payload with the `blockkit` package, which then judges it."""

import importlib
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

CLASSES = {
    "channels_select": "ChannelsSelect",
    "conversations_select": "ConversationsSelect",
    "datepicker": "DatePicker",
    "datetimepicker": "DatetimePicker",
    "email_text_input": "EmailInput",
    "external_select": "ExternalSelect",
    "file_input": "FileInput",
    "multi_channels_select": "MultiChannelsSelect",
    "multi_conversations_select": "MultiConversationsSelect",
    "multi_external_select": "MultiExternalSelect",
    "multi_static_select": "MultiStaticSelect",
    "multi_users_select": "MultiUsersSelect",
    "number_input": "NumberInput",
    "plain_text_input": "PlainTextInput",
    "radio_buttons": "RadioButtons",
    "rich_text": "RichText",
    "rich_text_input": "RichTextInput",
    "rich_text_list": "RichTextList",
    "rich_text_preformatted": "RichTextPreformatted",
    "rich_text_quote": "RichTextQuote",
    "rich_text_section": "RichTextSection",
    "static_select": "StaticSelect",
    "timepicker": "TimePicker",
    "url_text_input": "UrlInput",
    "users_select": "UsersSelect",
}
INLINE_CLASSES = {
    "emoji": "RichEmojiEl",
    "link": "RichLinkEl",
    "text": "RichTextEl",
    "user": "RichUserEl",
}
OBJECTS = [
    ("deny", "Confirm"),
    ("include", "ConversationFilter"),
    ("trigger_actions_on", "DispatchActionConfig"),
    ("label", "OptionGroup"),
    ("value", "Option"),
    ("text", "Option"),
    ("bold", "RichStyle"),
    ("id", "SlackFile"),
]
CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "initial_date": date.fromisoformat,
    "initial_time": time.fromisoformat,
    "initial_date_time": lambda seconds: datetime.fromtimestamp(seconds, UTC),
}


def refuses(payload: Any) -> bool:
    """Say whether `blockkit` cannot build a payload, a list being a message's blocks."""
    whole = payload if isinstance(payload, dict) else {"type": "message", "blocks": payload}
    try:
        _component(whole, "").build()
    except Exception:  # its own errors have no common parent, and some payloads cannot be built
        return True
    return False


def _component(payload: dict[str, Any], field: str) -> Any:
    blockkit = importlib.import_module("blockkit")
    kind = payload.get("type")
    if kind in ("plain_text", "mrkdwn"):
        text = blockkit.Text(payload["text"]).type(kind)
        return text.emoji(payload["emoji"]) if "emoji" in payload else text
    component = getattr(blockkit, _class_name(payload, field))()
    for name, value in payload.items():
        if name != "type" and value is not None:
            _set(component, name, value)
    return component


def _class_name(payload: dict[str, Any], field: str) -> str:
    kind = payload.get("type")
    if kind is None:
        return next(name for key, name in OBJECTS if key in payload)
    if kind == "image" and field in ("accessory", "elements"):
        return "ImageEl"
    if field == "elements" and kind in INLINE_CLASSES:
        return INLINE_CLASSES[kind]
    return CLASSES.get(kind) or str(kind).capitalize()


def _set(component: Any, name: str, value: Any) -> None:
    setter = getattr(component, name)
    if name == "rows":
        setter(*[[_component(cell, name) for cell in row] for row in value])
    elif isinstance(value, list):
        setter(*[_component(item, name) if isinstance(item, dict) else item for item in value])
    elif isinstance(value, dict):
        setter(_component(value, name))
    else:
        convert = CONVERSIONS.get(name)
        setter(convert(value) if convert else value)
