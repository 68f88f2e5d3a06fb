"""Running the bot: Socket Mode, signed HTTP, demonstration; and what prepares it.

What only one command needs is imported in it: `spaser ask` should not wait for Slack's SDK.
"""

import logging
from typing import Annotated

import typer

from bot.cli.options import SchemeOption, print_json
from bot.logs import configure
from bot.settings import settings
from bot.stopping import StopRequest
from storage.store import Store


def run(scheme: SchemeOption = None) -> None:
    """Relie le bot à Slack par Socket Mode."""
    from bot.app import assembled
    from bot.connections import Socket

    configure()
    stop = StopRequest()
    with assembled(settings(), scheme) as (app, _):
        socket = Socket(app, settings())
        socket.open()
        try:
            stop.wait()
        finally:
            socket.close()


def serve(scheme: SchemeOption = None) -> None:
    """Écoute les requêtes HTTP signées de Slack."""
    from bot.app import assembled
    from bot.connections import Server

    configure()
    stop = StopRequest()
    with assembled(settings(), scheme) as (app, followed):
        server = Server(app, settings(), followed.current)
        server.start()
        typer.echo(f"À l'écoute sur {server.url}", err=True)
        try:
            stop.wait()
        finally:
            server.close()


def worker(scheme: SchemeOption = None) -> None:
    """Envoie ce qui est dû, sans écouter Slack ; en plusieurs exemplaires sur PostgreSQL."""
    from bot.app import at_work

    configure()
    stop = StopRequest()
    with at_work(settings(), scheme):
        stop.wait()


def demo(
    scheme: SchemeOption = None,
    port: Annotated[int, typer.Option(help="Port de la page (0 : un port libre).")] = 8065,
) -> None:
    """Ouvre l'espace de travail local et le bot : rien d'autre à installer.

    Ses données sont dans var/demo, quel que soit DATABASE_URL. Pour y importer des marchés :

    DATABASE_URL=sqlite:///var/demo/landes/spaser.db spaser import decp f.json --scheme landes
    """
    from bot import demo as demonstration

    configure(logging.WARNING)
    demonstration.run(scheme, port)


def migrate() -> None:
    """Met la base de données à jour."""
    Store(settings().database_url).close()
    typer.echo("La base de données est à jour.")


def manifest(
    url: Annotated[
        str | None, typer.Option(help="Adresse publique du bot (HTTP) ; sinon Socket Mode.")
    ] = None,
) -> None:
    """Affiche le manifeste de l'application Slack."""
    from bot.manifest import manifest as slack_manifest

    print_json(slack_manifest(url))
