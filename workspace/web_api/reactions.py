"""`reactions.*`."""

from workspace.errors import Json, SlackError
from workspace.reactions import add_reaction, find_reactable, remove_reaction
from workspace.state.model import Message
from workspace.state.store import BOT_USER_ID
from workspace.web_api.registry import Call, method


@method("reactions.add", "reactions:write")
def add(call: Call) -> Json:
    """React to a message."""
    name = call.arguments.required("name").strip(":")
    if not name.replace("+", "").replace("-", "").replace("_", "").isalnum():
        raise SlackError("invalid_name")
    add_reaction(call.hub, BOT_USER_ID, _message(call), name)
    return {}


@method("reactions.remove", "reactions:write", tier=2)
def remove(call: Call) -> Json:
    """Take a reaction back."""
    name = call.arguments.required("name").strip(":")
    remove_reaction(call.hub, BOT_USER_ID, _message(call), name)
    return {}


@method("reactions.get", "reactions:read")
def get(call: Call) -> Json:
    """Give a message with its reactions."""
    message = _message(call)
    return {"type": "message", "channel": message.channel, "message": message.as_slack()}


def _message(call: Call) -> Message:
    channel, ts = call.arguments.required("channel"), call.arguments.required("timestamp")
    return find_reactable(call.hub, BOT_USER_ID, channel, ts)
