"""Questions without any chat, and the chat without any Slack."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import text
from bot.chat import converse
from bot.cli.options import JsonOption, SchemeOption, assistant, print_json
from bot.cli.showing import write_chart
from bot.readings import read
from workflows import graphiques
from workflows.results import Choix, GraphiqueIndicateur, Incompris

NOT_UNDERSTOOD = 2


def ask(
    question: Annotated[
        str, typer.Argument(help="« heures-insertion 2025 », « graphique heures-insertion »…")
    ],
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
    sortie: Annotated[
        Path | None, typer.Option(help="Pour un graphique, le fichier à écrire : .png ou .svg.")
    ] = None,
) -> None:
    """Pose une question et affiche la réponse (code 2 si elle n'est pas comprise)."""
    wish = graphiques.lire(question)
    with assistant(scheme) as opened:
        answer = graphiques.dessiner(opened, wish) if wish else opened.answer(question)
    if sortie:
        if not isinstance(answer, GraphiqueIndicateur):
            raise typer.BadParameter(
                "seulement avec une question comme « graphique heures-insertion »",
                param_hint="--sortie",
            )
        write_chart(answer.reponse, sortie)
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
