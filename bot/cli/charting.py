"""`spaser graphique`: the chart of an indicator."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import SchemeOption, assistant
from workflows.results import ReponseIndicateur


def graphique(
    indicateur: Annotated[str, typer.Argument(help="« heures-insertion », « A1 2023-2027 »…")],
    sortie: Annotated[Path, typer.Option(help="Le fichier à écrire : .png ou .svg.")],
    scheme: SchemeOption = None,
) -> None:
    """Dessine la série d'un indicateur et ses cibles ; affiche le texte qui la remplace."""
    from bot.charts.drawing import png, svg
    from bot.charts.serie import tracer

    if sortie.suffix not in (".png", ".svg"):
        raise typer.BadParameter("un fichier .png ou .svg", param_hint="--sortie")
    with assistant(scheme) as opened:
        answer = opened.answer(indicateur)
        if not isinstance(answer, ReponseIndicateur):
            typer.echo(f"Un seul indicateur à la fois. {opened.suggest(indicateur)}", err=True)
            raise typer.Exit(2)
    drawn = tracer(answer)
    if drawn is None:
        typer.echo(f"« {answer.nom} » n'a ni valeur ni cible chiffrée à dessiner.", err=True)
        raise typer.Exit(1)
    if sortie.suffix == ".png":
        sortie.write_bytes(png(drawn))
    else:
        sortie.write_text(svg(drawn), encoding="utf-8")
    typer.echo(drawn.alternative)
