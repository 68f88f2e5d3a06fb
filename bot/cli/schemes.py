"""`spaser schemes`: list them, show one, check them."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import JsonOption, print_json, read_words
from schemes import json_schema, public
from schemes.against import compare, is_source_of
from schemes.faults import DefinitionError
from schemes.left_out import shipped_left_out
from schemes.loader import file_of, load, paths, shipped
from schemes.reader_report import report
from schemes.scheme import Scheme

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
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID|FICHIER]...", help="Sinon tous les schémas du projet."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            exists=True, help="Le texte du document (ou un dossier de textes) : le second lecteur."
        ),
    ] = None,
) -> None:
    """Vérifie des définitions : fichier, ligne et phrase pour chaque faute."""
    checked = {name: file_of(name) for name in names or paths()}
    loaded = {name: scheme for name, path in checked.items() if (scheme := _loaded(path))}
    clean = len(loaded) == len(checked)
    if against:
        clean &= _read_beside(loaded, against, named=bool(names))
    if not clean:
        raise typer.Exit(1)


@app.command("json-schema")
def print_json_schema() -> None:
    """Affiche le JSON Schema des définitions, pour les éditeurs."""
    print_json(json_schema.export())


def _loaded(path: Path) -> Scheme | None:
    """The scheme of a file, once said what is wrong in it or that nothing is."""
    try:
        scheme = load(path)
    except DefinitionError as error:
        typer.echo(str(error))
        return None
    typer.echo(f"{path.name} : {len(scheme.indicateurs)} indicateurs, rien à signaler.")
    return scheme


def _read_beside(schemes: dict[str, Scheme], against: Path, *, named: bool) -> bool:
    """Compare each scheme with its document; whether all are read and all end clean."""
    files = sorted(against.glob("*.txt")) if against.is_dir() else [against]
    texts = [read_words(path) for path in files]
    clean, read = True, 0
    for name, scheme in schemes.items():
        alone = named and len(schemes) == len(texts) == 1
        for text in texts:
            if alone or is_source_of(text, scheme):
                comparison = compare(scheme, text, shipped_left_out(scheme.id))
                typer.echo("\n".join(report(name, comparison)))
                clean, read = clean and comparison.clean, read + 1
                break
        else:
            if named or against.is_dir():
                typer.echo(f"{name} : aucun des textes donnés n'est celui de ce schéma.")
                clean = False
    if not read and not named:
        typer.echo("Ce texte n'est celui d'aucun schéma connu : nommez le schéma à comparer.")
    return clean and read > 0
