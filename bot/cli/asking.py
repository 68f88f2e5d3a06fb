"""Questions without any chat, and the chat without any Slack."""

import sys
from typing import Annotated

import typer

from bot import text
from bot.chat import converse
from bot.cli.options import JsonOption, SchemeOption, assistant, print_json
from bot.readings import read
from workflows.results import Choix, Incompris

NOT_UNDERSTOOD = 2


def ask(
    question: Annotated[str, typer.Argument(help="« heures-insertion 2025 », « objectif 9 »…")],
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Pose une question et affiche la réponse (code 2 si elle n'est pas comprise)."""
    with assistant(scheme) as opened:
        answer = opened.answer(question)
    words = text.render(read(answer), numbered=isinstance(answer, Choix | Incompris))
    if as_json:
        print_json(answer.model_dump(mode="json") | {"texte": words})
    else:
        typer.echo(words)
    if isinstance(answer, Incompris):
        raise typer.Exit(NOT_UNDERSTOOD)


def chat(
    scheme: SchemeOption = None,
    personne: Annotated[
        str, typer.Option("--as", help="Qui vous êtes ; « spaser roles » donne vos rôles.")
    ] = "acheteur",
) -> None:
    """Converse dans le terminal ; lit aussi ce qu'on lui envoie par un tube."""
    with assistant(scheme) as opened:
        converse(opened, personne, sys.stdin, sys.stdout)
