"""Questions asked in a direct message, or in a channel by mentioning the bot."""

from typing import Any

from slack_bolt import App, Say
from slack_sdk import WebClient

from bot.blocks.message import message
from bot.handlers.deliveries import first
from bot.handlers.incoming import typed
from bot.readings import read
from workflows.assistant import Assistant

EVENTS = ("message.im", "app_mention")
SCOPES = ("im:history", "app_mentions:read", "chat:write")


def register(app: App, assistant: Assistant) -> None:
    """Listen to direct messages and to mentions."""

    @app.event("message")
    def on_direct_message(body: dict[str, Any], event: dict[str, Any], say: Say) -> None:
        if event.get("channel_type") != "im" or "subtype" in event or "bot_id" in event:
            return
        with first(assistant.store, _key(body)) as new:
            if new:
                reading = read(assistant.answer(typed(event.get("text", ""))))
                say(**message(reading, shareable=False), thread_ts=event.get("thread_ts"))

    @app.event("app_mention")
    def on_mention(body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        with first(assistant.store, _key(body)) as new:
            if new:
                reading = read(assistant.answer(typed(event.get("text", ""))))
                client.chat_postEphemeral(
                    channel=event["channel"],
                    user=event["user"],
                    thread_ts=event.get("thread_ts"),
                    **message(reading, shareable=True),
                )


def _key(body: dict[str, Any]) -> str:
    return f"evenement:{body['event_id']}"
