"""The Bolt application, put together from its settings."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import structlog
from slack_bolt import App
from slack_sdk import WebClient

from bot import handlers
from bot.outbox import Outbox
from bot.owed import render
from bot.posting import Poster
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
        with build(settings, Replies(followed.current)) as app:
            yield app, followed.current()


def _log_faults(error: DefinitionError) -> None:
    log.warning("definition_kept", faults=[str(fault) for fault in error.faults])


@contextmanager
def build(settings: Settings, replies: Replies) -> Iterator[App]:
    """The application with its handlers, sending what is owed; the token is checked at once.

    Answers are computed before the acknowledgement (`process_before_response`), which is
    what lets them travel with it. The client never tries a call again by itself: a message
    whose answer was lost would be sent twice. The outbox knows how to tell.
    """
    secret = settings.slack_signing_secret
    token = required(settings.slack_bot_token, "SLACK_BOT_TOKEN")
    client = WebClient(token=token, base_url=settings.slack_api_url, timeout=10, retry_handlers=[])
    app = App(
        client=client,
        signing_secret=secret.get_secret_value() if secret else None,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(WORKERS),
    )
    with Outbox(replies.store, Poster(client, render)) as outbox:
        handlers.register(app, replies, outbox)
        yield app
