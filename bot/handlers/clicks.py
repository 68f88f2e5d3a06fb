"""Buttons under an answer: ask something else, do something, share with the channel."""

import re
from typing import Any

from slack_bolt import Ack, App, Respond, Say

from bot.blocks.message import ASK, SHARE, shared_by
from bot.desk import Desk
from bot.handlers.deliveries import first
from bot.handlers.incoming import clicked
from bot.replies import Replies


def register(app: App, replies: Replies, desk: Desk) -> None:
    """Listen to the buttons."""

    @app.action(re.compile(f"^{ASK}:"))
    def on_ask(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, say: Say
    ) -> None:
        ack()
        person, asked = body["user"]["id"], action["value"]
        container = body["container"]
        if container["type"] == "view":
            if not desk.tell(person, asked, _key(body)):
                with first(replies.store, _key(body)) as new:
                    if new:
                        said = replies.to(asked, shareable=False)
                        app.client.chat_postMessage(channel=person, **said)
            app.client.views_publish(user_id=person, view=desk.home(person))
        elif not body["channel"]["id"].startswith("D"):
            answer = desk.answer(person, asked, _key(body), shareable=True)
            if answer:
                respond(response_type="ephemeral", replace_original=False, **answer)
        elif not desk.tell(person, asked, _key(body), clicked(container)):
            with first(replies.store, _key(body)) as new:
                if new:
                    said = replies.to(asked, shareable=False)
                    say(**said, thread_ts=container.get("thread_ts"))

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
