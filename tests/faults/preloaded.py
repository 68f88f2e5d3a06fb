"""What the bot's commands import, before they are forked."""

import bot.app
import bot.cli
import bot.connections  # noqa: F401
