"""`/spaser`: the answer goes back with the acknowledgement, to the person alone."""

from typing import Any

from slack_bolt import Ack, App

from bot.blocks.message import message
from bot.handlers.incoming import typed
from bot.readings import read
from workflows.assistant import Assistant

COMMAND = "/spaser"
SCOPES = ("commands",)


def register(app: App, assistant: Assistant) -> None:
    """Listen to the command."""

    @app.command(COMMAND)
    def on_command(ack: Ack, command: dict[str, Any]) -> None:
        reading = read(assistant.answer(typed(command.get("text", ""))))
        in_channel = not command["channel_id"].startswith("D")
        ack(response_type="ephemeral", **message(reading, shareable=in_channel))
