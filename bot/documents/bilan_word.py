"""The report of a year as a Word file, its charts as images with the words that replace them."""

import io

from docx.document import Document as WordDocument
from docx.shared import Cm

from bot.charts.drawing import png
from bot.charts.serie import Graphique
from bot.documents.bilan import Axe, Ecrit, ecrire
from bot.documents.look import add_table, new_document
from workflows.bilan import Bilan

_COLUMNS = {"Indicateur": 6.2, "Valeur": 4.6, "Cible": 3.6, "Situation": 2.6}


def to_docx(bilan: Bilan) -> bytes:
    """The Word file of a report; it is meant to be edited."""
    written = ecrire(bilan)
    document = new_document(written.collectivite, f"{written.titre}, {written.titre_schema}")
    document.core_properties.title = f"{written.titre} – {written.titre_schema}"[:255]
    document.core_properties.author = written.collectivite[:255]
    document.core_properties.language = "fr-FR"
    _write_head(document, written)
    for axe in written.axes:
        _write_axis(document, axe)
    _write_end(document, written)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _write_head(document: WordDocument, written: Ecrit) -> None:
    document.add_paragraph(written.titre, "Heading 1")
    document.add_paragraph(written.titre_schema, "Subtitle")
    document.add_paragraph(written.etabli_le)
    for phrase in written.avis:
        document.add_paragraph().add_run(phrase).bold = True
    document.add_paragraph("En bref", "Heading 2")
    document.add_paragraph(f"Le schéma suit {written.suivis} indicateurs.")
    for said, count in written.situations:
        paragraph = document.add_paragraph(f"{said}\u00a0: ", "List Bullet")
        paragraph.add_run(str(count)).bold = True


def _write_axis(document: WordDocument, axe: Axe) -> None:
    document.add_paragraph(axe.titre, "Heading 2")
    table = add_table(document, axe.titre, _COLUMNS)
    for ligne in axe.lignes:
        cells = table.add_row().cells
        said = (ligne.nom, ligne.valeur, ligne.cible, ligne.situation)
        for cell, column, text in zip(cells, table.columns, said, strict=True):
            cell.width = column.width
            cell.text = text
        if ligne.calcul:
            cells[1].paragraphs[0].runs[0].bold = True
            cells[1].add_paragraph(ligne.calcul)
    for graphique in axe.graphiques:
        _write_chart(document, graphique)


def _write_chart(document: WordDocument, graphique: Graphique) -> None:
    shape = document.add_picture(io.BytesIO(png(graphique)), width=Cm(17))
    shape._inline.docPr.set("descr", graphique.alternative)
    shape._inline.docPr.set("title", graphique.titre)


def _write_end(document: WordDocument, written: Ecrit) -> None:
    document.add_paragraph("Comment lire ces chiffres", "Heading 2")
    for phrase in written.lecture:
        document.add_paragraph(phrase, "List Bullet")
    if written.notes:
        document.add_paragraph("Notes", "Heading 2")
    for nom, phrases in written.notes:
        document.add_paragraph().add_run(nom).bold = True
        for phrase in phrases:
            document.add_paragraph(phrase, "List Bullet")
    if written.manquants:
        document.add_paragraph("Indicateurs sans valeur", "Heading 2")
    for nom, raison in written.manquants:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{nom}\u00a0: ").bold = True
        paragraph.add_run(raison)
    document.add_paragraph(f"Source\u00a0: {written.source}")
