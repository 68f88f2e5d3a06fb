"""`spaser schemes`: list them, show one, check them."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import JsonOption, print_json
from schemes import public
from schemes.faults import DefinitionError
from schemes.loader import load, paths, shipped

app = typer.Typer(help="Les schémas et leurs définitions.", no_args_is_help=True)


@app.command("list")
def list_schemes(as_json: JsonOption = False) -> None:
    """Liste les schémas disponibles."""
    found = [public.summary(shipped(scheme_id)) for scheme_id in paths()]
    if as_json:
        print_json(found)
        return
    for scheme in found:
        years = f"{scheme['periode']['debut']}-{scheme['periode']['fin']}"
        count = scheme["indicateurs"]
        typer.echo(f"{scheme['id']:<24} {years}  {count:>3} indicateurs  {scheme['collectivite']}")


@app.command("show")
def show(
    scheme_id: Annotated[str, typer.Argument(metavar="ID", help="Identifiant du schéma.")],
    as_json: JsonOption = False,
) -> None:
    """Montre un schéma : son arbre, ses indicateurs et leurs cibles."""
    scheme = shipped(scheme_id)
    if as_json:
        print_json(public.full(scheme))
        return
    typer.echo(f"{scheme.titre}\n{scheme.collectivite}, {scheme.periode.imprime}\n")
    for place in scheme.walk():
        indent = "  " * len(place.parents)
        typer.echo(f"{indent}{place.noeud.nom_complet} : {place.noeud.titre}")
        for echeance in place.noeud.echeances:
            typer.echo(f"{indent}  échéance « {echeance.imprime} »")
        for indicateur in place.noeud.indicateurs:
            targets = " ; ".join(cible.imprime for cible in indicateur.cibles) or "pas de cible"
            typer.echo(f"{indent}  · {indicateur.id} : {indicateur.nom_courant} ({targets})")


@app.command("check")
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Fichiers à vérifier ; sinon tous ceux du projet.")
    ] = None,
) -> None:
    """Vérifie des définitions : fichier, ligne et phrase pour chaque faute."""
    faulty = False
    for path in files or paths().values():
        try:
            scheme = load(path)
        except DefinitionError as error:
            faulty = True
            typer.echo(str(error))
        else:
            typer.echo(f"{path.name} : {len(scheme.indicateurs)} indicateurs, rien à signaler.")
    if faulty:
        raise typer.Exit(1)
