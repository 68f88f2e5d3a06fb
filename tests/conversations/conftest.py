"""The real bot in the local workspace, reached in each of the two ways."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.connections import Server, Socket
from bot.manifest import manifest
from bot.replies import Replies
from bot.settings import Settings
from schemes.loader import shipped
from storage.store import Store
from tests.conftest import TODAY
from workflows.assistant import Assistant, FollowedAssistant
from workspace import Workspace

Speaker = Assistant | FollowedAssistant
"""Who answers: for a definition as it is, or as its file changes."""

Connect = Callable[[Workspace, Speaker], AbstractContextManager[None]]


def settings_for(workspace: Workspace) -> Settings:
    return Settings(
        slack_api_url=workspace.api_url,
        slack_bot_token=SecretStr(workspace.bot_token),
        slack_app_token=SecretStr(workspace.app_token),
        slack_signing_secret=SecretStr(workspace.signing_secret),
        port=0,
    )


def replies_of(assistant: Speaker) -> Replies:
    if isinstance(assistant, FollowedAssistant):
        return Replies(assistant.current)
    return Replies(lambda: assistant)


@contextmanager
def by_socket(workspace: Workspace, assistant: Speaker, sockets: int = 1) -> Iterator[None]:
    settings = settings_for(workspace)
    with build(settings, replies_of(assistant)) as app:
        socket = Socket(app, settings)
        socket.open()
        try:
            workspace.wait_for_bot(sockets=sockets)
            yield
        finally:
            socket.close()


@contextmanager
def by_http(workspace: Workspace, assistant: Speaker) -> Iterator[None]:
    settings = settings_for(workspace)
    replies = replies_of(assistant)
    with build(settings, replies) as app:
        server = Server(app, settings, replies.assistant)
        server.start()
        try:
            workspace.set_request_url(server.url)
            yield
        finally:
            server.close()


WAYS: dict[str, Connect] = {"socket": by_socket, "http": by_http}


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> Connect:
    return WAYS[request.param]


@contextmanager
def bot(scheme_id: str, way: Connect, folder: Path) -> Iterator[Workspace]:
    """A workspace where the bot speaks for a scheme, over an empty SQLite store."""
    store = Store(f"sqlite:///{folder / 'spaser.db'}")
    assistant = Assistant(shipped(scheme_id), store, today=lambda: TODAY)
    with Workspace.start(manifest=manifest()) as workspace, way(workspace, assistant):
        yield workspace
    store.close()


@pytest.fixture(scope="module")
def landes_bot(way: Connect, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with bot("landes", way, tmp_path_factory.mktemp("landes")) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def ille_et_vilaine_bot(
    way: Connect, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    with bot("ille-et-vilaine", way, tmp_path_factory.mktemp("ille")) as workspace:
        yield workspace


@pytest.fixture
def spaser(tmp_path: Path) -> Any:
    """Run `spaser …` in an empty folder; gives the finished process."""

    def run(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
            cwd=tmp_path,
            input=said,
            capture_output=True,
            text=True,
            env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'spaser.db'}"},
            timeout=60,
            check=False,
        )

    return run
