"""Channels where the bot may write by itself: private ones, for estimates are confidential."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.settings import RefusedSettingError
from workflows.canaux import Canaux

SCOPES = ("channels:read", "groups:read")


def is_public(client: WebClient, channel: str) -> bool:
    """Whether anyone of the workspace can read a channel. Raises SlackApiError."""
    if channel.startswith("D"):
        return False
    return not client.conversations_info(channel=channel)["channel"]["is_private"]


def check(client: WebClient, canaux: Canaux) -> None:
    """Refuse settings that name a public channel, or one where the bot is not."""
    for setting, channel in (
        ("SPASER_CANAL_COMITE", canaux.comite),
        ("SPASER_CANAL_COORDINATION", canaux.coordination),
    ):
        if channel:
            _check_one(client, setting, channel)


def _check_one(client: WebClient, setting: str, channel: str) -> None:
    try:
        public = is_public(client, channel)
    except SlackApiError as error:
        raise RefusedSettingError(
            f"Le canal {channel} ({setting}) ne s'ouvre pas ({error.response['error']}) : "
            "donnez son identifiant et invitez-y SPASER."
        ) from error
    if public:
        raise RefusedSettingError(
            f"Le canal {channel} ({setting}) est public : les estimations sont confidentielles "
            "avant l'attribution. Choisissez un canal privé, et invitez-y SPASER."
        )
