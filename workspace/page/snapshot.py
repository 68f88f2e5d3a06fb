"""What the page needs to draw itself for one person."""

from workspace.errors import Json
from workspace.hub import Hub
from workspace.modals import described
from workspace.posting import as_shown
from workspace.state.model import Conversation
from workspace.state.store import BOT_USER_ID, TEAM_NAME


def start(hub: Hub, user_id: str) -> Json:
    """Give people, the app, the conversations a person sees, their open modals and Home."""
    home = hub.store.home_of(user_id)
    return {
        "team": TEAM_NAME,
        "me": user_id,
        "people": people(hub),
        "app": app(hub),
        "conversations": conversations(hub, user_id),
        "modals": [described(view) for view in hub.store.modals_of(user_id)],
        "home": described(home) if home else None,
        "last_entry": len(hub.feed.entries),
    }


def people(hub: Hub) -> list[Json]:
    """Give everyone, the bot included."""
    return [
        {
            "id": user.id,
            "name": user.name,
            "real_name": user.real_name,
            "title": user.title,
            "is_bot": user.is_bot,
        }
        for user in hub.store.users.values()
    ]


def app(hub: Hub) -> Json:
    """Give what the app offers: its commands, its shortcuts, its Home tab."""
    manifest = hub.manifest
    return {
        "name": manifest.app_name,
        "bot": BOT_USER_ID,
        "home_tab": manifest.home_tab,
        "commands": [vars(command) for command in manifest.commands],
        "shortcuts": [vars(shortcut) for shortcut in manifest.shortcuts],
    }


def conversations(hub: Hub, user_id: str) -> list[Json]:
    """Give the conversations a person may see, with what they have not read."""
    return [
        {
            "id": conversation.id,
            "kind": conversation.kind,
            "name": conversation.name,
            "topic": conversation.topic,
            "members": conversation.members,
            "unread": _unread(hub, user_id, conversation),
        }
        for conversation in hub.store.conversations.values()
        if hub.store.can_see(user_id, conversation)
    ]


def messages(hub: Hub, user_id: str, channel_id: str) -> list[Json]:
    """Give what a person sees in a conversation, oldest first, threads and ephemerals included."""
    channel = hub.store.conversation(channel_id, user_id)
    private = [
        message
        for message in hub.store.ephemerals
        if message.seen_only_by == user_id and message.channel == channel.id
    ]
    seen = sorted([*hub.store.all_messages(channel.id), *private], key=lambda message: message.ts)
    return [as_shown(hub, message) for message in seen]


def _unread(hub: Hub, user_id: str, conversation: Conversation) -> int:
    if user_id not in conversation.members:
        return 0
    mark = hub.store.read_marks.get(user_id, {}).get(conversation.id, "0")
    return sum(
        message.ts > mark and message.user != user_id and not message.thread_ts
        for message in hub.store.messages[conversation.id].values()
    )
