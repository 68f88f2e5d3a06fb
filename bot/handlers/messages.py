"""Words in a direct message, or in a channel by mentioning the bot."""

from typing import Any

from slack_bolt import App, BoltContext, Say
from slack_sdk import WebClient

from bot.blocks import fiche
from bot.desk import Desk
from bot.handlers.deliveries import first
from bot.handlers.incoming import attached, typed
from bot.replies import Replies
from workflows.pieces import Piece

EVENTS = ("message.im", "app_mention")
WITH_FILES = "file_share"
"""The subtype of what people write with files; other subtypes tell of a change."""

SCOPES = ("im:history", "app_mentions:read", "chat:write")


def register(app: App, replies: Replies, desk: Desk) -> None:
    """Listen to direct messages and to mentions."""

    @app.event("message")
    def on_direct_message(
        body: dict[str, Any], event: dict[str, Any], say: Say, context: BoltContext
    ) -> None:
        if event.get("channel_type") != "im" or "bot_id" in event:
            return
        if event.get("subtype", WITH_FILES) != WITH_FILES:
            return
        person, text = event["user"], typed(event.get("text", ""), context.bot_user_id)
        if desk.hears(event, text, _key(body)):
            return
        if files := _files(event):
            desk.receive(person, text, files, _key(body))
            return
        if desk.tell(person, text, _key(body)):
            return
        with first(replies.store, _key(body)) as new:
            if new:
                waiting = desk.beside(person, text)
                answer = fiche.beside(waiting) if waiting else replies.to(text, shareable=False)
                say(**answer, thread_ts=event.get("thread_ts"))

    @app.event("app_mention")
    def on_mention(
        body: dict[str, Any], event: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        said = typed(event.get("text", ""), context.bot_user_id)
        if files := _files(event):
            desk.receive(event["user"], said, files, _key(body))
            return
        with first(replies.store, _key(body)) as new:
            done = f"{_key(body)}:acte"
            answer = new and desk.answer(event["user"], said, done, shareable=True)
            if answer:
                client.chat_postEphemeral(
                    channel=event["channel"],
                    user=event["user"],
                    thread_ts=event.get("thread_ts"),
                    **answer,
                )


def _files(event: dict[str, Any]) -> list[Piece | None]:
    return [attached(file) for file in event.get("files", [])]


def _key(body: dict[str, Any]) -> str:
    return f"evenement:{body['event_id']}"
