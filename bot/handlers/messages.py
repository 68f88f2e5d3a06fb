"""Questions asked in a direct message, or in a channel by mentioning the bot."""

from typing import Any

from slack_bolt import App, Say
from slack_sdk import WebClient

from bot.handlers.deliveries import first
from bot.handlers.incoming import typed
from bot.replies import Replies

EVENTS = ("message.im", "app_mention")
SCOPES = ("im:history", "app_mentions:read", "chat:write")


def register(app: App, replies: Replies) -> None:
    """Listen to direct messages and to mentions."""

    @app.event("message")
    def on_direct_message(body: dict[str, Any], event: dict[str, Any], say: Say) -> None:
        if event.get("channel_type") != "im" or "subtype" in event or "bot_id" in event:
            return
        with first(replies.store, _key(body)) as new:
            if new:
                answer = replies.to(typed(event.get("text", "")), shareable=False)
                say(**answer, thread_ts=event.get("thread_ts"))

    @app.event("app_mention")
    def on_mention(body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        with first(replies.store, _key(body)) as new:
            if new:
                client.chat_postEphemeral(
                    channel=event["channel"],
                    user=event["user"],
                    thread_ts=event.get("thread_ts"),
                    **replies.to(typed(event.get("text", "")), shareable=True),
                )


def _key(body: dict[str, Any]) -> str:
    return f"evenement:{body['event_id']}"
