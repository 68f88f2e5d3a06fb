"""Writing messages and opening conversations."""

from workspace.actions.typed_text import as_passed_on
from workspace.delivery.events import announce
from workspace.errors import SlackError
from workspace.hub import Hub
from workspace.posting import post
from workspace.state.model import Conversation, Message
from workspace.web_api.conversations import announce_conversation

LONGEST_MESSAGE = 12_000


async def say(
    hub: Hub,
    user_id: str,
    channel_id: str,
    text: str,
    thread_ts: str | None = None,
    file_ids: list[str] | None = None,
) -> Message:
    """Post a person's message; raises `no_text`, `msg_too_long`, `not_in_channel`."""
    conversation = hub.store.conversation(channel_id, user_id)
    if user_id not in conversation.members:
        raise SlackError("not_in_channel")
    files = [hub.store.files[file_id] for file_id in file_ids or []]
    if not text.strip() and not files:
        raise SlackError("no_text")
    if len(text) > LONGEST_MESSAGE:
        raise SlackError("msg_too_long")
    passed_on = as_passed_on(hub.store, text)
    message = Message(hub.store.clock.next(), channel_id, user_id, passed_on, thread_ts=thread_ts)
    if files:
        message.subtype = "file_share"
        message.files = [stored.as_slack(hub.base_url) for stored in files]
        for stored in files:
            stored.channels.append(channel_id)
    post(hub, message)
    mark_read(hub, user_id, channel_id, message.ts)
    for stored in files:
        announce(
            hub,
            "file_shared",
            {
                "type": "file_shared",
                "file_id": stored.id,
                "user_id": user_id,
                "channel_id": channel_id,
                "event_ts": message.ts,
            },
        )
    return message


async def open_direct_message(hub: Hub, user_id: str, others: list[str]) -> Conversation:
    """Open the direct message between a person and others."""
    for other in others:
        hub.store.user(other)
    conversation = hub.store.direct_message([user_id, *others])
    announce_conversation(hub, conversation)
    return conversation


def mark_read(hub: Hub, user_id: str, channel_id: str, ts: str) -> None:
    """Remember how far a person has read."""
    marks = hub.store.read_marks.setdefault(user_id, {})
    marks[channel_id] = max(marks.get(channel_id, "0"), ts)


def react(hub: Hub, user_id: str, channel_id: str, ts: str, name: str) -> None:
    """Add a person's reaction to a message, or take it back."""
    message = hub.store.find_message(channel_id, ts)
    if message is None:
        raise SlackError("message_not_found")
    users = message.reactions.setdefault(name, [])
    kind = "reaction_removed" if user_id in users else "reaction_added"
    if user_id in users:
        users.remove(user_id)
    else:
        users.append(user_id)
    if not users:
        del message.reactions[name]
    announce_reaction(hub, message, kind, user_id, name)


def announce_reaction(hub: Hub, message: Message, kind: str, user_id: str, name: str) -> None:
    """Show that reactions changed, and tell the app."""
    body = {"channel": message.channel, "ts": message.ts}
    reactions = message.as_slack().get("reactions", [])
    hub.feed.publish("reaction", hub.audience(message.channel), {**body, "reactions": reactions})
    event_ts = hub.store.clock.next()
    item = {"type": "message", **body}
    announce(
        hub,
        kind,
        {
            "type": kind,
            "user": user_id,
            "reaction": name,
            "item": item,
            "item_user": message.user,
            "event_ts": event_ts,
        },
    )
