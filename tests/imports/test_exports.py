"""Exports: what a spreadsheet opens, and what it must not run."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bot import tables
from bot.tables import Format, neutral, write
from schemes.scheme import Scheme
from storage.store import Store
from tests.imports.conftest import TakeIn, marches
from workflows.exports import Table, exporter_marches, exporter_valeurs

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_neutralised(tmp_path: Path, text: str) -> None:
    assert neutral(text) == "'" + text
    write(Table(("a",), iter([(text,)])), tmp_path / "a.csv", "csv")
    write(Table(("a",), iter([(text,)])), tmp_path / "a.xlsx", "xlsx")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [["a"], ["'" + text]]
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_cells_are_written_as_each_format_has_them(tmp_path: Path) -> None:
    row = ('été; "a"\nb\x01', 12, Decimal("-1234.50"), True, False, None)
    headers = ("a", "b", "c", "d", "e", "f")

    def written(form: Format) -> Path:
        path = tmp_path / f"a.{form}"
        assert write(Table(headers, iter([row])), path, form) == 1
        return path

    assert written("csv").read_bytes().startswith(b"\xef\xbb\xbfa;b;c;d;e;f\r\n")
    with written("csv").open(encoding="utf-8-sig", newline="") as file:
        [_, cells] = csv.reader(file, delimiter=";")
    assert cells == ['été; "a"\nb\x01', "12", "-1234,50", "oui", "non", ""]
    [_, values] = openpyxl.load_workbook(written("xlsx")).worksheets[0].values
    assert values == ('été; "a"\nb', 12, -1234.5, "oui", "non", None)
    assert json.loads(written("json").read_text(encoding="utf-8")) == [
        dict(zip(headers, ('été; "a"\nb\x01', 12, -1234.5, True, False, None), strict=True))
    ]


def test_every_marche_is_exported(
    take_in: TakeIn, store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    take_in("defauts.json")
    path = tmp_path / "a.json"
    with store.read() as session:
        assert write(exporter_marches(session, landes_scheme), path, "json") == 16
        assert write(exporter_marches(session, landes_scheme, 2023), tmp_path / "b", "csv") == 1
        assert write(exporter_valeurs(session, landes_scheme), tmp_path / "c", "csv") == 0
    exported = {row["identifiant"]: row for row in json.loads(path.read_text(encoding="utf-8"))}
    for name, kept in marches(store).items():
        cents = kept["montant_centimes"]
        assert exported[name]["montant_ht"] == (None if cents is None else cents / 100)
        assert exported[name]["clause_sociale"] == kept["clause_sociale"]
        assert exported[name]["date_notification"] == kept["date_notification"].isoformat()


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tables.MAX_ROWS == 2**20
    monkeypatch.setattr(tables, "MAX_ROWS", 4)

    def sheet(rows: int) -> int:
        table = Table(("n",), iter([(rank,) for rank in range(rows)]))
        return write(table, tmp_path / "t.xlsx", "xlsx")

    assert sheet(3) == 3
    before = (tmp_path / "t.xlsx").read_bytes()
    with pytest.raises(tables.TropDeLignesError, match="Exportez en csv"):
        sheet(4)
    assert (tmp_path / "t.xlsx").read_bytes() == before
