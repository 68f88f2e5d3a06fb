"""Buttons under an answer: ask something else, share with the channel."""

import re
from typing import Any

from slack_bolt import Ack, App, Respond, Say

from bot.blocks.message import ASK, SHARE, shared_by
from bot.handlers.deliveries import first
from bot.handlers.fiches import Desk
from bot.replies import Replies
from workflows.conversation import Opening, opening


def register(app: App, replies: Replies, desk: Desk) -> None:
    """Listen to the buttons."""

    @app.action(re.compile(f"^{ASK}:"))
    def on_ask(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, say: Say
    ) -> None:
        ack()
        if wish := opening(action["value"]):
            _open(wish, body, respond)
            return
        container = body["container"]
        private = container.get("is_ephemeral", False)
        asked = action["value"]
        with first(replies.store, _key(body)) as new:
            if not new:
                return
            if private:
                in_channel = not body["channel"]["id"].startswith("D")
                respond(replace_original=False, **replies.to(asked, shareable=in_channel))
            else:
                say(**replies.to(asked, shareable=False), thread_ts=container.get("thread_ts"))

    def _open(wish: Opening, body: dict[str, Any], respond: Respond) -> None:
        """Open a fiche from a button; said where it was clicked when only one person sees it."""
        person = body["user"]["id"]
        opened = desk.open(person, wish, _key(body))
        if body["container"]["type"] == "view":
            app.client.views_publish(user_id=person, view=desk.home(person))
        elif opened and body["container"].get("is_ephemeral"):
            respond(replace_original=False, **opened)

    @app.action(SHARE)
    def on_share(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond) -> None:
        ack()
        with first(replies.store, _key(body)) as new:
            if new:
                shared = replies.to(action["value"], shareable=False)
                respond(
                    response_type="in_channel",
                    replace_original=False,
                    **shared_by(shared, body["user"]["id"]),
                )


def _key(body: dict[str, Any]) -> str:
    return f"clic:{body['trigger_id']}"
