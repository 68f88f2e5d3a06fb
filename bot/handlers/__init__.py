"""What reaches the bot from Slack: read the payload, call one workflow, render its result."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import App

from bot.desk import Desk
from bot.handlers import clicks, commands, echeances, errors, fiches, messages, pilotes, writing
from bot.outbox import Outbox
from bot.replies import Replies


def register(app: App, replies: Replies, outbox: Outbox, clock: Callable[[], datetime]) -> None:
    """Register every handler."""
    desk = Desk(replies, outbox, clock)
    commands.register(app, desk)
    messages.register(app, replies, desk)
    clicks.register(app, replies, desk)
    fiches.register(app, desk)
    writing.register(app, desk)
    echeances.register(app, desk)
    pilotes.register(app, desk)
    errors.register(app)
