"""`spaser valeurs`: enter a value, see the history."""

from typing import Annotated

import typer

from bot import french, links
from bot.cli.options import SchemeOption, assistant
from storage import valeurs
from workflows.pieces import detacher
from workflows.saisie import Refus, saisir

app = typer.Typer(help="Les valeurs des indicateurs.", no_args_is_help=True)

IndicateurArgument = Annotated[str, typer.Argument(help="Identifiant : heures-insertion.")]


@app.command("set")
def set_value(
    indicateur: IndicateurArgument,
    annee: Annotated[int, typer.Argument(help="Année : 2025.")],
    valeur: Annotated[str, typer.Argument(help="Dans l'unité de l'indicateur : 31 000 ; 25,5.")],
    auteur: Annotated[str, typer.Option("--par", help="Qui saisit.")],
    provenance: Annotated[
        str | None, typer.Option(help="D'où vient la valeur : un export, un tableau, un bilan.")
    ] = None,
    piece: Annotated[
        str | None, typer.Option(help="Adresse web d'un fichier qui la prouve.")
    ] = None,
    scheme: SchemeOption = None,
) -> None:
    """Saisit une valeur ; la précédente est gardée."""
    rest, attached = detacher(piece or "")
    if rest:
        raise typer.BadParameter("une adresse web : https://…", param_hint="--piece")
    with assistant(scheme) as opened:
        done = saisir(
            opened,
            indicateur=indicateur,
            annee=annee,
            valeur=valeur,
            auteur=auteur,
            provenance=provenance,
            piece=str(attached) if attached else None,
        )
    if isinstance(done, Refus):
        typer.echo(done.message, err=True)
        raise typer.Exit(1)
    said = f"{done.nom} {done.annee} : {french.amount(done.valeur, done.unite)}"
    if done.ancienne is not None:
        said += f" (avant : {french.amount(done.ancienne, done.unite)})"
    typer.echo(f"{said}.")


@app.command("list")
def list_values(indicateur: IndicateurArgument, scheme: SchemeOption = None) -> None:
    """Montre l'historique d'un indicateur : chaque année, la dernière ligne compte."""
    with assistant(scheme) as opened, opened.store.read() as session:
        rows = valeurs.history(session, opened.scheme.id, indicateur)
    for row in rows:
        known = (row.provenance, row.piece and links.shown(links.mark(row.piece)))
        origin = "".join(f", {said}" for said in known if said)
        typer.echo(
            f"{row.annee} : {french.number(row.valeur)} "
            f"({row.auteur}, {french.day(row.saisie_le)}{origin})"
        )
    if not rows:
        typer.echo("Aucune valeur saisie.")
