"""What a person has entered: Slack's `state.values`, initial values included."""

from typing import Any

from workspace.block_kit.blocks import interactive_elements
from workspace.block_kit.objects import options_of
from workspace.errors import Json, SlackError

Values = dict[str, dict[str, Json]]

# For each element: the key of its value in state, and the field that sets it at first.
STATE_KEYS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "checkboxes": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
LIST_KEYS = {
    "selected_options",
    "selected_users",
    "selected_channels",
    "selected_conversations",
    "files",
}


def stateful_elements(blocks: list[Json]) -> list[tuple[Json, Json]]:
    """Give each (block, element) that holds a value."""
    return [
        (block, element)
        for block in blocks
        for element in interactive_elements(block)
        if element["type"] in STATE_KEYS
    ]


def initial_values(blocks: list[Json]) -> Values:
    """Give the state before anyone has touched anything."""
    values: Values = {}
    for block, element in stateful_elements(blocks):
        key, initial = STATE_KEYS[element["type"]]
        value = element.get(initial, [] if key in LIST_KEYS else None)
        entry = {"type": element["type"], key: value}
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def kept_values(blocks: list[Json], earlier: Values) -> Values:
    """Give the state of blocks that replace others: what keeps its ids keeps its value."""
    values = initial_values(blocks)
    for block_id, entries in values.items():
        for action_id, entry in entries.items():
            known = earlier.get(block_id, {}).get(action_id)
            if known is not None and known["type"] == entry["type"]:
                entries[action_id] = known
    return values


def entered(element: Json, value: Any) -> Json:
    """Give the state entry of an element in which `value` was entered.

    Options are given by their `value` alone, or whole for external menus. Raises
    `option_not_found`, and `invalid_value` when it is not of the element's kind.
    """
    key, _ = STATE_KEYS[element["type"]]
    if key in LIST_KEYS and not isinstance(value, list):
        raise SlackError("invalid_value")
    if key == "selected_option" and value is not None:
        value = _option(element, value)
    elif key == "selected_options":
        value = [_option(element, item) for item in value]
    elif key == "value" and not isinstance(value, str | None):
        raise SlackError("invalid_value")
    return {"type": element["type"], key: value}


def _option(element: Json, chosen: Any) -> Json:
    if isinstance(chosen, dict) and "external" in element["type"]:
        return chosen
    for option in options_of(element):
        if option["value"] == chosen or option == chosen:
            found: Json = option
            return found
    raise SlackError("option_not_found")


def is_empty(entry: Json) -> bool:
    """Say whether nothing was entered."""
    key, _ = STATE_KEYS[entry["type"]]
    return entry[key] in (None, "", [])
