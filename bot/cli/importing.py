"""`spaser import`: take files in, list what was taken in, take it back."""

import getpass
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, TaskID

from bot import text
from bot.cli.exporting import write_table
from bot.cli.options import JsonOption, SchemeOption, assistant, print_json
from bot.readings import Reading, ecart, read
from workflows import exports
from workflows.imports import decp, heures, importation, valeurs
from workflows.imports.annulation import annuler
from workflows.imports.fichiers import FichierRefuseError
from workflows.imports.results import RapportImport
from workflows.imports.suivi import Etape
from workflows.saisie import Refus

app = typer.Typer(help="Les fichiers importés : marchés, heures, valeurs.", no_args_is_help=True)

MAX_NUMERO = 2**31 - 1
"""A number that every database can look for."""

FichiersArgument = Annotated[list[Path], typer.Argument(metavar="FICHIER...")]
NumeroArgument = Annotated[
    int, typer.Argument(metavar="N", max=MAX_NUMERO, help="Numéro de l'import.")
]
AuteurOption = Annotated[
    str,
    typer.Option("--par", default_factory=getpass.getuser, help="Qui ; sinon votre compte."),
]

COUNTS = (
    "lus",
    "ajoutes",
    "mis_a_jour",
    "inchanges",
    "regroupes",
    "hors_perimetre",
    "enregistrements_ecartes",
    "ecartes_total",
)

_STAGES = {
    "lecture": "Lecture",
    "ecriture": "Écriture",
    "rapprochement": "Rapprochement",
    "annulation": "Annulation",
}
_WAITING = "Un autre import est en cours : on attend qu'il finisse."


