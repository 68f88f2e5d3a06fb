"""The look of our Word files: the page, the styles by name, tables that screen readers can read."""

from typing import cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

FONT = "Calibri"
INK, SOFT = RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x57, 0x60, 0x6A)
TINT = "F3F5F8"

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDER = 'w:val="single" w:sz="4" w:space="0" w:color="C8CED5"'
TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TableauFiche">
  <w:name w:val="Tableau de la fiche"/>
  <w:basedOn w:val="TableNormal"/>
  <w:pPr><w:spacing w:after="0"/></w:pPr>
  <w:tblPr>
    <w:tblBorders>{"".join(f"<w:{side} {_BORDER}/>" for side in _SIDES)}</w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="60" w:type="dxa"/><w:left w:w="110" w:type="dxa"/>
      <w:bottom w:w="60" w:type="dxa"/><w:right w:w="110" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>
"""


def new_document(head: str, foot: str) -> WordDocument:
    """An empty document on A4: `head` on top of each page, `foot` and its number at the bottom."""
    document = Document()
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    section.header.paragraphs[0].text = head
    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    line.add_run(f"{foot} – page\u00a0")
    _add_field(line, "PAGE")
    line.add_run(" sur\u00a0")
    _add_field(line, "NUMPAGES")
    _set_styles(document)
    return document


def add_table(document: WordDocument, title: str, widths: dict[str, float]) -> Table:
    """A table with its title for screen readers; its first row is repeated on each page."""
    table: Table = document.add_table(rows=1, cols=len(widths), style="Tableau de la fiche")
    table.autofit = False
    _add(table._tbl.tblPr, "w:tblCaption", title)
    _add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for column, cell, (label, width) in zip(
        table.columns, table.rows[0].cells, widths.items(), strict=True
    ):
        column.width = cell.width = Cm(width)
        cell.text = label
        cell.paragraphs[0].runs[0].bold = True
        _add(cell._tc.get_or_add_tcPr(), "w:shd", "clear").set(qn("w:fill"), TINT)
    return table


def _set_styles(document: WordDocument) -> None:
    """The styles by name, so that a template is changed by changing them in Word."""
    styles = document.styles.element
    for language in styles.find(qn("w:docDefaults")).iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")
        language.set(qn("w:eastAsia"), "fr-FR")
    for name, size, color, before in (
        ("Normal", 10.5, INK, 0),
        ("Header", 9, SOFT, 0),
        ("Footer", 9, SOFT, 0),
        ("Heading 1", 20, INK, 0),
        ("Subtitle", 14, INK, 0),
        ("Heading 2", 13, INK, 16),
        ("List Bullet", 10.5, INK, 0),
    ):
        style = cast(ParagraphStyle, document.styles[name])
        _set_font(style, size, color)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(4)
    styles.append(parse_xml(TABLE_STYLE))


def _set_font(style: ParagraphStyle, size: float, color: RGBColor) -> None:
    """A font, alone: what python-docx's own template says of it (themes, italics) would win."""
    style.element.get_or_add_rPr().clear()
    for link in style.element.findall(qn("w:link")):
        style.element.remove(link)
    style.font.name = FONT
    style.font.size, style.font.color.rgb = Pt(size), color
    style.font.bold = style.name is not None and style.name.startswith("Heading")


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word computes, as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def _add(parent: BaseOxmlElement, tag: str, value: str | None = None) -> BaseOxmlElement:
    element = OxmlElement(tag)
    if value is not None:
        element.set(qn("w:val"), value)
    parent.append(element)
    return element
