"""A file given as a Word template: is it one, and safe to open?"""

import io
import zipfile
import zlib
from pathlib import Path

from bot.documents.refusals import TemplateRefusedError

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_CONTENT = 100 * 1024 * 1024
MOST_PARTS = 2000
"""Bytes, bytes once unzipped, files in the zip: far above any template of a fiche."""

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_TYPES = "[Content_Types].xml"
_WORD = b"wordprocessingml.document.main+xml"
_SAVE_AS = "enregistrez-le comme « Document Word (.docx) »"


def content(path: Path) -> bytes:
    """The bytes of a Word file. Raises TemplateRefusedError, saying what else the file is."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TemplateRefusedError(f"{path.name} : le fichier dépasse 20 Mo.")
        data = path.read_bytes()
    except OSError:
        raise TemplateRefusedError(f"{path.name} : ce fichier ne peut pas être lu.") from None
    if reason := _reason_against(data):
        raise TemplateRefusedError(f"{path.name} : {reason}.")
    return data


def _reason_against(data: bytes) -> str | None:
    if data.startswith(_OLD_WORD):
        return f"c'est un ancien fichier Word (.doc) ou un fichier protégé : {_SAVE_AS}"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _reason_against_parts(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return "ce n'est pas un fichier Word (.docx), ou il est abîmé"


def _reason_against_parts(parts: zipfile.ZipFile) -> str | None:
    """What is declared is what can be read: zipfile stops at the declared size of each part."""
    infos = parts.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_CONTENT:
        return "une fois décompressé, le fichier serait démesuré"
    if _TYPES not in parts.namelist():
        return "ce n'est pas un fichier Word (.docx)"
    types = parts.read(_TYPES)
    if b"macroEnabled" in types or any("vbaProject" in info.filename for info in infos):
        return f"il contient des macros : {_SAVE_AS}"
    if b"wordprocessingml.template.main+xml" in types:
        return f"c'est un modèle Word (.dotx) : {_SAVE_AS}"
    if _WORD not in types:
        return "ce n'est pas un fichier Word (.docx)"
    if any(b"<!DOCTYPE" in parts.read(info) for info in infos if info.filename.endswith(".xml")):
        return "il contient une déclaration DOCTYPE, que Word n'écrit jamais"
    return None
