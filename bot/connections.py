"""The two ways Slack reaches the bot: Socket Mode and signed HTTP."""

import json
import socket
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress.server import create_server

from bot.app import WORKERS
from bot.health import health
from bot.settings import Settings, required
from storage.tables import now
from workflows.assistant import Assistant

HTTP_PATH = "/slack/events"
"""Where Slack sends events, commands and clicks in HTTP mode."""

HEALTH_PATH = "/health"
"""Where the platform asks whether what is owed leaves in time."""

MAX_BODY = 1_000_000
"""Bytes; Slack's own requests are far smaller."""


class Socket:
    """A Socket Mode connection: Slack is reached, nothing listens."""

    def __init__(self, app: App, settings: Settings) -> None:
        token = required(settings.slack_app_token, "SLACK_APP_TOKEN")
        self._handler = SocketModeHandler(app, token, concurrency=WORKERS)

    def open(self) -> None:
        """Connect; answers are given from other threads."""
        self._handler.connect()

    def close(self) -> None:
        """Disconnect."""
        self._handler.close()


class Server:
    """An HTTP server for signed requests, with enough threads for fifty at once."""

    def __init__(self, app: App, settings: Settings, current: Callable[[], Assistant]) -> None:
        required(settings.slack_signing_secret, "SLACK_SIGNING_SECRET")
        slack = _readable_only(SlackRequestHandler(app, path=HTTP_PATH))
        self._listener = socket.create_server((settings.host, settings.port))
        self._server: Any = create_server(  # its stubs leave out what closing it needs
            _with_health(slack, current),
            sockets=[self._listener],
            threads=WORKERS,
            max_request_body_size=MAX_BODY,
        )
        self._thread = Thread(target=self._server.run, name="http")

    @property
    def url(self) -> str:
        """Where Slack must send its requests."""
        host, port = self._listener.getsockname()[:2]
        return f"http://{host}:{port}{HTTP_PATH}"

    def start(self) -> None:
        """Serve, in a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """Answer what has been received, then stop."""
        self._server.task_dispatcher.shutdown(cancel_pending=False)
        self._server.trigger.pull_trigger(self._leave)
        self._thread.join()

    def _leave(self) -> None:
        """In the server's own thread: each connection closes once its answer has left."""
        for channel in self._server.active_channels.values():
            channel.will_close = True
        self._server.close()


def _with_health(handler: WSGIApplication, current: Callable[[], Assistant]) -> WSGIApplication:
    """Answer for our own health beside what Slack sends."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != HEALTH_PATH:
            return handler(environ, start_response)
        status, said = health(current(), now())
        start_response(f"{status} {status.phrase}", [("content-type", "application/json")])
        return [json.dumps(said, ensure_ascii=False).encode()]

    return application


def _readable_only(handler: WSGIApplication) -> WSGIApplication:
    """Refuse bodies that Bolt cannot read: it parses them before it checks who signed."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return handler(environ, start_response)
        except ValueError:
            start_response("400 Bad Request", [("content-type", "text/plain")])
            return [b"Bad Request"]

    return application
