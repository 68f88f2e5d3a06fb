"""The XML of a Word file around its tags: what must not be lost, what Word accepts.

docxtpl drops the paragraph, row or cell that carries a `{%p`, `{%tr` or `{%tc` tag with all its
words, those around the dashes of `{%- … -%}`, the cells that `hm` merges; it reads a tag that is
not closed up to the next one that is. Words would vanish without a sign.
"""

import re
from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HOLD_TEXT = {_W + name for name in ("t", "delText", "instrText", "delInstrText", "fldData")}

_TAG = r"{{(?:(?!}}|{{|{%).)*}}|{%(?:(?!%}|{{|{%).)*%}|{#.*?#}"
_BRACES = re.compile(r"{{|}}|{%|%}|{#|#}")
_NOT_ALLOWED = re.compile(r"{[{%#]-|-[}%#]}|{%\s*(?:hm|vm|colspan|cellbg)\b")
_ALONE = {"p": "son paragraphe", "tr": "sa ligne de tableau", "tc": "sa cellule"}


def misplaced(xml: bytes) -> str | None:
    """What is wrong, in French, with the place of a tag of a part; None when nothing is."""
    root = etree.fromstring(xml)
    for paragraph in _innermost(root, "p"):
        text = _text(paragraph)
        if _BRACES.search(re.sub(_TAG, "", text)):
            return f"« {text[:80]} » : une balise n'est pas ouverte ou pas fermée"
        if found := _NOT_ALLOWED.search(text):
            return f"« {text[:80]} » : « {found[0]} » n'est pas permis"
    for name, where in _ALONE.items():
        for element in _innermost(root, name):
            text = _text(element).strip()
            if re.search(rf"{{[{{%#]{name}\s", text) and not re.fullmatch(_TAG, text):
                return f"« {text[:80]} » : une balise « {name} » doit être seule dans {where}"
    return None


def sound(xml: str) -> str:
    """The part as Word accepts it: conditions may leave a cell, a row or a table empty.

    Raises etree.XMLSyntaxError, or ValueError when text falls outside of any paragraph.
    """
    root = etree.fromstring(xml.encode())
    for element in root.iter(_W + "*"):
        outside = (element.tail or "") + ("" if element.tag in _HOLD_TEXT else element.text or "")
        if outside.strip():
            raise ValueError(outside)
    for name, needed in (("tr", "tc"), ("tbl", "tr")):
        for element in list(root.iter(_W + name)):
            if element.find(f".//{_W}{needed}") is None:
                element.getparent().remove(element)
    for cell in root.iter(_W + "tc"):
        if len(cell) == 0 or cell[-1].tag in (_W + "tcPr", _W + "tbl"):
            etree.SubElement(cell, _W + "p")
    return str(etree.tostring(root, encoding="unicode"))


def _innermost(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name that hold no other of it: docxtpl reads these."""
    for element in root.iter(_W + name):
        if element.find(f".//{_W}{name}") is None:
            yield element


def _text(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter(_W + "t"))
