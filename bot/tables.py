"""Tables written to files: csv for French spreadsheets, xlsx, JSON."""

import csv
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from schemes.base import plain_number
from workflows.exports import Cellule, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


MAX_ROWS = 1_048_576
"""Rows of a sheet, its headers among them (« Excel specifications and limits »)."""


class TropDeLignesError(Exception):
    """More rows than a sheet holds; says in French what to do."""


def write(table: Table, path: Path, suffix: str) -> int:
    """Write a table to a file; gives how many rows, headers apart. An empty cell is unknown.

    `suffix` is one of SUFFIXES. Raises OSError, and TropDeLignesError, which leaves the file as
    it was.
    """
    return _WRITERS[suffix](table, path)


def neutral(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe goes before what it takes for a formula.

    OWASP, « CSV Injection »: cells that begin with = + - @, a tab or a carriage return.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(table: Table, path: Path) -> int:
    """`;`, a byte order mark, decimals after a comma: as Excel in French opens it."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(table.entetes)
        for count, row in enumerate(table.lignes, start=1):  # noqa: B007 -- counts the rows
            writer.writerow([_in_words(cell) for cell in row])
    return count


def _xlsx(table: Table, path: Path) -> int:
    count = 0
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    sheet.append(table.entetes)
    for count, row in enumerate(table.lignes, start=1):
        if count == MAX_ROWS:
            sheet.close()
            raise TropDeLignesError(
                f"un classeur ne tient pas plus de {MAX_ROWS - 1} lignes. Exportez en csv, ou une "
                "année à la fois (--annee)."
            )
        sheet.append([_in_a_sheet(cell) for cell in row])
    book.save(path)
    return count


def _json(table: Table, path: Path) -> int:
    """A list of objects, one a line; null is unknown."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for count, row in enumerate(table.lignes, start=1):
            values: dict[str, Any] = dict(zip(table.entetes, row, strict=True))
            file.write(",\n" if count > 1 else "\n")
            json.dump(values, file, ensure_ascii=False, default=_in_json)
        file.write("\n]\n")
    return count


def _in_json(cell: Decimal | date) -> int | float | str:
    return cell.isoformat() if isinstance(cell, date) else plain_number(cell)


def _in_a_sheet(cell: Cellule) -> int | Decimal | date | str:
    """Numbers and dates are what they are, for a spreadsheet to sum and sort."""
    if isinstance(cell, int | Decimal | date) and not isinstance(cell, bool):
        return cell
    return ILLEGAL_CHARACTERS_RE.sub("", _in_words(cell))


def _in_words(cell: Cellule) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "oui" if cell else "non"
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case str():
            return neutral(cell)
        case _:
            return str(cell)


_WRITERS: dict[str, Callable[[Table, Path], int]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _json,
}

SUFFIXES = tuple(_WRITERS)
"""Of the files that can be written: each says what is in it."""
