"""The Bolt application, put together from its settings."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import structlog
from slack_bolt import App
from slack_sdk import WebClient

from bot import handlers
from bot.replies import Replies
from bot.settings import Settings, required
from schemes.faults import DefinitionError
from storage.store import Store
from workflows.assistant import Assistant, FollowedAssistant

log = structlog.get_logger()

WORKERS = 32
"""Threads that answer at once. Slack waits three seconds; Bolt's own five are not enough."""


@contextmanager
def assembled(settings: Settings, scheme: str | None) -> Iterator[tuple[App, Assistant]]:
    """The application and its assistant over the configured store, closed at the end.

    `scheme` is an id or a file; without it, the setting counts. Its definition is followed:
    a change that cannot be used is logged, and the last good one stays.
    """
    with Store(settings.database_url) as store:
        followed = FollowedAssistant(scheme or settings.scheme, store, _log_faults)
        yield build(settings, Replies(followed.current)), followed.current()


def _log_faults(error: DefinitionError) -> None:
    log.warning("definition_kept", faults=[str(fault) for fault in error.faults])


def build(settings: Settings, replies: Replies) -> App:
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
    handlers.register(app, replies)
    return app
