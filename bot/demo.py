"""The demonstration: the local workspace and the bot, in one process, on SQLite."""

from pathlib import Path

import typer
from pydantic import SecretStr

from bot.app import assembled
from bot.connections import Socket
from bot.manifest import manifest
from bot.settings import Settings, settings
from bot.stopping import StopRequest
from schemes.loader import shipped
from storage.store import Store
from storage.tables import now
from workflows.roles import VISA, donner
from workspace import Workspace

FOLDER = Path("var/demo")
"""One folder a scheme: the store, and what was said in the workspace."""

ROLES = {
    "alice": ("acheteur",),
    "paul": ("pilote",),
    "helene": ("elu", "comite"),
    "karim": ("comite", "decideur"),
    "claire": ("coordinateur", "commande-publique"),
}
"""Who is what in the demonstration."""


def run(scheme: str | None, port: int) -> None:
    """Start both, print the address to open, wait for Ctrl-C, stop both."""
    stop = StopRequest()
    folder = FOLDER / Path(scheme or settings().scheme).stem
    folder.mkdir(parents=True, exist_ok=True)
    with _workspace(folder, port) as local:
        given = Settings(
            slack_api_url=local.api_url,
            slack_bot_token=SecretStr(local.bot_token),
            slack_app_token=SecretStr(local.app_token),
            database_url=f"sqlite:///{folder / 'spaser.db'}",
            canal_comite=local.private_channel,
        )
        _cast(given, scheme, local)
        with assembled(given, scheme) as (app, followed):
            socket = Socket(app, given)
            socket.open()
            typer.echo(f"SPASER, {followed.current().scheme.collectivite} : ouvrez {local.url}")
            typer.echo("Ctrl-C pour arrêter.")
            stop.wait()
            socket.close()


def _cast(given: Settings, scheme: str | None, local: Workspace) -> None:
    """Give the people of the workspace their roles; every visa has someone to give it."""
    with Store(given.database_url) as store, store.write() as session:
        known = shipped(scheme or settings().scheme)
        held = dict(ROLES)
        held["paul"] = (*held["paul"], *(f"{VISA}{visa.id}" for visa in known.visas))
        for name, roles in held.items():
            person = local.person(name)
            for role in roles:
                donner(
                    session,
                    known,
                    personne=person.id,
                    nom=person.real_name,
                    role=role,
                    par="Démonstration",
                    now=now(),
                )


def _workspace(folder: Path, port: int) -> Workspace:
    try:
        return Workspace.start(manifest=manifest(), port=port, state_file=folder / "workspace.json")
    except OSError as error:
        raise typer.BadParameter(f"le port {port} est déjà pris : essayez --port 0") from error
