"""Documents read back by other readers than ours: python-docx for Word, lxml for the page."""

import io
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table
from lxml import html

from bot.documents import shipped
from bot.documents.page import to_html
from bot.documents.word import to_docx
from workflows.fiche.results import Recapitulatif


@dataclass(frozen=True)
class Produced:
    """What a reader finds: headings with their level, then each table's rows under its heading."""

    headings: list[tuple[int, str]]
    tables: dict[str, list[list[str]]]
    text: str


def word(recap: Recapitulatif, template: Path | None = None) -> Produced:
    document = opened(to_docx(recap, template))
    headings: list[tuple[int, str]] = []
    tables: dict[str, list[list[str]]] = {}
    texts: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = [[cell.text for cell in row.cells] for row in block.rows]
            tables[headings[-1][1]] = rows
            texts += [text for row in rows for text in row]
        else:
            texts.append(block.text)
            style = block.style.name if block.style else None
            if style and style.startswith("Heading "):
                headings.append((int(style.removeprefix("Heading ")), block.text))
    return Produced(headings, tables, "\n".join(texts))


def page(recap: Recapitulatif) -> Produced:
    root = html.document_fromstring(to_html(recap))
    titles = {element.get("id"): element.text_content() for element in root.iter("h2")}
    tables = {
        titles[table.get("aria-labelledby")]: [
            [cell.text_content() for cell in row] for row in table.iter("tr")
        ]
        for table in root.iter("table")
    }
    headings = [
        (int(element.tag[1]), element.text_content())
        for element in root.iter("h1", "h2", "h3", "h4")
    ]
    return Produced(headings, tables, root.find("body").text_content())


def opened(data: bytes) -> WordDocument:
    return Document(io.BytesIO(data))


def edited(folder: Path, changes: dict[str, str], name: str = "modele.docx") -> Path:
    """The shipped template where some paragraphs, in the body, a table or the header, change."""
    document = opened(shipped.template())
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [
        *document.paragraphs,
        *(paragraph for cell in cells for paragraph in cell.paragraphs),
        *document.sections[0].header.paragraphs,
    ]
    for old, new in changes.items():
        found = next(paragraph for paragraph in paragraphs if paragraph.text == old)
        found.text = new
    document.save(str(folder / name))
    return folder / name
