"""Buttons under an answer: ask something else, share with the channel."""

import re
from typing import Any

from slack_bolt import Ack, App, Respond, Say

from bot.blocks.message import ASK, SHARE, message, shared_by
from bot.handlers.deliveries import first
from bot.readings import read
from workflows.assistant import Assistant


def register(app: App, assistant: Assistant) -> None:
    """Listen to the buttons."""

    @app.action(re.compile(f"^{ASK}:"))
    def on_ask(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, say: Say
    ) -> None:
        ack()
        container = body["container"]
        private = container.get("is_ephemeral", False)
        with first(assistant.store, _key(body)) as new:
            if not new:
                return
            reading = read(assistant.answer(action["value"]))
            if private:
                in_channel = not body["channel"]["id"].startswith("D")
                respond(replace_original=False, **message(reading, shareable=in_channel))
            else:
                say(**message(reading, shareable=False), thread_ts=container.get("thread_ts"))

    @app.action(SHARE)
    def on_share(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond) -> None:
        ack()
        with first(assistant.store, _key(body)) as new:
            if new:
                shared = message(read(assistant.answer(action["value"])), shareable=False)
                respond(
                    response_type="in_channel",
                    replace_original=False,
                    **shared_by(shared, body["user"]["id"]),
                )


def _key(body: dict[str, Any]) -> str:
    return f"clic:{body['trigger_id']}"
