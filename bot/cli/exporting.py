"""`spaser export`: what the store holds, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot import french, tables
from bot.cli.options import SchemeOption, assistant
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
        _tell(tables.write(table, sortie, form), sortie)


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
        _tell(tables.write(table, sortie, form), sortie)


def _tell(count: int, sortie: Path) -> None:
    typer.echo(f"{french.count(count)} ligne{'s' if count > 1 else ''} dans {sortie}")
