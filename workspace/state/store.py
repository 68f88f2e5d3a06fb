"""The state of the workspace, in memory. Only the server's event loop touches it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from workspace.errors import SlackError
from workspace.people import People
from workspace.state.ids import MessageClock, new_id
from workspace.state.model import (
    Conversation,
    ConversationKind,
    ExpectedUpload,
    Message,
    StoredFile,
    User,
    UserGroup,
    View,
)

TEAM_ID = "T0ATELIER"
TEAM_NAME = "Atelier"
TEAM_DOMAIN = "atelier"
BOT_USER_ID = "U0BOTAPP1"
BOT_ID = "B0BOTAPP1"
APP_ID = "A0BOTAPP1"


@dataclass
class Store:
    """Users, conversations, messages, views and files by their ids."""

    users: dict[str, User] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    replies: dict[tuple[str, str], list[Message]] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    usergroups: dict[str, UserGroup] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    expected_uploads: dict[str, ExpectedUpload] = field(default_factory=dict)
    read_marks: dict[str, dict[str, str]] = field(default_factory=dict)
    clock: MessageClock = field(default_factory=MessageClock)

    @classmethod
    def furnished(cls, people: People, bot_name: str, app_name: str) -> "Store":
        """Give a workspace with its people, the app's bot and the usual channels."""
        store = cls()
        for profile in people:
            store.users[profile.id] = User(
                profile.id, profile.name, profile.real_name, profile.title, profile.email
            )
        everyone = list(store.users)
        store.users[BOT_USER_ID] = User(BOT_USER_ID, bot_name, app_name, "Application", is_bot=True)
        store.add_channel("C0GENERAL", "general", "public", [*everyone, BOT_USER_ID])
        store.add_channel("C0ACHATS1", "achats-responsables", "public", [*everyone, BOT_USER_ID])
        committee = [user_id for user_id in everyone if user_id != "U0PAUL001"]
        store.add_channel("C0COMITE1", "comite-de-revue", "private", [*committee, BOT_USER_ID])
        store.usergroups["S0COMITE1"] = UserGroup(
            "S0COMITE1", "comite", "Comité de revue", list(committee)
        )
        return store

    def add_channel(
        self, channel_id: str, name: str, kind: ConversationKind, members: list[str]
    ) -> Conversation:
        """Create a named channel."""
        channel = Conversation(
            channel_id, kind, members, int(time.time()), name, creator=members[0]
        )
        self.conversations[channel_id] = channel
        self.messages[channel_id] = {}
        return channel

    def direct_message(self, users: Iterable[str]) -> Conversation:
        """Find or create the direct (or group) message between these users."""
        members = sorted(set(users))
        for conversation in self.conversations.values():
            if not conversation.is_channel and sorted(conversation.members) == members:
                return conversation
        kind: ConversationKind = "im" if len(members) <= 2 else "mpim"
        conversation = Conversation(
            new_id("D" if kind == "im" else "G"),
            kind,
            members,
            int(time.time()),
            name="" if kind == "im" else "mpdm-" + "--".join(self.users[m].name for m in members),
        )
        self.conversations[conversation.id] = conversation
        self.messages[conversation.id] = {}
        return conversation

    def conversation(self, channel_id: str, seen_by: str) -> Conversation:
        """Find a conversation that `seen_by` may see; raises `channel_not_found`."""
        conversation = self.conversations.get(channel_id)
        if conversation is None or not self.can_see(seen_by, conversation):
            raise SlackError("channel_not_found")
        return conversation

    def can_see(self, user_id: str, conversation: Conversation) -> bool:
        """Say whether a user may see a conversation."""
        return conversation.kind == "public" or user_id in conversation.members

    def user(self, user_id: str) -> User:
        """Find a user; raises `user_not_found`."""
        if user_id not in self.users:
            raise SlackError("user_not_found")
        return self.users[user_id]

    def add(self, message: Message) -> Message:
        """Keep a new message."""
        if message.seen_only_by:
            self.ephemerals.append(message)
            return message
        self.messages[message.channel][message.ts] = message
        if message.thread_ts and message.thread_ts != message.ts:
            self.replies.setdefault((message.channel, message.thread_ts), []).append(message)
        return message

    def find_message(self, channel_id: str, ts: str) -> Message | None:
        """Find a message that everyone of the conversation sees."""
        return self.messages.get(channel_id, {}).get(ts)

    def find_ephemeral(self, user_id: str, channel_id: str, ts: str) -> Message | None:
        """Find a message that only one person sees."""
        return next(
            (
                m
                for m in self.ephemerals
                if m.seen_only_by == user_id and m.channel == channel_id and m.ts == ts
            ),
            None,
        )

    def remove(self, message: Message) -> None:
        """Forget a message."""
        if message.seen_only_by:
            self.ephemerals.remove(message)
            return
        del self.messages[message.channel][message.ts]
        siblings = self.replies.get((message.channel, message.thread_ts or ""), [])
        if message in siblings:
            siblings.remove(message)

    def thread(self, channel_id: str, ts: str) -> list[Message]:
        """Give a thread's parent and replies, oldest first."""
        parent = self.find_message(channel_id, ts)
        return [parent, *self.replies.get((channel_id, ts), [])] if parent else []

    def all_messages(self, channel_id: str) -> list[Message]:
        """Give what everyone of a conversation sees, oldest first."""
        return list(self.messages[channel_id].values())

    def modals_of(self, user_id: str) -> list[View]:
        """Give a person's open modals, the first one opened first."""
        return [v for v in self.views.values() if v.user == user_id and v.kind == "modal"]

    def home_of(self, user_id: str) -> View | None:
        """Give what the app published on a person's Home tab."""
        return next(
            (v for v in self.views.values() if v.user == user_id and v.kind == "home"), None
        )

    def permalink(self, base_url: str, message: Message) -> str:
        """Give the address at which the page shows a message."""
        return f"{base_url}/archives/{quote(message.channel)}/p{message.ts.replace('.', '')}"


def message_body(store: Store, message: Message) -> dict[str, object]:
    """Give a message as history shows it: a thread's parent counts its replies."""
    body = message.as_slack()
    if message.seen_only_by or (message.thread_ts and message.thread_ts != message.ts):
        return body
    replies = store.replies.get((message.channel, message.ts), [])
    if replies:
        body.update(
            thread_ts=message.ts,
            reply_count=len(replies),
            reply_users=list(dict.fromkeys(m.user for m in replies)),
            latest_reply=replies[-1].ts,
        )
    return body
