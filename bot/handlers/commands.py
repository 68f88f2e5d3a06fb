"""`/spaser`: the answer goes back with the acknowledgement, to the person alone."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.desk import Desk
from bot.handlers.incoming import typed

COMMAND = "/spaser"
SCOPES = ("commands",)


def register(app: App, desk: Desk) -> None:
    """Listen to the command."""

    @app.command(COMMAND)
    def on_command(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        answer = desk.answer(
            command["user_id"],
            typed(command.get("text", ""), context.bot_user_id),
            f"commande:{command['trigger_id']}",
            shareable=not command["channel_id"].startswith("D"),
        )
        ack(response_type="ephemeral", **(answer or {}))
