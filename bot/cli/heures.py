"""`spaser heures`: hours of insertion of a year, by public."""

from typing import Annotated

import typer

from bot import text
from bot.cli.options import JsonOption, SchemeOption, assistant, print_json
from bot.readings import read
from bot.settings import settings
from workflows import heures


def show(
    annee: Annotated[int, typer.Argument(help="Année : 2025.")],
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Montre les heures d'insertion d'une année, par public."""
    with assistant(scheme) as opened, opened.store.read() as session:
        found = heures.repondre(session, opened.scheme, annee, settings().seuil_petits_groupes)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        typer.echo(text.render(read(found)))
