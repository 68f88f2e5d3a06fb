"""The Bolt application, put together from its settings."""

from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App
from slack_sdk import WebClient

from bot import handlers
from bot.replies import Replies
from bot.settings import Settings, required
from workflows.assistant import Assistant

WORKERS = 32
"""Threads that answer at once. Slack waits three seconds; Bolt's own five are not enough."""


def build(settings: Settings, assistant: Assistant) -> App:
    """The application with its handlers; the token is checked with Slack at once.

    Answers are computed before the acknowledgement (`process_before_response`), which is
    what lets them travel with it.
    """
    secret = settings.slack_signing_secret
    token = required(settings.slack_bot_token, "SLACK_BOT_TOKEN")
    app = App(
        client=WebClient(token=token, base_url=settings.slack_api_url),
        signing_secret=secret.get_secret_value() if secret else None,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(WORKERS),
    )
    handlers.register(app, Replies(assistant))
    return app
