"""`/spaser`: the answer goes back with the acknowledgement, to the person alone."""

from typing import Any

from slack_bolt import Ack, App

from bot.handlers.fiches import Desk
from bot.handlers.incoming import typed
from bot.replies import Replies
from workflows.conversation import opening

COMMAND = "/spaser"
SCOPES = ("commands",)


def register(app: App, replies: Replies, desk: Desk) -> None:
    """Listen to the command."""

    @app.command(COMMAND)
    def on_command(ack: Ack, command: dict[str, Any]) -> None:
        text = typed(command.get("text", ""))
        if wish := opening(text):
            opened = desk.open(command["user_id"], wish, f"commande:{command['trigger_id']}")
            ack(response_type="ephemeral", **(opened or {}))
            return
        in_channel = not command["channel_id"].startswith("D")
        ack(response_type="ephemeral", **replies.to(text, shareable=in_channel))
