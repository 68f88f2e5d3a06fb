"""`spaser pilotes`: the people who answer for the pilotes printed in the document."""

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import JsonOption, SchemeOption, assistant, print_json, read_words
from storage.tables import now
from workflows.echeances.pilotes import NotTakenError, PiloteImprime, import_csv, pilotes

app = typer.Typer(help="Les pilotes du document et les personnes.", no_args_is_help=True)


@app.command("lister")
def list_pilotes(scheme: SchemeOption = None, as_json: JsonOption = False) -> None:
    """Liste les pilotes imprimés et les personnes associées, au format de l'import."""
    with assistant(scheme) as opened, opened.store.read() as session:
        found = pilotes(session, opened.scheme)
    if as_json:
        print_json([pilote.model_dump() for pilote in found])
    else:
        typer.echo(_as_csv(found), nl=False)


@app.command("importer")
def import_pilotes(
    fichier: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV : pilote;personne.")
    ],
    par: Annotated[str, typer.Option("--par", help="Qui fait ce changement.")] = "terminal",
    scheme: SchemeOption = None,
) -> None:
    """Associe des personnes aux pilotes ; rien n'est pris si une ligne est fausse."""
    words = read_words(fichier)
    try:
        with assistant(scheme) as opened, opened.store.write() as session:
            found = import_csv(session, opened.scheme, words, par=par, now=now())
    except NotTakenError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    alone = [pilote.nom for pilote in found if not pilote.personnes]
    typer.echo(f"Pilotes avec au moins une personne : {len(found) - len(alone)} sur {len(found)}.")
    for name in alone:
        typer.echo(f"Sans personne : {name}")


def _as_csv(found: Iterable[PiloteImprime]) -> str:
    written = StringIO()
    rows = csv.writer(written, delimiter=";", lineterminator="\n")
    rows.writerow(("pilote", "personne"))
    for pilote in found:
        rows.writerows((pilote.nom, person) for person in pilote.personnes or ("",))
    return written.getvalue()
