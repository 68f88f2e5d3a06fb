"""`spaser seance`: the agenda and the record of a meeting, as Word files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import text
from bot.cli.options import SchemeOption, assistant, write_file
from bot.readings import read
from workflows.revue import programme
from workflows.revue.results import CompteRendu, OrdreDuJour, RefusRevue

app = typer.Typer(help="Les séances en document Word.", no_args_is_help=True)

JourArgument = Annotated[
    datetime, typer.Argument(formats=["%d/%m/%Y"], help="Le jour de la séance : 18/03/2027.")
]
SortieOption = Annotated[Path, typer.Option(help="Le fichier à écrire : .docx.")]


@app.command("ordre-du-jour")
def agenda(jour: JourArgument, sortie: SortieOption, scheme: SchemeOption = None) -> None:
    """Écrit l'ordre du jour d'une séance fixée."""
    _export(programme.ordre_du_jour, jour, sortie, scheme)


@app.command("compte-rendu")
def record(jour: JourArgument, sortie: SortieOption, scheme: SchemeOption = None) -> None:
    """Écrit le relevé de décisions d'une séance."""
    _export(programme.compte_rendu, jour, sortie, scheme)


def _export(
    found_in: Callable[..., OrdreDuJour | CompteRendu | RefusRevue],
    jour: datetime,
    sortie: Path,
    scheme: str | None,
) -> None:
    from bot.documents.seances import to_docx

    if sortie.suffix != ".docx":
        raise typer.BadParameter("un fichier .docx", param_hint="--sortie")
    with assistant(scheme) as opened, opened.store.read() as session:
        seance = found_in(session, opened.scheme, jour.date(), par=None)
    if isinstance(seance, RefusRevue):
        typer.echo(text.render(read(seance)), err=True)
        raise typer.Exit(1)
    write_file(sortie, to_docx(seance))
    typer.echo(f"{sortie} est écrit.")
