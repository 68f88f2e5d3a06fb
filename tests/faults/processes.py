"""The bot's own commands in processes that can be killed at any instant.

They are forked from a server that has already imported the bot: a kill falls in the bot's work,
not in Python's imports.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from workspace import Workspace

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.faults.preloaded"])

Environment = dict[str, str]


def environment(workspace: Workspace, database_url: str, timeout: float = 10) -> Environment:
    """What the bot is told of a workspace and a store; `timeout` in seconds."""
    return {
        "DATABASE_URL": database_url,
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "SLACK_TIMEOUT": str(timeout),
        "PORT": "0",
    }


def spaser(known: Environment, *arguments: str, log: Path | None = None) -> ForkServerProcess:
    """`spaser …` in a process of its own, already running; what it logs goes to a file's end."""
    return begin(_spaser, known, arguments, log)


def begin(work: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Any work in a process of its own, already running."""
    process = _context.Process(target=work, args=arguments, daemon=True)
    process.start()
    return process


def _spaser(known: Environment, arguments: tuple[str, ...], log: Path | None) -> None:
    os.environ.update(known)
    if log:
        with log.open("a") as file:
            os.dup2(file.fileno(), sys.stderr.fileno())
    from bot.cli import app

    app(list(arguments))
