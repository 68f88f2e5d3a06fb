"""`spaser journal`: who did what, when; one dossier's story, or the whole journal."""

import csv
import io
import json
from typing import Annotated

import typer

from bot import text
from bot.cli.options import JsonOption, SchemeOption, assistant, print_json
from bot.readings import read
from bot.tables import neutral
from storage import journal as entries
from workflows.revue.dossiers import entry_line, story
from workflows.revue.results import LigneJournal

COLUMNS = ("le", "qui", "nom", "quoi", "objet", "mots", "details")


def journal(
    numero: Annotated[
        int | None, typer.Argument(help="Numéro d'un dossier ; sinon le journal entier.")
    ] = None,
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Sortie en CSV, pour un tableur.")] = False,
) -> None:
    """Raconte un dossier, ou exporte le journal : tout y est, rien ne s'en retire."""
    with assistant(scheme) as opened, opened.store.read() as session:
        if numero is None:
            rows = entries.whole(session)
        else:
            rows = entries.about(session, entries.dossier(numero))
        lines = [entry_line(session, row) for row in rows]
        told = story(session, opened.scheme, numero) if numero is not None else None
    if numero is not None and told is None:
        typer.echo(f"Pas de dossier n° {numero} envoyé.", err=True)
        raise typer.Exit(1)
    if as_json:
        print_json([line.model_dump(mode="json") for line in lines])
    elif as_csv or told is None:
        typer.echo(_table(lines), nl=False)
    else:
        typer.echo(text.render(read(told)))


def _table(lines: list[LigneJournal]) -> str:
    """The entries as a table that spreadsheets open in French: semicolons, a byte-order mark."""
    out = io.StringIO()
    out.write("\ufeff")
    table = csv.writer(out, delimiter=";")
    table.writerow(COLUMNS)
    for line in lines:
        details = json.dumps(line.details, ensure_ascii=False)
        table.writerow(
            [
                line.le.isoformat(),
                neutral(line.qui.id),
                neutral(line.qui.nom),
                line.quoi,
                line.objet,
                neutral(line.mots or ""),
                details,
            ]
        )
    return out.getvalue()
