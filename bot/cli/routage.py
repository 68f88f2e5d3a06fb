"""`spaser routage`: where a dossier would go."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import text
from bot.cli.options import JsonOption, SchemeOption, print_json
from bot.readings import read
from bot.settings import settings
from schemes.loader import shipped
from workflows.clock import paris_today
from workflows.revue.essai import EssaiRoutage, essayer

app = typer.Typer(help="Où va un dossier, et pourquoi.", no_args_is_help=True)


@app.callback()
def routage() -> None:
    """Où va un dossier, et pourquoi."""


@app.command("essai")
def try_out(
    reponses: Annotated[
        Path,
        typer.Option(exists=True, dir_okay=False, help="Un objet JSON : question → réponse."),
    ],
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Essaie le routage sur des réponses, sans rien envoyer (code 1 si l'une est refusée)."""
    try:
        given = json.loads(reponses.read_text(encoding="utf-8"), parse_float=Decimal)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        _refuse(as_json, [f"{reponses.name} n'est pas un objet JSON : question → réponse."])
    done = essayer(shipped(scheme or settings().scheme), given, paris_today())
    if not isinstance(done, EssaiRoutage):
        _refuse(as_json, [f"{refused.question} : {refused.message}" for refused in done])
    words = text.render(read(done))
    if as_json:
        print_json(done.model_dump(mode="json") | {"texte": words})
    else:
        typer.echo(words)


def _refuse(as_json: bool, sentences: list[str]) -> NoReturn:
    if as_json:
        print_json({"type": "refus", "messages": sentences})
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)
