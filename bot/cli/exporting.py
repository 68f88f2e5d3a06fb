"""`spaser export`: what the store holds, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot import french, tables
from bot.cli.options import SchemeOption, assistant, suffix_of, writing
from workflows import exports

app = typer.Typer(help="Exporte en xlsx, csv ou JSON.", no_args_is_help=True)

SortieOption = Annotated[
    Path, typer.Option("--sortie", help="Le fichier à écrire : .csv, .xlsx ou .json.")
]
AnneeOption = Annotated[int | None, typer.Option("--annee", help="Une année ; sinon toutes.")]


@app.command("marches")
def export_marches(
    sortie: SortieOption,
    annee: AnneeOption = None,
    scheme: SchemeOption = None,
) -> None:
    """Exporte les marchés ; une case vide est inconnue, jamais « non »."""
    suffix = suffix_of(sortie, *tables.SUFFIXES)
    with assistant(scheme) as opened, opened.store.read() as session:
        table = exports.exporter_marches(session, opened.scheme, annee)
        write_table(table, sortie, suffix)


@app.command("valeurs")
def export_valeurs(
    sortie: SortieOption,
    annee: AnneeOption = None,
    scheme: SchemeOption = None,
) -> None:
    """Exporte les valeurs qui comptent : calculées, publiées ou saisies, avec leur calcul."""
    suffix = suffix_of(sortie, *tables.SUFFIXES)
    with assistant(scheme) as opened, opened.store.read() as session:
        table = exports.exporter_valeurs(session, opened.scheme, annee)
        write_table(table, sortie, suffix)


def write_table(table: exports.Table, sortie: Path, suffix: str) -> None:
    """Write a table to a file, as `suffix` says, and say how many lines it has.

    Exits with 1, and why, where it cannot be written.
    """
    try:
        with writing(sortie):
            count = tables.write(table, sortie, suffix)
    except tables.TropDeLignesError as error:
        typer.echo(f"{sortie} n'est pas écrit : {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{french.count(count)} ligne{'s' if count > 1 else ''} dans {sortie}")
