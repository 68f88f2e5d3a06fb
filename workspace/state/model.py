"""Users, conversations, messages, views and files, and their JSON as Slack gives it."""

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from workspace.errors import Json

ConversationKind = Literal["public", "private", "im", "mpim"]


@dataclass
class User:
    """A person, or the app's bot."""

    id: str
    name: str
    real_name: str
    title: str
    email: str | None = None
    is_bot: bool = False
    deleted: bool = False

    def as_slack(self, team_id: str, *, with_email: bool) -> Json:
        """Give the user object of `users.info`."""
        profile: Json = {
            "real_name": self.real_name,
            "display_name": self.name,
            "title": self.title,
            "team": team_id,
        }
        if with_email and self.email:
            profile["email"] = self.email
        return {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": self.deleted,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "tz": "Europe/Paris",
            "locale": "fr-FR",
            "profile": profile,
        }


@dataclass
class UserGroup:
    """A group of people who can be mentioned together."""

    id: str
    handle: str
    name: str
    users: list[str]


@dataclass
class Conversation:
    """A channel, a direct message or a group message."""

    id: str
    kind: ConversationKind
    members: list[str]
    created: int
    name: str = ""
    topic: str = ""
    purpose: str = ""
    creator: str = ""
    pins: list[str] = field(default_factory=list)
    is_archived: bool = False

    @property
    def is_channel(self) -> bool:
        """Say whether this is a named channel, public or private."""
        return self.kind in ("public", "private")

    def as_slack(self, for_user: str) -> Json:
        """Give the conversation object, as `for_user` sees it."""
        body: Json = {
            "id": self.id,
            "created": self.created,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "public",
            "is_archived": self.is_archived,
        }
        if self.kind == "im":
            return {**body, "user": next((m for m in self.members if m != for_user), for_user)}
        return {
            **body,
            "name": self.name,
            "creator": self.creator,
            "is_general": self.name == "general",
            "is_member": for_user in self.members,
            "num_members": len(self.members),
            "topic": {"value": self.topic, "creator": self.creator, "last_set": self.created},
            "purpose": {"value": self.purpose, "creator": self.creator, "last_set": self.created},
        }


@dataclass
class Message:
    """A message; an ephemeral one has a `seen_only_by`."""

    ts: str
    channel: str
    user: str
    text: str
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    files: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    edited: Json | None = None
    subtype: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    seen_only_by: str | None = None

    def as_slack(self) -> Json:
        """Give the message object."""
        body: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        optional: dict[str, Any] = {
            "subtype": "thread_broadcast" if self.broadcast else self.subtype,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "username": self.username,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "thread_ts": self.thread_ts,
            "metadata": self.metadata,
            "edited": self.edited,
            "reactions": [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in self.reactions.items()
            ],
        }
        body.update({key: value for key, value in optional.items() if value})
        return body


@dataclass
class View:
    """A modal or an App Home, for one person."""

    id: str
    user: str
    kind: Literal["modal", "home"]
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)

    def as_slack(self, team_id: str, app_id: str, bot_id: str) -> Json:
        """Give the view object of `views.open` and of interaction payloads."""
        body = {
            "callback_id": "",
            "private_metadata": "",
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
            "external_id": "",
            "title": None,
            **self.content,
        }
        return {
            **body,
            "id": self.id,
            "team_id": team_id,
            "hash": self.hash,
            "state": {"values": self.values},
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "app_id": app_id,
            "bot_id": bot_id,
            "app_installed_team_id": team_id,
        }


class ExpectedUpload(NamedTuple):
    """What was said of a file whose bytes are to come."""

    name: str
    length: int
    alt_txt: str


@dataclass
class StoredFile:
    """A file and its bytes."""

    id: str
    name: str
    title: str
    mimetype: str
    user: str
    created: int
    content: bytes
    alt_txt: str = ""
    channels: list[str] = field(default_factory=list)

    def as_slack(self, base_url: str) -> Json:
        """Give the file object, whose private addresses need a token to be read."""
        address = f"{base_url}/files/{self.id}/{quote(self.name)}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2].lower() or "binary",
            "size": len(self.content),
            "user": self.user,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": address,
            "url_private_download": f"{address}?download=1",
            "permalink": address,
            "channels": list(self.channels),
            **({"alt_txt": self.alt_txt} if self.alt_txt else {}),
        }
