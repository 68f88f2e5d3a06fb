"""The bot killed without warning, then started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.manifest import manifest
from storage.store import Store
from tests.faults.owing import owe, received
from tests.faults.processes import environment, spaser
from workspace import Workspace


def start(workspace: Workspace, folder: Path, command: str) -> subprocess.Popen[str]:
    """`spaser run` or `spaser serve` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "from bot.cli import main; main()", command, "--scheme", "landes"],
        cwd=folder,
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder / 'spaser.db'}",
            "SLACK_API_URL": workspace.api_url,
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_SIGNING_SECRET": workspace.signing_secret,
            "PORT": "0",
        },
        stderr=subprocess.PIPE if command == "serve" else None,
        text=True,
    )


@contextmanager
def running_bot(workspace: Workspace, folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = start(workspace, folder, "run")
    try:
        workspace.wait_for_bot()
        yield process
    finally:
        process.kill()
        process.wait()
        workspace.wait_for_bot(sockets=0)


def test_a_killed_bot_answers_again_and_repeats_nothing(tmp_path: Path) -> None:
    with Workspace.start(manifest=manifest()) as workspace:
        alice = workspace.person("alice")
        with running_bot(workspace, tmp_path) as process:
            alice.dm("heures-insertion 2025")
            alice.wait_for()
            process.send_signal(signal.SIGKILL)
            process.wait()
        with running_bot(workspace, tmp_path):
            workspace.deliver_again(times=1)
            alice.dm("heures-insertion 2026")
            alice.wait_for()
            assert len(workspace.record) == 2


def test_a_bot_asked_to_stop_leaves_cleanly(tmp_path: Path) -> None:
    with (
        Workspace.start(manifest=manifest()) as workspace,
        running_bot(workspace, tmp_path) as process,
    ):
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_server_asked_to_stop_leaves_although_slack_keeps_its_connection(tmp_path: Path) -> None:
    with (
        Workspace.start(manifest=manifest()) as workspace,
        start(workspace, tmp_path, "serve") as process,
    ):
        assert process.stderr
        address = next(line for line in process.stderr if "À l'écoute" in line).split()[-1]
        workspace.set_request_url(address)
        alice = workspace.person("alice")
        alice.command("/spaser", "heures-insertion 2025", channel=workspace.channel)
        alice.wait_for()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_worker_sends_what_others_owe_and_leaves_when_asked(database_url: str) -> None:
    with Workspace.start(manifest=manifest()) as workspace, Store(database_url) as store:
        alice = workspace.person("alice")
        worker = spaser(environment(workspace, database_url), "worker")
        owe(store, "a", alice.id)
        alice.wait_for(timeout=30)
        worker.terminate()
        worker.join(30)
        assert worker.exitcode == 0
        assert received(workspace) == ["a"]
