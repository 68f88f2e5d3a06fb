"""What reaches the bot from Slack: read the payload, call one workflow, render its result."""

from slack_bolt import App

from bot.handlers import clicks, commands, errors, messages
from bot.replies import Replies


def register(app: App, replies: Replies) -> None:
    """Register every handler."""
    commands.register(app, replies)
    messages.register(app, replies)
    clicks.register(app, replies)
    errors.register(app)
