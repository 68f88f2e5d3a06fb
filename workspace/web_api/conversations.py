"""`conversations.*`: channels, direct messages, and what was said there."""

from collections.abc import Iterable

from workspace.delivery.events import announce_arrival
from workspace.errors import Json, SlackError
from workspace.hub import Hub
from workspace.posting import show_conversation
from workspace.state.model import Conversation, Message
from workspace.state.store import BOT_USER_ID, message_body
from workspace.web_api.pagination import page_of
from workspace.web_api.registry import Call, method

READ_SCOPES = {
    "public": "channels:read",
    "private": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}
HISTORY_SCOPES = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}
TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
MOST_USERS_IN_GROUP = 8


@method("conversations.open", "im:write", "mpim:write")
def open_conversation(call: Call) -> Json:
    """Open a direct message with one person, or a group message with several."""
    if "channel" in call.arguments:
        known = call.hub.store.conversation(call.arguments.text("channel"), BOT_USER_ID)
        return {"channel": known.as_slack(BOT_USER_ID), "already_open": True}
    users = call.arguments.names("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_USERS_IN_GROUP:
        raise SlackError("too_many_users")
    for user_id in users:
        if call.hub.store.user(user_id).deleted:
            raise SlackError("user_disabled")
    before = len(call.hub.store.conversations)
    conversation = call.hub.store.direct_message([*users, BOT_USER_ID])
    is_new = len(call.hub.store.conversations) > before
    if is_new:
        show_conversation(call.hub, conversation)
    return {"channel": conversation.as_slack(BOT_USER_ID), "already_open": not is_new}


@method("conversations.list", *READ_SCOPES.values(), tier=2)
def list_conversations(call: Call) -> Json:
    """List the conversations of the asked types that the bot may see."""
    asked = call.arguments.names("types") or ["public_channel"]
    if unknown := [name for name in asked if name not in TYPES]:
        raise SlackError("invalid_types", provided=",".join(unknown))
    kinds = [TYPES[name] for name in asked]
    for kind in kinds:
        _require(call.hub, READ_SCOPES[kind])
    store = call.hub.store
    seen = [
        conversation
        for conversation in store.conversations.values()
        if conversation.kind in kinds and store.can_see(BOT_USER_ID, conversation)
    ]
    page, cursor = page_of(seen, call.arguments)
    return {"channels": [conversation.as_slack(BOT_USER_ID) for conversation in page], **cursor}


@method("conversations.info", *READ_SCOPES.values())
def info(call: Call) -> Json:
    """Tell about one conversation."""
    return {"channel": _known(call, READ_SCOPES).as_slack(BOT_USER_ID)}


@method("conversations.members", *READ_SCOPES.values(), tier=4)
def members(call: Call) -> Json:
    """List who is in a conversation."""
    page, cursor = page_of(_known(call, READ_SCOPES).members, call.arguments)
    return {"members": page, **cursor}


@method("conversations.history", *HISTORY_SCOPES.values())
def history(call: Call) -> Json:
    """Give the messages of a conversation, newest first, thread replies left aside."""
    conversation = _readable(call)
    newest_first = [
        message
        for message in reversed(call.hub.store.all_messages(conversation.id))
        if message.thread_ts in (None, message.ts) or message.broadcast
    ]
    return _messages(call, _between(call, newest_first))


@method("conversations.replies", *HISTORY_SCOPES.values())
def replies(call: Call) -> Json:
    """Give a thread, its parent first."""
    conversation = _readable(call)
    thread = call.hub.store.thread(conversation.id, call.arguments.required("ts"))
    if not thread:
        raise SlackError("thread_not_found")
    return _messages(call, [thread[0], *_between(call, thread[1:])])


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    """Make the bot a member of a public channel."""
    conversation = _known(call, None)
    if conversation.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    _add_members(call.hub, conversation, [BOT_USER_ID])
    return {"channel": conversation.as_slack(BOT_USER_ID)}


@method("conversations.invite", "channels:manage", "groups:write", "channels:write.invites")
def invite(call: Call) -> Json:
    """Invite people to a channel."""
    conversation = _known(call, None)
    if BOT_USER_ID not in conversation.members:
        raise SlackError("not_in_channel")
    invited = call.arguments.names("users")
    if not invited:
        raise SlackError("no_user")
    for user_id in invited:
        call.hub.store.user(user_id)
    if set(invited) <= set(conversation.members):
        raise SlackError("already_in_channel")
    _add_members(call.hub, conversation, invited)
    return {"channel": conversation.as_slack(BOT_USER_ID)}


@method("conversations.setTopic", "channels:manage", "groups:write", "channels:write.topic", tier=2)
def set_topic(call: Call) -> Json:
    """Change the topic of a channel."""
    conversation = _known(call, None)
    if BOT_USER_ID not in conversation.members:
        raise SlackError("not_in_channel")
    topic = call.arguments.text("topic")
    if len(topic) > 250:
        raise SlackError("too_long")
    conversation.topic = topic
    show_conversation(call.hub, conversation)
    return {"channel": conversation.as_slack(BOT_USER_ID)}


def _add_members(hub: Hub, conversation: Conversation, users: Iterable[str]) -> None:
    arrived = [user for user in users if user not in conversation.members]
    conversation.members.extend(arrived)
    show_conversation(hub, conversation)
    for user_id in arrived:
        announce_arrival(hub, conversation, user_id)


def _known(call: Call, scopes: dict[str, str] | None) -> Conversation:
    wanted = call.arguments.required("channel")
    conversation = call.hub.store.conversation(wanted, BOT_USER_ID)
    if scopes:
        _require(call.hub, scopes[conversation.kind])
    return conversation


def _readable(call: Call) -> Conversation:
    conversation = _known(call, HISTORY_SCOPES)
    if BOT_USER_ID not in conversation.members:
        raise SlackError("not_in_channel")
    return conversation


def _require(hub: Hub, scope: str) -> None:
    if scope not in hub.manifest.scopes:
        raise SlackError(
            "missing_scope", needed=scope, provided=",".join(sorted(hub.manifest.scopes))
        )


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.arguments.text("oldest", "0"), call.arguments.text("latest")
    inclusive = call.arguments.flag("inclusive")

    def is_within(ts: str) -> bool:
        if inclusive and ts in (oldest, latest):
            return True
        return _moment(oldest) < _moment(ts) and (not latest or _moment(ts) < _moment(latest))

    return [message for message in messages if is_within(message.ts)]


def _moment(ts: str) -> float:
    try:
        return float(ts)
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None


def _messages(call: Call, messages: list[Message]) -> Json:
    page, cursor = page_of(messages, call.arguments, most=999)
    with_metadata = call.arguments.flag("include_all_metadata")
    bodies = [message_body(call.hub.store, message) for message in page]
    if not with_metadata:
        for found in bodies:
            found.pop("metadata", None)
    has_more = bool(cursor["response_metadata"]["next_cursor"])
    return {"messages": bodies, "has_more": has_more, **cursor}