@app.command("decp")
def import_decp(
    fichiers: FichiersArgument,
    auteur: AuteurOption,
    acheteur: Annotated[
        list[str] | None,
        typer.Option(help="SIRET ou SIREN à retenir, pour un fichier qui en a d'autres."),
    ] = None,
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Importe des données essentielles (DECP) : JSON, XML, ou csv de la consolidation."""
    with assistant(scheme) as opened, _progress() as stage:
        reports = _each(
            fichiers,
            lambda chemin: decp.importer(
                opened.store,
                opened.scheme,
                chemin,
                auteur=auteur,
                today=opened.today(),
                acheteurs=acheteur or (),
                suivi=partial(stage, chemin.name),
            ),
        )
    _tell(reports, scheme, as_json)


@app.command("heures")
def import_heures(
    fichiers: FichiersArgument,
    auteur: AuteurOption,
    colonnes: Annotated[
        Path | None,
        typer.Option(help="Fichier YAML « en-tête: champ » ; retenu pour la fois suivante."),
    ] = None,
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Importe des heures d'insertion : xlsx ou csv, par marché et par période."""
    with assistant(scheme) as opened, _progress() as stage:
        reports = _each(
            fichiers,
            lambda chemin: heures.importer(
                opened.store,
                opened.scheme,
                chemin,
                auteur=auteur,
                today=opened.today(),
                colonnes=colonnes,
                suivi=partial(stage, chemin.name),
            ),
        )
    _tell(reports, scheme, as_json)


@app.command("valeurs")
def import_valeurs(
    fichiers: FichiersArgument,
    auteur: AuteurOption,
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Importe des valeurs d'indicateurs : colonnes indicateur, annee, valeur, provenance."""
    with assistant(scheme) as opened, _progress() as stage:
        reports = _each(
            fichiers,
            lambda chemin: valeurs.importer(
                opened, chemin, auteur=auteur, suivi=partial(stage, chemin.name)
            ),
        )
    _tell(reports, scheme, as_json)


@app.command("liste")
def list_imports(scheme: SchemeOption = None, as_json: JsonOption = False) -> None:
    """Liste les imports, le dernier d'abord."""
    with assistant(scheme) as opened, opened.store.read() as session:
        found = importation.lister(session, opened.scheme)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        typer.echo(text.render(read(found)))


@app.command("ecarts")
def list_set_aside(
    numero: NumeroArgument,
    csv: Annotated[Path | None, typer.Option(help="Fichier csv à écrire.")] = None,
    scheme: SchemeOption = None,
) -> None:
    """Liste tout ce qu'un import a mis de côté, avec sa ligne et sa raison."""
    with assistant(scheme) as opened, opened.store.read() as session:
        found = importation.ecarts(session, opened.scheme, numero)
        if isinstance(found, Refus):
            typer.echo(found.message, err=True)
            raise typer.Exit(1)
        if csv:
            write_table(exports.exporter_ecarts(found), csv, ".csv")
            return
        for line in found:
            typer.echo(ecart(line))


@app.command("annuler")
def undo(
    numero: NumeroArgument,
    auteur: AuteurOption,
    scheme: SchemeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Annule un import : comme s'il n'avait jamais eu lieu."""
    with assistant(scheme) as opened, _progress() as stage:
        suivi = partial(stage, f"n° {numero}")
        done = annuler(opened.store, opened.scheme, numero, par=auteur, suivi=suivi)
    if as_json:
        print_json(done.model_dump(mode="json"))
    elif isinstance(done, Refus):
        typer.echo(done.message, err=True)
    else:
        typer.echo(text.render(read(done)))
    if isinstance(done, Refus):
        raise typer.Exit(1)


Report = RapportImport | tuple[str, str]
"""What an import did; or the name of a refused file, and why."""


def _each(fichiers: Sequence[Path], take_in: Callable[[Path], RapportImport]) -> list[Report]:
    """Take each file in, whatever becomes of the others."""
    reports: list[Report] = []
    for chemin in fichiers:
        try:
            reports.append(take_in(chemin))
        except FichierRefuseError as error:
            reports.append((chemin.name, str(error)))
    return reports


def _tell(reports: list[Report], scheme: str | None, as_json: bool) -> None:
    """Say each report, or all in one JSON object with their sums; exit code 1 on a refusal."""
    done = [report for report in reports if isinstance(report, RapportImport)]
    refused = [report for report in reports if not isinstance(report, RapportImport)]
    if as_json:
        print_json(_together(done, refused))
    else:
        for report in done:
            typer.echo(text.render(_dit(report, scheme)) + "\n")
        for fichier, motif in refused:
            typer.echo(f"{fichier} : refusé. {motif}", err=True)
    if refused:
        raise typer.Exit(1)


def _dit(report: RapportImport, scheme: str | None) -> Reading:
    """The words of a report, whose asides are commands: they name the scheme that was named."""
    reading = read(report)
    if scheme:
        option = f" --scheme {shlex.quote(scheme)}"
        reading.asides = [command + option for command in reading.asides]
    return reading


def _together(done: list[RapportImport], refused: list[tuple[str, str]]) -> dict[str, Any]:
    dumped = [report.model_dump(mode="json") for report in done]
    aside = [
        {"fichier": report["fichier"], **line} for report in dumped for line in report["ecartes"]
    ]
    return {
        **{name: sum(report[name] for report in dumped) for name in COUNTS},
        "ecartes": aside,
        "imports": dumped,
        "refuses": [{"fichier": fichier, "motif": motif} for fichier, motif in refused],
    }


@contextmanager
def _progress() -> Iterator[Callable[[str, Etape, int, int], None]]:
    """A bar on standard error for each stage of each file, when someone is there to see it."""
    bars: dict[tuple[str, str], TaskID] = {}
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:

        def stage(fichier: str, etape: Etape, done: int, total: int) -> None:
            if etape == "attente":
                typer.echo(_WAITING, err=True)
                return
            key = (fichier, etape)
            if key not in bars:
                bars[key] = progress.add_task(f"{_STAGES[etape]} {fichier}", total=total or None)
            progress.advance(bars[key], done)

        yield stage
