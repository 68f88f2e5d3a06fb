"""`spaser roles`: who may do what."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import JsonOption, SchemeOption, assistant, print_json, read_words
from workflows import roles
from workflows.roles import ChangementRole
from workflows.saisie import Refus

app = typer.Typer(help="Les rôles : qui peut faire quoi.", no_args_is_help=True)

PersonneArgument = Annotated[
    str, typer.Argument(help="Identifiant de la personne dans la messagerie : U02ABC.")
]
RoleArgument = Annotated[str, typer.Argument(help="comite, decideur, visa:commande-publique…")]
ParOption = Annotated[str, typer.Option("--par", help="Qui fait ce changement.")]


@app.command("donner")
def give(
    personne: PersonneArgument,
    role: RoleArgument,
    par: ParOption,
    nom: Annotated[str | None, typer.Option(help="Prénom et nom.")] = None,
    direction: Annotated[str | None, typer.Option(help="Direction ou service.")] = None,
    scheme: SchemeOption = None,
) -> None:
    """Donne un rôle à une personne."""
    with assistant(scheme) as opened, opened.store.write() as session:
        done = roles.donner(
            session,
            opened.scheme,
            personne=personne,
            role=role,
            par=par,
            now=datetime.now(UTC),
            nom=nom,
            direction=direction,
        )
    _end([done])


@app.command("retirer")
def take_back(
    personne: PersonneArgument, role: RoleArgument, par: ParOption, scheme: SchemeOption = None
) -> None:
    """Retire un rôle à une personne."""
    with assistant(scheme) as opened, opened.store.write() as session:
        now = datetime.now(UTC)
        done = roles.retirer(session, personne=personne, role=role, par=par, now=now)
    _end([done])


@app.command("lister")
def list_roles(scheme: SchemeOption = None, as_json: JsonOption = False) -> None:
    """Liste les personnes connues et leurs rôles."""
    with assistant(scheme) as opened, opened.store.read() as session:
        found = roles.lister(session)
    if as_json:
        print_json([known.model_dump(mode="json") for known in found])
        return
    for known in found:
        direction = f", {known.direction}" if known.direction else ""
        typer.echo(f"{known.nom} ({known.personne}{direction}) : {', '.join(known.roles) or '–'}")
    if not found:
        typer.echo("Personne n'a encore de rôle.")


@app.command("importer")
def import_roles(
    fichier: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV : personne;nom;direction;role.")
    ],
    par: ParOption,
    scheme: SchemeOption = None,
) -> None:
    """Donne les rôles d'un tableau ; chaque ligne refusée est dite, les autres sont faites."""
    lines = StringIO(read_words(fichier), newline="")
    with assistant(scheme) as opened, opened.store.write() as session:
        now = datetime.now(UTC)
        done = list(roles.importer(session, opened.scheme, lines, par=par, now=now))
    _end(done)


def _end(done: list[ChangementRole | Refus]) -> None:
    """Say what was done; exit with 1 when anything was refused."""
    for one in done:
        if isinstance(one, Refus):
            typer.echo(one.message, err=True)
        else:
            typer.echo(_said(one))
    if any(isinstance(one, Refus) for one in done):
        raise typer.Exit(1)


def _said(done: ChangementRole) -> str:
    if done.donne:
        return f"{done.nom} : {done.role}{'' if done.change else ', déjà donné'}."
    return f"{done.nom} : {done.role}{' retiré' if done.change else ', jamais donné'}."
