"""What reaches the bot from Slack: read the payload, call one workflow, render its result."""

from slack_bolt import App

from bot.handlers import clicks, commands, errors, messages
from workflows.assistant import Assistant


def register(app: App, assistant: Assistant) -> None:
    """Register every handler."""
    commands.register(app, assistant)
    messages.register(app, assistant)
    clicks.register(app, assistant)
    errors.register(app)
