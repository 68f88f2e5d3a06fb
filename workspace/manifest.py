"""What the app may do, read from its Slack manifest."""

from dataclasses import dataclass
from typing import Any

from workspace.errors import Json

ALL_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "channels:write.invites",
        "channels:write.topic",
        "chat:write",
        "chat:write.customize",
        "chat:write.public",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "groups:write.invites",
        "groups:write.topic",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "pins:read",
        "pins:write",
        "reactions:read",
        "reactions:write",
        "usergroups:read",
        "users.profile:read",
        "users:read",
        "users:read.email",
    }
)

EVENT_SCOPES: dict[str, str | None] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "file_shared": "files:read",
    "member_joined_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}


@dataclass(frozen=True)
class Command:
    """A slash command, as completion shows it.

    `should_escape`: the app gets people and channels by id, and not as they were typed.
    """

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """An entry of the shortcuts menu (`global`) or of a message's menu (`message`)."""

    name: str
    callback_id: str
    kind: str
    description: str = ""


@dataclass(frozen=True)
class Manifest:
    """The part of an app manifest that a workspace enforces."""

    app_name: str = "Application"
    bot_name: str = "application"
    scopes: frozenset[str] = ALL_SCOPES
    events: frozenset[str] = frozenset(EVENT_SCOPES)
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    home_tab: bool = True
    direct_messages: bool = True
    interactivity: bool = True
    any_command: bool = False

    @classmethod
    def permissive(cls) -> "Manifest":
        """Give the manifest of an app without one: every scope and event, any command."""
        return cls(any_command=True)

    @classmethod
    def from_json(cls, manifest: Json) -> "Manifest":
        """Read a Slack app manifest; raises `ValueError` naming the part that is wrong."""
        features = _section(manifest, "features")
        settings = _section(manifest, "settings")
        bot_user = _section(features, "bot_user")
        name = str(_section(manifest, "display_information").get("name", "Application"))
        app_home = _section(features, "app_home")
        known = cls(
            app_name=name,
            bot_name=str(bot_user.get("display_name", name)),
            scopes=_scopes(manifest),
            events=_events(settings),
            commands=tuple(_command(item) for item in _items(features, "slash_commands")),
            shortcuts=tuple(_shortcut(item) for item in _items(features, "shortcuts")),
            home_tab=bool(app_home.get("home_tab_enabled", False)),
            direct_messages=bool(app_home.get("messages_tab_enabled", True))
            and not app_home.get("messages_tab_read_only_enabled", False),
            interactivity=bool(_section(settings, "interactivity").get("is_enabled", False)),
        )
        if (known.commands or known.shortcuts) and "commands" not in known.scopes:
            raise ValueError("manifest: slash commands and shortcuts need the `commands` scope")
        return known

    def hears(self, event: str) -> bool:
        """Say whether the app subscribed to an event and has the scope that it needs."""
        needed = EVENT_SCOPES.get(event)
        return event in self.events and (needed is None or needed in self.scopes)

    def has_command(self, command: str) -> bool:
        """Say whether a slash command is the app's."""
        return self.any_command or any(known.command == command for known in self.commands)

    def gives_references(self, command: str) -> bool:
        """Say whether the people and channels typed after a slash command reach the app by id."""
        escaping = (known.command for known in self.commands if known.should_escape)
        return self.any_command or command in escaping


def _section(parent: Json, key: str) -> Json:
    section = parent.get(key, {})
    if not isinstance(section, dict):
        raise ValueError(f"manifest: `{key}` must be an object")
    return section


def _items(parent: Json, key: str) -> list[Any]:
    items = parent.get(key, [])
    if not isinstance(items, list):
        raise ValueError(f"manifest: `{key}` must be a list")
    return items


def _scopes(manifest: Json) -> frozenset[str]:
    scopes = frozenset(_items(_section(_section(manifest, "oauth_config"), "scopes"), "bot"))
    if unknown := scopes - ALL_SCOPES:
        raise ValueError(
            f"manifest: bot scopes that this workspace does not know: {', '.join(sorted(unknown))}"
        )
    return scopes


def _events(settings: Json) -> frozenset[str]:
    events = frozenset(_items(_section(settings, "event_subscriptions"), "bot_events"))
    if unknown := events - set(EVENT_SCOPES):
        raise ValueError(
            f"manifest: bot events that this workspace does not know: {', '.join(sorted(unknown))}"
        )
    return events


def _command(item: Any) -> Command:
    if not isinstance(item, dict) or not str(item.get("command", "")).startswith("/"):
        raise ValueError("manifest: a slash command must have a `command` that starts with /")
    return Command(
        item["command"],
        str(item.get("description", "")),
        str(item.get("usage_hint", "")),
        bool(item.get("should_escape", False)),
    )


def _shortcut(item: Any) -> Shortcut:
    if not isinstance(item, dict) or item.get("type") not in ("global", "message"):
        raise ValueError("manifest: a shortcut must have a `type`, global or message")
    if not item.get("name") or not item.get("callback_id"):
        raise ValueError("manifest: a shortcut must have a `name` and a `callback_id`")
    return Shortcut(
        str(item["name"]), str(item["callback_id"]), item["type"], str(item.get("description", ""))
    )
