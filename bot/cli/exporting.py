"""`spaser export`: what the store holds, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot import french, tables
from bot.cli.options import SchemeOption, assistant, writing
from workflows import exports

app = typer.Typer(help="Exporte en xlsx, csv ou JSON.", no_args_is_help=True)

FormatOption = Annotated[tables.Format, typer.Option("--format", help="Format du fichier.")]
SortieOption = Annotated[Path, typer.Option("--sortie", help="Fichier à écrire.")]
AnneeOption = Annotated[int | None, typer.Option("--annee", help="Une année ; sinon toutes.")]


@app.command("marches")
def export_marches(
    sortie: SortieOption,
    form: FormatOption = "csv",
    annee: AnneeOption = None,
    scheme: SchemeOption = None,
) -> None:
    """Exporte les marchés ; une case vide est inconnue, jamais « non »."""
    with assistant(scheme) as opened, opened.store.read() as session:
        table = exports.exporter_marches(session, opened.scheme, annee)
        write_table(table, sortie, form)


@app.command("valeurs")
def export_valeurs(
    sortie: SortieOption,
    form: FormatOption = "csv",
    annee: AnneeOption = None,
    scheme: SchemeOption = None,
) -> None:
    """Exporte les valeurs des indicateurs, avec leur origine."""
    with assistant(scheme) as opened, opened.store.read() as session:
        table = exports.exporter_valeurs(session, opened.scheme, annee)
        write_table(table, sortie, form)


def write_table(table: exports.Table, sortie: Path, form: tables.Format) -> None:
    """Write a table to a file and say how many lines; exit with 1, and why, where it cannot be."""
    try:
        with writing(sortie):
            count = tables.write(table, sortie, form)
    except tables.TropDeLignesError as error:
        typer.echo(f"{sortie} n'est pas écrit : {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{french.count(count)} ligne{'s' if count > 1 else ''} dans {sortie}")
