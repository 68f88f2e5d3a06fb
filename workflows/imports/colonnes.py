"""The rows of a table, whether a csv or a spreadsheet."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, NamedTuple

import openpyxl

from workflows.figures import written
from workflows.imports.fichiers import MAX_RECORD, Fichier, FichierRefuseError, Lecteur, rien
from workflows.imports.suivi import Suivi

MAX_COLONNES = 1000
MAX_CLASSEUR = 64 * 2**20
"""Bytes of a spreadsheet once unzipped: it is read whole, so it may not be larger."""

_DOCUMENT = {"[Content_Types].xml", "xl/workbook.xml", "mimetype"}
"""Files of which a zip that is an office document has one."""

_SEPARATORS = ";,\t|"
_DECLARED = re.compile(r"sep=(.)\s*")
"""The first line that Excel writes, or reads, to say what separates columns."""

_MAX_TITLE = 20
"""Lines among which the first with columns is looked for: a title may come first."""


class Ligne(NamedTuple):
    """A row: the line of the file where it begins, from 1, and its cells as text."""

    ligne: int
    cellules: list[str]


@contextmanager
def tableau(fichier: Fichier, suivi: Suivi) -> Iterator[Iterator[Ligne]]:
    """The rows of a table, while it is open; `suivi` is told of what is read.

    Raises FichierRefuseError when it is no table.
    """
    if fichier.forme in ("json", "xml"):
        raise FichierRefuseError("Ce n'est pas un tableau : donnez un classeur xlsx ou un csv.")
    total = 0 if fichier.forme == "classeur" else fichier.taille
    suivi("lecture", 0, total)
    with closing(Lecteur(fichier, lambda done: suivi("lecture", done, total))) as lecteur:
        yield lignes(lecteur, fichier)


def lignes(lecteur: Lecteur, fichier: Fichier) -> Iterator[Ligne]:
    """The rows of a file, at least one, its headers; blank ones left out.

    Raises FichierRefuseError when it is no table, or an empty or too large one.
    """
    found = False
    rows = _classeur(fichier) if fichier.forme == "classeur" else _csv(lecteur, fichier)
    for row in rows:
        if len(row.cellules) > MAX_COLONNES:
            raise FichierRefuseError(
                f"Ligne {row.ligne} : {len(row.cellules)} colonnes, {MAX_COLONNES} au plus."
            )
        if any(row.cellules):
            found = True
            yield row
    if not found:
        raise rien(fichier)


def _csv(lecteur: Lecteur, fichier: Fichier) -> Iterator[Ligne]:
    text = io.TextIOWrapper(io.BufferedReader(lecteur), fichier.encodage, newline="")
    lines = iter(lambda: text.readline(MAX_RECORD), "")
    head = _head(lines)
    declared = _DECLARED.fullmatch(head[0])
    separator = declared[1] if declared else max(_SEPARATORS, key=_columned(head).count)
    reader = csv.reader(chain(head, lines), delimiter=separator, strict=True)
    ligne = 1
    try:
        for cells in reader:
            if not (declared and ligne == 1):
                yield Ligne(ligne, [cell.strip() for cell in cells])
            ligne = reader.line_num + 1
            lecteur.trouve()
    except csv.Error as error:
        raise FichierRefuseError(
            f"Le tableau est mal formé ou tronqué, ligne {ligne} : rien n'a été importé."
        ) from error


def _head(lines: Iterator[str]) -> list[str]:
    """The lines of a csv up to the first with columns, if it comes soon."""
    head: list[str] = []
    for line in islice(lines, _MAX_TITLE):
        head.append(line)
        if _columns(line) >= 3 or len(line) == MAX_RECORD:
            break
    return head


def _columned(head: list[str]) -> str:
    """The line that says what separates columns: the last read has some, or else the first."""
    return head[-1] if _columns(head[-1]) >= 3 else head[0]


def _columns(line: str) -> int:
    return max(map(line.count, _SEPARATORS)) + 1


def _classeur(fichier: Fichier) -> Iterator[Ligne]:
    """The rows of the first sheet of an xlsx, a zip whose announced size is checked first."""
    try:
        with zipfile.ZipFile(fichier.chemin) as archive:
            if not _DOCUMENT & set(archive.namelist()):
                raise FichierRefuseError(
                    f"« {fichier.nom} » est une archive : décompressez-la d'abord."
                )
            if sum(entry.file_size for entry in archive.infolist()) > MAX_CLASSEUR:
                raise FichierRefuseError(
                    f"Ce classeur dépasse {MAX_CLASSEUR // 2**20} Mo une fois décompressé : "
                    "enregistrez la feuille en csv."
                )
        book = openpyxl.load_workbook(fichier.chemin, read_only=True, data_only=True)
    except FichierRefuseError:
        raise
    except Exception as error:  # whatever openpyxl meets in a zip that is no workbook
        raise FichierRefuseError(
            f"« {fichier.nom} » n'est pas un classeur xlsx lisible : "
            "enregistrez la feuille en xlsx ou en csv."
        ) from error
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # those announced may be false
        for ligne, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield Ligne(ligne, [_texte(cell) for cell in cells])
    finally:
        book.close()


def _texte(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case float() if cell > 0:
            return written(Decimal(str(cell)))  # 1.234 as « 1,2340 », which has one reading
        case _:
            return str(cell).strip()
