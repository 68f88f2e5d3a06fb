"""What several commands share: options, and the assistant they open."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.settings import settings
from schemes.loader import shipped
from storage.store import Store
from workflows.assistant import Assistant

SchemeOption = Annotated[
    str | None,
    typer.Option("--scheme", help="Identifiant du schéma ; sinon le réglage SPASER_SCHEME."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Sortie en JSON.")]


@contextmanager
def assistant(scheme_id: str | None) -> Iterator[Assistant]:
    """The assistant of a scheme over the configured store, closed at the end."""
    scheme = shipped(scheme_id or settings().scheme)
    with Store(settings().database_url) as store:
        yield Assistant(scheme, store, canaux=settings().canaux)


def read_words(file: Path) -> str:
    """The text of a file that someone gave, in UTF-8; where it is not, say so and exit with 1."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        typer.echo(f"{file.name} n'est pas en UTF-8 : l'enregistrer dans ce codage.", err=True)
        raise typer.Exit(1) from None


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Around the writing of a file that someone asked for; where it cannot be, exit with 1."""
    try:
        yield
    except OSError:
        typer.echo(f"{file} ne peut pas être écrit : vérifiez le dossier et la place.", err=True)
        raise typer.Exit(1) from None


def suffix_of(file: Path, *known: str) -> str:
    """The suffix of a file to write, which says its format; another one is refused."""
    suffix = file.suffix.lower()
    if suffix not in known:
        *others, last = known
        expected = f"un fichier {', '.join(others)} ou {last}"
        raise typer.BadParameter(expected, param_hint="--sortie")
    return suffix


def write_file(file: Path, data: bytes) -> None:
    """Write a file that someone asked for; where it cannot be, say so and exit with 1."""
    with writing(file):
        file.write_bytes(data)


def print_json(value: Any) -> None:
    """Print a value as JSON, accents as they are."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
