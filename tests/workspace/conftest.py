"""The sample app at work, over Socket Mode and over HTTP."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler

from tests.workspace.sample_app import MANIFEST, sample_app
from workspace import Workspace

Serve = Callable[[App, Workspace], AbstractContextManager[None]]


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class ManyAtOnce(ThreadingMixIn, WSGIServer):
    request_queue_size = 64


@contextmanager
def over_http(app: App, workspace: Workspace) -> Iterator[None]:
    handler = SlackRequestHandler(app, path="/slack/events")
    server = make_server("127.0.0.1", 0, handler, ManyAtOnce, Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        workspace.set_request_url(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def over_sockets(app: App, workspace: Workspace) -> Iterator[None]:
    handler = SocketModeHandler(app, workspace.app_token)
    handler.connect()
    try:
        workspace.wait_for_bot()
        yield
    finally:
        handler.client.auto_reconnect_enabled = False
        workspace.stop()
        handler.close()


@pytest.fixture(params=[over_sockets, over_http], ids=["socket-mode", "http"])
def serve(request: pytest.FixtureRequest) -> Serve:
    chosen: Serve = request.param
    return chosen


@pytest.fixture
def alone() -> Iterator[Workspace]:
    """A workspace with the sample app's manifest, without the app."""
    with Workspace.start(MANIFEST) as workspace:
        yield workspace


@pytest.fixture
def workspace(alone: Workspace, serve: Serve) -> Iterator[Workspace]:
    """A workspace in which the sample app is at work."""
    app = sample_app(alone.api_url, alone.bot_token, alone.signing_secret)
    with serve(app, alone):
        yield alone
