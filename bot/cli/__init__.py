"""The command line: `spaser`."""

import sys

import typer

from bot.cli import (
    asking,
    echeances,
    exporting,
    fiches,
    heures,
    importing,
    journal,
    pilotes,
    roles,
    routage,
    running,
    schemes,
    seances,
    showing,
    valeurs,
)
from bot.documents.refusals import TemplateRefusedError
from bot.settings import MissingSettingError, RefusedSettingError
from schemes.faults import DefinitionError
from schemes.loader import UnknownSchemeError

app = typer.Typer(
    help="Le SPASER, là où travaillent les agents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(asking.ask)
app.command("chat")(asking.chat)
app.command("graphique")(showing.graphique)
app.command("bilan")(showing.bilan)
app.command("run")(running.run)
app.command("serve")(running.serve)
app.command("worker")(running.worker)
app.command("demo")(running.demo)
app.command("migrate")(running.migrate)
app.command("manifest")(running.manifest)
app.command("journal")(journal.journal)
app.add_typer(fiches.app, name="fiche")
app.command("heures")(heures.show)
app.add_typer(importing.app, name="import")
app.add_typer(exporting.app, name="export")
app.add_typer(schemes.app, name="schemes")
app.add_typer(valeurs.app, name="valeurs")
app.add_typer(roles.app, name="roles")
app.add_typer(routage.app, name="routage")
app.add_typer(echeances.app, name="echeances")
app.add_typer(pilotes.app, name="pilotes")
app.add_typer(seances.app, name="seance")


def main() -> None:
    """Run the command; what a person can mend is one sentence and exit code 1."""
    try:
        app()
    except (
        UnknownSchemeError,
        DefinitionError,
        MissingSettingError,
        TemplateRefusedError,
        RefusedSettingError,
    ) as error:
        print(error, file=sys.stderr)  # noqa: T201
        raise SystemExit(1) from None
