"""`spaser fiche`: a fiche as a document, and the Word template it is written from.

Word's libraries are imported in the commands: the others should not wait for them.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.options import SchemeOption, assistant, write_file
from bot.settings import settings
from schemes.loader import shipped
from workflows.fiche.kept import recap_of
from workflows.fiche.results import Recapitulatif

app = typer.Typer(help="La fiche en document, et son modèle Word.", no_args_is_help=True)

ModeleArgument = Annotated[Path, typer.Argument(metavar="FICHIER.docx")]

_LAST_NUMBER = 2**31 - 1


@app.command("modele")
def write_template(file: ModeleArgument) -> None:
    """Écrit le modèle Word livré, à retoucher ; ne remplace jamais un fichier."""
    from bot.documents import shipped as ours

    if file.exists():
        typer.echo(f"{file} existe déjà : choisissez un autre nom.", err=True)
        raise typer.Exit(1)
    write_file(file, ours.template())
    typer.echo(f"{file} : le modèle est prêt à retoucher.")


@app.command("verifier")
def verify_template(file: ModeleArgument, scheme: SchemeOption = None) -> None:
    """Essaie un modèle retouché sur une fiche complète du schéma, puis sur une fiche vide."""
    from bot.documents.word import verify

    verify(file, shipped(scheme or settings().scheme))
    typer.echo(f"{file.name} : rien à signaler.")


@app.command("exporter")
def export(
    numero: Annotated[int, typer.Argument(min=1, max=_LAST_NUMBER, help="Numéro de la fiche.")],
    scheme: SchemeOption = None,
    format_: Annotated[Literal["docx", "html"], typer.Option("--format")] = "docx",
    sortie: Annotated[
        Path | None, typer.Option(help="Fichier à écrire ; sinon fiche-12.docx, ici.")
    ] = None,
) -> None:
    """Écrit une fiche en document Word ou en page HTML."""
    with assistant(scheme) as opened, opened.store.read() as session:
        try:
            recap = recap_of(session, opened.scheme, numero, opened.today())
        except LookupError:
            typer.echo(f"Il n'y a pas de fiche n° {numero} dans ce schéma.", err=True)
            raise typer.Exit(1) from None
    file = sortie or Path(f"fiche-{numero}.{format_}")
    write_file(file, _document(recap, format_))
    typer.echo(f"{file} est écrit.")


def _document(recap: Recapitulatif, format_: Literal["docx", "html"]) -> bytes:
    if format_ == "html":
        from bot.documents.page import to_html

        return to_html(recap).encode()
    from bot.documents.word import to_docx

    return to_docx(recap, settings().modele_fiche)
