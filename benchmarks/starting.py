"""Start-up time and resident memory of the bot, against Python with Bolt alone."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from benchmarks.measuring import result
from bot.manifest import manifest
from workspace import Workspace

BOLT_ALONE = """
import os
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
SocketModeHandler(App(client=client), os.environ["SLACK_APP_TOKEN"]).start()
"""
BOT = "from bot.cli import main; main()"


def run() -> Iterator[dict[str, Any]]:
    """From `spaser run` to an open socket, and what it then holds in memory."""
    alone = [start(BOLT_ALONE) for _ in range(3)]
    bot = [start(BOT, "run", "--scheme", "landes") for _ in range(3)]
    (alone_ms, alone_mb), (bot_ms, bot_mb) = min(alone), min(bot)
    yield result("start_up", bot_ms / alone_ms, None, bolt_ms=alone_ms, bot_ms=bot_ms)
    yield result("memory", bot_mb / alone_mb, None, bolt_mb=alone_mb, bot_mb=bot_mb)


def start(code: str, *arguments: str) -> tuple[float, float]:
    """Milliseconds until the socket is open, and resident megabytes then."""
    with tempfile.TemporaryDirectory() as folder, Workspace.start(manifest=manifest()) as workspace:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env={
                **os.environ,
                "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.db'}",
                "SLACK_API_URL": workspace.api_url,
                "SLACK_BOT_TOKEN": workspace.bot_token,
                "SLACK_APP_TOKEN": workspace.app_token,
            },
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            workspace.wait_for_bot(timeout=60)
            elapsed = (time.perf_counter() - begun) * 1000
            return elapsed, psutil.Process(process.pid).memory_info().rss / 1e6
        finally:
            process.kill()
            process.wait()
