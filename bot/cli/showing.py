"""`spaser graphique` and `spaser bilan`: the chart of an indicator, the report of a year."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import SchemeOption, assistant, suffix_of, write_file
from workflows.bilan import etablir
from workflows.graphiques import Tracer, dessiner
from workflows.results import GraphiqueIndicateur, ReponseIndicateur


def graphique(
    indicateur: Annotated[str, typer.Argument(help="« heures-insertion », « A1 2023-2027 »…")],
    sortie: Annotated[Path, typer.Option(help="Le fichier à écrire : .png ou .svg.")],
    scheme: SchemeOption = None,
) -> None:
    """Dessine la série d'un indicateur et ses cibles ; affiche le texte qui la remplace."""
    with assistant(scheme) as opened:
        answer = dessiner(opened, Tracer(indicateur))
        if not isinstance(answer, GraphiqueIndicateur):
            typer.echo(f"Un seul indicateur à la fois. {opened.suggest(indicateur)}", err=True)
            raise typer.Exit(2)
    typer.echo(write_chart(answer.reponse, sortie))


def write_chart(reponse: ReponseIndicateur, sortie: Path) -> str:
    """Write the chart of an answer to a .png or .svg file; gives the words that replace it.

    Exits with 1 when there is nothing to draw or the file cannot be written.
    """
    from bot.charts.drawing import png, svg
    from bot.charts.serie import tracer

    suffix = suffix_of(sortie, ".png", ".svg")
    drawn = tracer(reponse)
    if drawn is None:
        missing = f"« {reponse.nom} » n'a ni valeur ni cible d'une année à dessiner."
        typer.echo(f"{missing} Saisissez une valeur : spaser valeurs set.", err=True)
        raise typer.Exit(1)
    write_file(sortie, png(drawn) if suffix == ".png" else svg(drawn).encode())
    return drawn.alternative


def bilan(
    annee: Annotated[int, typer.Argument(min=1990, max=2100, help="L'année du bilan.")],
    sortie: Annotated[Path, typer.Option(help="Le fichier à écrire : .html ou .docx.")],
    scheme: SchemeOption = None,
) -> None:
    """Écrit le bilan d'une année : valeurs, cibles, retards, graphiques, notes."""
    suffix = suffix_of(sortie, ".html", ".docx")
    with assistant(scheme) as opened, opened.store.read() as session:
        report = etablir(session, opened.scheme, annee, opened.today())
    if suffix == ".html":
        from bot.documents.bilan_page import to_html

        write_file(sortie, to_html(report).encode())
    else:
        from bot.documents.bilan_word import to_docx

        write_file(sortie, to_docx(report))
    typer.echo(f"{sortie} est écrit.")
