"""The Slack app manifest, from what the handlers listen to: no scope that none of them needs."""

from typing import Any

from bot import channels, posting
from bot.blocks import writing
from bot.connections import HTTP_PATH
from bot.handlers import commands, fiches, messages


def manifest(public_url: str | None = None) -> dict[str, Any]:
    """The manifest to paste into Slack: for Socket Mode, or for signed HTTP at `public_url`."""
    scopes = {
        *commands.SCOPES,
        *messages.SCOPES,
        *posting.SCOPES,
        *channels.SCOPES,
        *writing.SCOPES,
    }
    events = {*messages.EVENTS, *fiches.EVENTS}
    endpoint = f"{public_url.rstrip('/')}{HTTP_PATH}" if public_url else None
    address = {"url": endpoint} if endpoint else {}
    request = {"request_url": endpoint} if endpoint else {}
    return {
        "display_information": {
            "name": "SPASER",
            "description": "Le schéma des achats responsables, là où vous travaillez.",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "shortcuts": [
                {
                    "name": "Nouvelle fiche du besoin",
                    "type": "global",
                    "callback_id": fiches.SHORTCUT,
                    "description": "Écrire une fiche, une question à la fois",
                }
            ],
            "bot_user": {"display_name": "spaser", "always_online": True},
            "slash_commands": [
                {
                    "command": commands.COMMAND,
                    "description": "Indicateurs, cibles et objectifs du schéma",
                    "usage_hint": "heures-insertion 2025",
                    "should_escape": True,
                    **address,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(events), **request},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": endpoint is None,
            "token_rotation_enabled": False,
        },
    }
