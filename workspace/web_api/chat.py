"""`chat.*`: what the app says."""

from workspace.block_kit.surfaces import check_metadata, checked_message_blocks
from workspace.errors import Json, SlackError
from workspace.posting import bot_message, post, post_ephemeral, remove, show_change
from workspace.state.model import Conversation, Message
from workspace.state.store import BOT_USER_ID
from workspace.web_api.registry import Call, method

LONGEST_POST = 40_000
LONGEST_UPDATE = 4_000


@method("chat.postMessage", "chat:write", tier=None)
def post_message(call: Call) -> Json:
    """Post a message in a conversation, or to a person by their id."""
    channel = _destination(call)
    message = _message_from(call, channel)
    message.thread_ts = _thread(call, channel)
    message.broadcast = call.arguments.flag("reply_broadcast")
    message.metadata = check_metadata(call.arguments.structure("metadata", "invalid_metadata"))
    message.username = call.arguments.text("username") or None
    if message.username and "chat:write.customize" not in call.hub.manifest.scopes:
        raise SlackError("missing_scope", needed="chat:write.customize")
    post(call.hub, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_slack()}


@method("chat.postEphemeral", "chat:write", tier=4)
def post_ephemeral_message(call: Call) -> Json:
    """Show a message to one person of a conversation."""
    channel = _writable(call, call.arguments.required("channel"))
    user_id = call.arguments.required("user")
    if user_id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _message_from(call, channel)
    message.thread_ts = _thread(call, channel)
    post_ephemeral(call.hub, message, user_id)
    return {"message_ts": message.ts}


@method("chat.update", "chat:write", tier=3)
def update(call: Call) -> Json:
    """Change a message of the app."""
    message = _own_message(call, "cant_update_message")
    text = call.arguments.text("text")
    if len(text) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    blocks = checked_message_blocks(call.arguments.structure("blocks", "invalid_blocks_format"))
    if not text and not blocks:
        raise SlackError("no_text")
    message.text = text
    if "blocks" in call.arguments or "text" in call.arguments:
        message.blocks = blocks
    if "metadata" in call.arguments:
        message.metadata = check_metadata(call.arguments.structure("metadata", "invalid_metadata"))
    show_change(call.hub, message)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": message.as_slack(),
    }


@method("chat.delete", "chat:write", tier=3)
def delete(call: Call) -> Json:
    """Delete a message of the app."""
    message = _own_message(call, "cant_delete_message")
    remove(call.hub, message)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.getPermalink", tier=4)
def permalink(call: Call) -> Json:
    """Give the address of a message."""
    store = call.hub.store
    channel = store.conversation(call.arguments.required("channel"), BOT_USER_ID)
    message = store.find_message(channel.id, call.arguments.required("message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": store.permalink(call.hub.base_url, message)}


def _destination(call: Call) -> Conversation:
    wanted = call.arguments.required("channel")
    if wanted in call.hub.store.users:
        if call.hub.store.user(wanted).deleted:
            raise SlackError("user_disabled")
        return call.hub.store.direct_message([wanted, BOT_USER_ID])
    by_name = wanted.removeprefix("#")
    for conversation in call.hub.store.conversations.values():
        if conversation.is_channel and conversation.name == by_name:
            return _writable(call, conversation.id)
    return _writable(call, wanted)


def _writable(call: Call, channel_id: str) -> Conversation:
    channel = call.hub.store.conversation(channel_id, BOT_USER_ID)
    scopes = call.hub.manifest.scopes
    open_to_all = channel.kind == "public" and "chat:write.public" in scopes
    if BOT_USER_ID not in channel.members and not open_to_all:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _message_from(call: Call, channel: Conversation) -> Message:
    text = call.arguments.text("text")[:LONGEST_POST]
    blocks = checked_message_blocks(call.arguments.structure("blocks", "invalid_blocks_format"))
    attachments = _attachments(call)
    if not text.strip() and not blocks and not attachments:
        raise SlackError("no_text")
    message = bot_message(call.hub, channel.id, text, blocks)
    message.attachments = attachments
    return message


def _attachments(call: Call) -> list[Json] | None:
    attachments = call.arguments.structure("attachments", "invalid_attachments")
    if attachments is None:
        return None
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise SlackError("invalid_attachments")
    return attachments


def _thread(call: Call, channel: Conversation) -> str | None:
    thread_ts = call.arguments.text("thread_ts")
    if not thread_ts:
        return None
    parent = call.hub.store.find_message(channel.id, thread_ts)
    if parent is None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or parent.ts


def _own_message(call: Call, refusal: str) -> Message:
    channel = call.hub.store.conversation(call.arguments.required("channel"), BOT_USER_ID)
    message = call.hub.store.find_message(channel.id, call.arguments.required("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != BOT_USER_ID:
        raise SlackError(refusal)
    return message
