"""The Word template that the bot ships: written here, so that no file has to agree with it."""

import io
from functools import cache

from docx.document import Document as WordDocument
from docx.table import Table

from bot.documents.look import add_table, new_document

FACTS = (
    ("Schéma", "{{ titre_schema }}"),
    ("État", "{{ etat }}"),
    ("Rédaction", "{{ redacteurs | join(', ') }}"),
    ("Commencée le", "{{ cree_le }}"),
    ("Modifiée le", "{{ modifie_le }}"),
)


@cache
def template() -> bytes:
    """The template, as a Word file."""
    document = new_document("{{ collectivite }}", "{{ fiche }} n°\u00a0{{ numero }}")
    _write_head(document)
    _write_volets(document)
    _write_remaining(document)
    _write_rules(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _write_head(document: WordDocument) -> None:
    document.add_paragraph("{{ fiche }} n°\u00a0{{ numero }}", "Heading 1")
    document.add_paragraph("{%p if objet %}")
    document.add_paragraph("{{ objet }}", "Subtitle")
    document.add_paragraph("{%p endif %}")
    for label, field in FACTS:
        paragraph = document.add_paragraph(f"{label}\u00a0: ")
        paragraph.add_run(field).bold = True


def _write_volets(document: WordDocument) -> None:
    document.add_paragraph("{%p for volet in volets %}")
    document.add_paragraph("{{ volet.titre }}", "Heading 2")
    table = add_table(document, "{{ volet.titre }}", {"Question": 7.2, "Réponse": 9.8})
    _add_rows(
        table,
        "for ligne in volet.lignes",
        ("{{ ligne.libelle }}", '{{ ligne.valeur or "Question passée" }}'),
    )
    document.add_paragraph("{%p endfor %}")


def _write_remaining(document: WordDocument) -> None:
    document.add_paragraph("{%p if restantes %}")
    document.add_paragraph("Questions sans réponse", "Heading 2")
    document.add_paragraph("{%p for libelle in restantes %}")
    document.add_paragraph("{{ libelle }}", "List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def _write_rules(document: WordDocument) -> None:
    title = "Ce que dit le schéma"
    document.add_paragraph("{%p if regles %}")
    document.add_paragraph(title, "Heading 2")
    table = add_table(document, title, {"Niveau": 2.6, "Message": 8.6, "Origine": 5.8})
    texts = ("{{ regle.niveau }}", "{{ regle.message }}", "{{ regle.origine }}")
    _add_rows(table, "for regle in regles", texts)
    document.add_paragraph("{%p endif %}")


def _add_rows(table: Table, loop: str, texts: tuple[str, ...]) -> None:
    """A row repeated by a loop: docxtpl wants the loop's two tags in rows of their own."""
    for row in ((f"{{%tr {loop} %}}",), texts, ("{%tr endfor %}",)):
        cells = table.add_row().cells
        for cell, column, text in zip(cells, table.columns, row, strict=False):
            cell.width = column.width
            cell.text = text
