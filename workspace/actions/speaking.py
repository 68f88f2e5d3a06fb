"""Writing messages and opening conversations."""

from workspace.actions.typed_text import as_passed_on
from workspace.errors import SlackError
from workspace.hub import Hub
from workspace.library import announce_file, own_file
from workspace.posting import post, show_conversation
from workspace.state.model import Conversation, Message
from workspace.state.store import BOT_USER_ID

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
    is_to_app = conversation.kind == "im" and BOT_USER_ID in conversation.members
    if is_to_app and not hub.manifest.direct_messages:
        raise SlackError("messages_tab_disabled")
    files = [own_file(hub, user_id, file_id) for file_id in file_ids or []]
    if not text.strip() and not files:
        raise SlackError("no_text")
    if len(text) > LONGEST_MESSAGE:
        raise SlackError("msg_too_long")
    passed_on = as_passed_on(hub.store, text)
    message = Message(hub.store.clock.next(), channel_id, user_id, passed_on, thread_ts=thread_ts)
    if files:
        message.subtype = "file_share"
        message.files = [stored.as_slack(hub.base_url) for stored in files]
    post(hub, message)
    mark_read(hub, user_id, channel_id, message.ts)
    for stored in files:
        announce_file(hub, stored, channel_id)
    return message


async def open_direct_message(hub: Hub, user_id: str, others: list[str]) -> Conversation:
    """Open the direct message between a person and others."""
    for other in others:
        hub.store.user(other)
    conversation = hub.store.direct_message([user_id, *others])
    show_conversation(hub, conversation)
    return conversation


def mark_read(hub: Hub, user_id: str, channel_id: str, ts: str) -> None:
    """Remember how far a person has read."""
    marks = hub.store.read_marks.setdefault(user_id, {})
    marks[channel_id] = max(marks.get(channel_id, "0"), ts)
