"""The Bolt application, put together from its settings."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

import structlog
from slack_bolt import App
from slack_sdk import WebClient

from bot import handlers
from bot.channels import check
from bot.documents.word import verify
from bot.outbox import Outbox
from bot.owed import Sayings
from bot.posting import Poster, name_of
from bot.replies import Replies
from bot.rounds import Rounds
from bot.settings import Settings, required
from schemes.faults import DefinitionError
from storage.store import Store
from storage.tables import now
from workflows.assistant import FollowedAssistant

log = structlog.get_logger()

WORKERS = 32
"""Threads that answer at once. Slack waits three seconds; Bolt's own five are not enough."""


@contextmanager
def assembled(settings: Settings, scheme: str | None) -> Iterator[tuple[App, FollowedAssistant]]:
    """The application and its assistant at work over the configured store, closed at the end."""
    with at_work(settings, scheme) as (followed, outbox):
        yield application(settings, Replies(followed.current), outbox), followed


@contextmanager
def at_work(settings: Settings, scheme: str | None) -> Iterator[tuple[FollowedAssistant, Outbox]]:
    """The assistant of a definition that is followed, its outbox and its rounds.

    `scheme` is an id or a file; without it, the setting counts. A change of the definition that
    cannot be used is logged, and the last good one stays. Raises TemplateRefusedError when the
    authority's template of the fiche cannot be used, RefusedSettingError when a channel cannot.
    """
    with Store(settings.database_url) as store:
        name = scheme or settings.scheme
        followed = FollowedAssistant(name, store, _log_faults, settings.canaux)
        if settings.modele_fiche:
            verify(settings.modele_fiche, followed.current().scheme)
        check(_client(settings), settings.canaux)
        with outgoing(settings, store) as outbox, Rounds(followed.current, outbox):
            yield followed, outbox


def _log_faults(error: DefinitionError) -> None:
    log.warning("definition_kept", faults=[str(fault) for fault in error.faults])


@contextmanager
def build(settings: Settings, replies: Replies) -> Iterator[App]:
    """The application with its handlers, sending what is owed; the token is checked at once."""
    with outgoing(settings, replies.store) as outbox:
        yield application(settings, replies, outbox)


def outgoing(settings: Settings, store: Store, clock: Callable[[], datetime] = now) -> Outbox:
    """The outbox of a store; in a `with` block, it sends what is owed."""
    client = _client(settings)
    sayings = Sayings(name_of(client), settings.modele_fiche)
    return Outbox(store, Poster(client, sayings.render, clock), clock)


def application(
    settings: Settings,
    replies: Replies,
    outbox: Outbox,
    clock: Callable[[], datetime] = now,
) -> App:
    """The application with its handlers.

    Answers are computed before the acknowledgement (`process_before_response`), which is
    what lets them travel with it.
    """
    secret = settings.slack_signing_secret
    app = App(
        client=_client(settings),
        signing_secret=secret.get_secret_value() if secret else None,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(WORKERS),
    )
    handlers.register(app, replies, outbox, clock)
    return app


def _client(settings: Settings) -> WebClient:
    """A client that never tries a call again by itself.

    A message whose answer was lost would be sent twice: the outbox knows how to tell.
    """
    return WebClient(
        token=required(settings.slack_bot_token, "SLACK_BOT_TOKEN"),
        base_url=settings.slack_api_url,
        timeout=settings.slack_timeout,  # type: ignore[arg-type]  # fractions count too
        retry_handlers=[],
    )
