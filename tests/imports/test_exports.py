"""Exports: what a spreadsheet opens, and what it must not run."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot import tables
from bot.tables import neutral, write
from schemes.loader import shipped
from schemes.scheme import Scheme
from storage import valeurs
from storage.store import Store
from tests.imports.conftest import TakeIn, marches
from tests.marches import add_marches
from workflows.exports import Table, exporter_marches, exporter_valeurs

DAY = date(2025, 3, 1)
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_neutralised(tmp_path: Path, text: str) -> None:
    assert neutral(text) == "'" + text
    write(Table(("a",), iter([(text,)])), tmp_path / "a.csv", ".csv")
    write(Table(("a",), iter([(text,)])), tmp_path / "a.xlsx", ".xlsx")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [["a"], ["'" + text]]
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_cells_are_written_as_each_format_has_them(tmp_path: Path) -> None:
    row = ('été; "a"\nb\x01', 12, Decimal("-1234.50"), True, False, None, DAY)
    headers = ("a", "b", "c", "d", "e", "f", "g")

    def written(form: str) -> Path:
        path = tmp_path / f"a.{form}"
        assert write(Table(headers, iter([row])), path, f".{form}") == 1
        return path

    assert written("csv").read_bytes().startswith(b"\xef\xbb\xbfa;b;c;d;e;f;g\r\n")
    with written("csv").open(encoding="utf-8-sig", newline="") as file:
        [_, cells] = csv.reader(file, delimiter=";")
    assert cells == ['été; "a"\nb\x01', "12", "-1234,50", "oui", "non", "", "2025-03-01"]
    [_, [*values, day]] = openpyxl.load_workbook(written("xlsx")).worksheets[0].values
    assert values == ['été; "a"\nb', 12, -1234.5, "oui", "non", None]
    assert isinstance(day, datetime) and day.date() == DAY
    said = ('été; "a"\nb\x01', 12, -1234.5, True, False, None, "2025-03-01")
    assert json.loads(written("json").read_text(encoding="utf-8")) == [
        dict(zip(headers, said, strict=True))
    ]


def test_every_marche_is_exported(
    take_in: TakeIn, store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    take_in("defauts.json")
    path = tmp_path / "a.json"
    with store.read() as session:
        assert write(exporter_marches(session, landes_scheme), path, ".json") == 16
        assert write(exporter_marches(session, landes_scheme, 2023), tmp_path / "b", ".csv") == 1
    exported = {row["identifiant"]: row for row in json.loads(path.read_text(encoding="utf-8"))}
    for name, kept in marches(store).items():
        cents = kept["montant_centimes"]
        assert exported[name]["montant_ht"] == (None if cents is None else cents / 100)
        assert exported[name]["clause_sociale"] == kept["clause_sociale"]
        assert exported[name]["date_notification"] == kept["date_notification"].isoformat()


def exported_values(store: Store, scheme: Scheme, path: Path) -> dict[tuple[str, int], Any]:
    with store.read() as session:
        write(exporter_valeurs(session, scheme), path, ".json")
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {(row["indicateur"], row["annee"]): row for row in rows}


def test_every_value_that_counts_is_exported_with_what_it_counts(
    store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    clause = {"montant_centimes": 3_000_000, "clause_sociale": True}
    unknown, out = {**clause, "clause_sociale": None}, {**clause, "clause_sociale": False}
    add_marches(store, landes_scheme, 2024, clause, clause, out, unknown)
    add_marches(store, landes_scheme, 2025, clause)
    with store.write() as session:
        valeurs.record(
            session,
            scheme="landes",
            indicateur="clause-sociale",
            annee=2025,
            valeur=Decimal("31.234"),
            origine="saisi",
            auteur="Claire",
        )
    rows = exported_values(store, landes_scheme, tmp_path / "v.json")
    computed = rows["clause-sociale", 2024]
    counted = ("valeur", "unite", "origine", "numerateur", "denominateur", "compte_en", "inconnus")
    assert [computed[name] for name in counted] == [66.67, "%", "calcule", 2, 3, "marchés", 1]
    entered = rows["clause-sociale", 2025]
    assert [entered[name] for name in counted] == [31.234, "%", "saisi", *[None] * 4]
    assert entered["saisie_le"] is not None


def test_a_value_is_exported_with_the_day_that_it_was_in_paris(
    store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    with store.write() as session:
        entered = valeurs.record(
            session,
            scheme="landes",
            indicateur="heures-insertion",
            annee=2026,
            valeur=Decimal(31000),
            origine="saisi",
            auteur="Claire",
        )
        entered.saisie_le = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    rows = exported_values(store, landes_scheme, tmp_path / "v.json")
    assert rows["heures-insertion", 2026]["saisie_le"] == "2027-01-01"


def test_what_a_document_publishes_is_exported(sqlite_store: Store, tmp_path: Path) -> None:
    scheme = shipped("lorient-agglomeration")
    rows = exported_values(sqlite_store, scheme, tmp_path / "v.json")
    printed = rows["consideration-sociale", 2022]
    assert printed["origine"] == "publie"
    assert printed["provenance"]


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tables.MAX_ROWS == 2**20
    monkeypatch.setattr(tables, "MAX_ROWS", 4)

    def sheet(rows: int) -> int:
        table = Table(("n",), iter([(rank,) for rank in range(rows)]))
        return write(table, tmp_path / "t.xlsx", ".xlsx")

    assert sheet(3) == 3
    before = (tmp_path / "t.xlsx").read_bytes()
    with pytest.raises(tables.TropDeLignesError, match="Exportez en csv"):
        sheet(4)
    assert (tmp_path / "t.xlsx").read_bytes() == before
