"""`/spaser`: the answer goes back with the acknowledgement, to the person alone."""

from typing import Any

from slack_bolt import Ack, App

from bot.handlers.incoming import typed
from bot.replies import Replies

COMMAND = "/spaser"
SCOPES = ("commands",)


def register(app: App, replies: Replies) -> None:
    """Listen to the command."""

    @app.command(COMMAND)
    def on_command(ack: Ack, command: dict[str, Any]) -> None:
        in_channel = not command["channel_id"].startswith("D")
        answer = replies.to(typed(command.get("text", "")), shareable=in_channel)
        ack(response_type="ephemeral", **answer)
