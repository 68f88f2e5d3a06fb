"""`spaser echeances`: what is due, as words, JSON or a calendar file."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot import text
from bot.cli.options import JsonOption, SchemeOption, assistant, print_json, write_file
from bot.readings import read
from bot.settings import settings
from schemes.loader import shipped
from storage.store import Store
from storage.tables import now
from workflows.clock import paris_day
from workflows.echeances.listes import listed
from workflows.echeances.simulation import simulate
from workflows.echeances.suivi import follow

app = typer.Typer(help="Les échéances du schéma.")

NOBODY = ""
"""The terminal asks for no one in particular."""


@app.callback(invoke_without_command=True)
def echeances(
    context: typer.Context,
    annee: Annotated[int | None, typer.Option(help="Une année : 2026 ; sinon toutes.")] = None,
    ics: Annotated[
        Path | None,
        typer.Option(help="Écrit aussi un fichier d'agenda (.ics), toujours de toutes les années."),
    ] = None,
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Liste les échéances, par date."""
    if context.invoked_subcommand:
        return
    with assistant(scheme) as opened, opened.store.write() as session:
        at = now()
        follow(session, opened.scheme, at)
        show = partial(
            listed,
            session,
            opened.scheme,
            personne=NOBODY,
            today=paris_day(at),
        )
        liste = show(filtre="toutes" if annee is None else "annee", annee=annee)
        # an agenda that reads the file again has to follow what moved to another year
        everything = show(filtre="toutes", withdrawn=True)
    if ics:
        from bot.ics import calendar  # slow to import, and only for this

        write_file(ics, calendar(everything))
    if as_json:
        print_json(liste.model_dump(mode="json"))
    else:
        typer.echo(text.render(read(liste)))


@app.command("simuler")
def simuler(
    ans: Annotated[int, typer.Option(min=1, max=20, help="Combien d'années.")] = 6,
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Vit des années de rappels, jour par jour, dans une base à part : un tableau à vérifier."""
    definition = shipped(scheme or settings().scheme)
    with (
        TemporaryDirectory() as folder,
        Store(f"sqlite:///{Path(folder) / 'simulation.db'}") as store,
    ):
        lived = simulate(store, definition, ans=ans)
    if as_json:
        print_json(lived.model_dump(mode="json"))
    else:
        typer.echo(text.render(read(lived)))
