"""`pins.*`."""

from workspace.errors import Json, SlackError
from workspace.posting import as_shown
from workspace.state.model import Conversation
from workspace.state.store import BOT_USER_ID
from workspace.web_api.registry import Call, method


@method("pins.add", "pins:write", tier=2)
def add(call: Call) -> Json:
    """Pin a message in its conversation."""
    channel = _channel(call)
    ts = call.arguments.required("timestamp")
    if call.hub.store.find_message(channel.id, ts) is None:
        raise SlackError("message_not_found")
    if ts in channel.pins:
        raise SlackError("already_pinned")
    channel.pins.append(ts)
    return {}


@method("pins.remove", "pins:write", tier=2)
def remove(call: Call) -> Json:
    """Unpin a message."""
    channel = _channel(call)
    ts = call.arguments.required("timestamp")
    if ts not in channel.pins:
        raise SlackError("no_pin")
    channel.pins.remove(ts)
    return {}


@method("pins.list", "pins:read", tier=2)
def list_pins(call: Call) -> Json:
    """Give the pinned messages of a conversation."""
    channel = _channel(call)
    store = call.hub.store
    found = [store.find_message(channel.id, ts) for ts in channel.pins]
    return {
        "items": [
            {"type": "message", "channel": channel.id, "message": as_shown(call.hub, message)}
            for message in found
            if message is not None
        ]
    }


def _channel(call: Call) -> Conversation:
    channel = call.hub.store.conversation(call.arguments.required("channel"), BOT_USER_ID)
    if BOT_USER_ID not in channel.members:
        raise SlackError("not_in_channel")
    return channel
