"""The demonstration: the local workspace and the bot, in one process, on SQLite."""

from pathlib import Path

import typer
from pydantic import SecretStr

from bot.app import assembled
from bot.connections import Socket
from bot.manifest import manifest
from bot.settings import Settings
from bot.stopping import StopRequest
from workspace import Workspace

FOLDER = Path("var")


def run(scheme: str | None, port: int) -> None:
    """Start both, print the address to open, wait for Ctrl-C, stop both."""
    stop = StopRequest()
    FOLDER.mkdir(exist_ok=True)
    with Workspace.start(manifest=manifest(), port=port) as local:
        settings = Settings(
            slack_api_url=local.api_url,
            slack_bot_token=SecretStr(local.bot_token),
            slack_app_token=SecretStr(local.app_token),
            database_url=f"sqlite:///{FOLDER / 'demo.db'}",
        )
        with assembled(settings, scheme) as (app, assistant):
            socket = Socket(app, settings)
            socket.open()
            typer.echo(f"SPASER, {assistant.scheme.collectivite} : ouvrez {local.url}")
            typer.echo("Ctrl-C pour arrêter.")
            stop.wait()
            socket.close()
