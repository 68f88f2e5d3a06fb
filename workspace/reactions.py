"""Reactions to messages, by people and by the app."""

from workspace.delivery.events import announce
from workspace.errors import SlackError
from workspace.hub import Hub
from workspace.state.model import Message
from workspace.state.store import BOT_USER_ID


def find_reactable(hub: Hub, user_id: str, channel_id: str, ts: str) -> Message:
    """Find a message that a user may react to; raises `message_not_found`."""
    message = hub.store.find_message(hub.store.conversation(channel_id, user_id).id, ts)
    if message is None:
        raise SlackError("message_not_found")
    return message


def add_reaction(hub: Hub, user_id: str, message: Message, name: str) -> None:
    """Add a reaction; raises `already_reacted`."""
    users = message.reactions.setdefault(name, [])
    if user_id in users:
        raise SlackError("already_reacted")
    users.append(user_id)
    _tell(hub, message, "reaction_added", user_id, name)


def remove_reaction(hub: Hub, user_id: str, message: Message, name: str) -> None:
    """Take a reaction back; raises `no_reaction`."""
    users = message.reactions.get(name, [])
    if user_id not in users:
        raise SlackError("no_reaction")
    users.remove(user_id)
    if not users:
        del message.reactions[name]
    _tell(hub, message, "reaction_removed", user_id, name)


def toggle_reaction(hub: Hub, user_id: str, channel_id: str, ts: str, name: str) -> None:
    """Add a reaction, or take it back, as a click on it does."""
    message = find_reactable(hub, user_id, channel_id, ts)
    is_there = user_id in message.reactions.get(name, [])
    (remove_reaction if is_there else add_reaction)(hub, user_id, message, name)


def _tell(hub: Hub, message: Message, kind: str, user_id: str, name: str) -> None:
    place = {"channel": message.channel, "ts": message.ts}
    reactions = message.as_slack().get("reactions", [])
    hub.feed.publish(
        "reaction",
        hub.audience(message.channel),
        {**place, "reactions": reactions},
        by_app=user_id == BOT_USER_ID,
    )
    event = {
        "type": kind,
        "user": user_id,
        "reaction": name,
        "item": {"type": "message", **place},
        "item_user": message.user,
        "event_ts": hub.store.clock.next(),
    }
    announce(hub, kind, event)
