"""Files that are damaged, foreign or malicious: refused or read, never half."""

import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from schemes.scheme import Scheme
from storage import imports
from storage import marches as stored
from storage.store import Store
from tests.conftest import TODAY
from tests.imports.conftest import FICHIERS, marches, rows
from workflows.imports import decp, heures
from workflows.imports.fichiers import FichierRefuseError
from workflows.imports.results import RapportImport

JSON = (FICHIERS / "defauts.json").read_text(encoding="utf-8")
CSV = (FICHIERS / "consolidation.csv").read_text(encoding="utf-8")
RECORD = json.dumps(json.loads(JSON)["marches"]["marche"][0])
XML = """<?xml version="1.0" encoding="{encoding}"?>
<marches>
<marche><id>A</id><acheteur><id>22400001800016</id></acheteur><objet>Éléments</objet>
<dateNotification>2024-03-15</dateNotification><montant>50000</montant>
<considerationsSociales><considerationSociale>Critère social</considerationSociale>
</considerationsSociales></marche>
</marches>
"""


def marche(content: str) -> str:
    return '{"marches": {"marche": [' + content + "]}}"


@pytest.fixture
def given(sqlite_store: Store, landes_scheme: Scheme, tmp_path: Path) -> Callable[..., object]:
    """Import some bytes: the report, or why they are refused once sure that nothing stayed."""

    def run(content: bytes, importer: Callable[..., RapportImport] = decp.importer) -> object:
        path = tmp_path / "fichier"
        path.write_bytes(content)
        try:
            return importer(sqlite_store, landes_scheme, path, auteur="x", today=TODAY)
        except FichierRefuseError as refusal:
            assert not rows(sqlite_store, "imports")
            assert not rows(sqlite_store, "marches_sources")
            return str(refusal)

    return run


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "est vide"),
        (b" \n\t", "est vide"),
        (b"\0" * 1000, "n'est pas un texte"),
        (b"\x89PNG\r\n\x1a\n\0\0", "n'est pas un texte"),
        (b"caf\xe9 \x81", "n'est pas un texte"),
        (b"\xff\xfe\x00", "n'est pas un texte"),
        (gzip.compress(b"x" * 100), "décompressez-la"),
        (b"PK\x03\x04 something else", "n'est pas un classeur xlsx lisible"),
        (b"{", "mal formé ou tronqué, ligne 1"),
        (b'{"a": 1} x', "mal formé ou tronqué, ligne 1"),
        (b'{"a": 1}', "n'a pas la forme DECP 2.0"),
        (b"[]", "n'a pas la forme DECP 2.0 : un objet « marches »"),
        (f"[{RECORD}]".encode(), "n'a pas la forme DECP 2.0 : un objet « marches »"),
        (marche("").encode(), "n'a aucune ligne de données : rien à importer"),
        (b"<marches/>", "n'a aucune ligne de données : rien à importer"),
        (CSV.partition("\n")[0].encode(), "n'a aucune ligne de données : rien à importer"),
        (b'{"marches": []}', "n'a pas la forme DECP 2.0"),
        (b'{"marches": {"marche": [}}', "mal formé"),
        (b'{"marches": {"marche": [1,]}}', "mal formé"),
        (b'{"marches": {"marche": [1 2]}}', "mal formé"),
        (b'{"marches": {marche: []}}', "mal formé"),
        (marche("[" * 100_000).encode(), "Trop de niveaux imbriqués, ligne 1"),
        (marche('"' + "x" * 9_000_000 + '"').encode(), "Plus de 8 Mo sans la fin"),
        (b'{"a": "' + b"x" * 9_000_000, "Plus de 8 Mo sans la fin"),
        (JSON[:-20].encode(), "mal formé ou tronqué, ligne 28"),
        (JSON[:5000].encode(), "mal formé ou tronqué, ligne 9"),
        (XML.format(encoding="utf-8")[:300].encode(), "mal formé ou tronqué, ligne 6"),
        (b"<autre/>", "sa racine est"),
        (b"<a>" * 100_000, "mal formé"),
        (b"<marches>" + b"<x/>" * 3_000_000, "Plus de 8 Mo sans la fin"),
        (b"<marches>" + b"x" * 9_000_000, "Plus de 8 Mo sans la fin"),
        (
            b'<!DOCTYPE marches [<!ENTITY a "lol">]>'
            b"<marches><marche><id>&a;</id></marche></marches>",
            "déclare un DOCTYPE",
        ),
        (b'<!DOCTYPE marches SYSTEM "/etc/passwd"><marches/>', "déclare un DOCTYPE"),
        (
            CSV.replace("montant;", "montant;Montant;", 1).encode(),
            "Plusieurs colonnes portent le même titre (montant, Montant)",
        ),
        (b"id;montant\n1;2\n", "il manque acheteur_id, dateNotification"),
        (b"n'importe quel texte", "il manque id, acheteur_id, dateNotification, montant"),
        (";".join(map(str, range(10_000))).encode(), "10000 colonnes, 1000 au plus"),
        (b"id;acheteur_id" + b"x" * 9_000_000, "mal formé ou tronqué, ligne 1"),
        (CSV.replace("Deux\nlignes", "Deux\nlignes" * 20_000).encode(), "mal formé ou tronqué"),
        (CSV.encode()[:-250], "mal formé ou tronqué, ligne 10"),
        (CSV.encode() + b'"x', "mal formé ou tronqué, ligne 13"),
    ],
)
def test_refused_with_the_reason_and_nothing_kept(
    given: Callable[..., object], content: bytes, said: str
) -> None:
    refusal = given(content)
    assert isinstance(refusal, str)
    assert said in refusal


def test_entities_are_never_expanded(given: Callable[..., object]) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    head = f'<!DOCTYPE marches [<!ENTITY e0 "lol">{levels}]>'
    bomb = f"{head}<marches><marche><id>&e29;</id></marche></marches>"
    assert "mal formé" in str(given(bomb.encode()))
    inside = bomb.replace("<id>&e29;</id>", '<id a="&e29;"/>')
    assert "mal formé" in str(given(inside.encode()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("form", ["json", "csv", "xml", "xml of no encoding"])
def test_other_encodings_are_read(
    given: Callable[..., object], sqlite_store: Store, encoding: str, form: str
) -> None:
    declared = XML.format(encoding=encoding.removesuffix("-sig"))
    words = {
        "json": marche(RECORD.replace("Clause sociale", "Critère social")),
        "csv": "".join(CSV.splitlines(keepends=True)[:2]),
        "xml": declared,
        "xml of no encoding": declared.partition("\n")[2],
    }[form]
    assert isinstance(given(words.encode(encoding)), RapportImport)
    assert all(row["critere_social"] for row in marches(sqlite_store).values() if row["objet"])


def test_what_no_database_keeps_is_left_out(
    store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    record = json.loads(RECORD) | {"objet": "a\0b \ud83d c", "titulaires": [{"titulaire": []}]}
    path.write_text(marche(json.dumps(record)))
    decp.importer(store, landes_scheme, path, auteur="x", today=TODAY)
    assert marches(store)["SAIN"]["objet"] == "ab c"


@pytest.mark.parametrize(
    "champs",
    [
        {"id": []},
        {"id": {"a": 1}},
        {"acheteur": "22400001800016"},
        {"acheteur": {"id": {"id": 1}}},
        {"titulaires": {"titulaire": "x"}},
        {"modifications": "x"},
        {"modifications": [[{"modification": {"id": "x", "montant": {}}}]]},
        {"considerationsSociales": {"considerationSociale": [[["Clause sociale"]], 3, None]}},
        {"lieuExecution": []},
        {"montant": "9" * 5000},
        {"montant": "1e999"},
        {"montant": "NaN"},
        {"montant": True},
        {"dateNotification": "0000-00-00"},
        {"dateNotification": "٢٠٢٤-٠٣-١٥"},
        {"nature": "x" * 100_000},
        {"objet": "x" * 100_000},
        {"dureeMois": "9" * 5000},
        {"profond": json.loads("[" * 300 + "]" * 300)},
        {"considerationsSociales": json.loads("[" * 300 + "]" * 300)},
    ],
)
def test_any_value_of_any_type_is_read_or_set_aside(
    store: Store, landes_scheme: Scheme, tmp_path: Path, champs: dict[str, object]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(marche(json.dumps(json.loads(RECORD) | champs)), encoding="utf-8")
    report = decp.importer(store, landes_scheme, path, auteur="x", today=TODAY)
    assert report.ajoutes + report.enregistrements_ecartes == report.lus == 1


def test_zip_bombs_are_refused(given: Callable[..., object], tmp_path: Path) -> None:
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2**20)
        with archive.open("xl/sharedStrings.xml", "w") as entry:
            for _ in range(80):
                entry.write(b" " * 2**20)
    content = path.read_bytes()
    assert len(content) < 200_000
    assert "64 Mo une fois décompressé" in str(given(content, heures.importer))
    size, lie = (80 * 2**20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    lying = content.replace(size, lie)
    assert lying != content
    assert "n'est pas un classeur" in str(given(lying, heures.importer))


def test_files_that_are_not_there_are_refused(
    sqlite_store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    for path, why in (
        (tmp_path / "absent.json", "il n'existe pas"),
        (tmp_path, "c'est un dossier"),
    ):
        with pytest.raises(FichierRefuseError, match=f"est illisible : {why}"):
            decp.importer(sqlite_store, landes_scheme, path, auteur="x", today=TODAY)


def test_archives_are_to_be_opened_first(given: Callable[..., object], tmp_path: Path) -> None:
    path = tmp_path / "decp.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("decp.json", JSON)
    assert "est une archive : décompressez-la d'abord" in str(given(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    said = str(given(path.read_bytes(), heures.importer))
    assert "n'est pas un classeur xlsx lisible : enregistrez la feuille en xlsx ou en csv" in said


def test_where_nothing_is_said_there_is_nothing_to_import(
    sqlite_store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    empty, headers = tmp_path / "a.xlsx", tmp_path / "a.csv"
    openpyxl.Workbook().save(empty)
    headers.write_text("marche;annee;heures\n")
    for path in (empty, headers):
        with pytest.raises(FichierRefuseError, match="rien à importer"):
            heures.importer(sqlite_store, landes_scheme, path, auteur="x", today=TODAY)


def test_a_table_may_repeat_what_is_not_read(given: Callable[..., object]) -> None:
    head, _, rest = CSV.partition("\n")
    twice = f"{head};note;note\n{rest.partition(chr(10))[0]};a;b\n"
    report = given(twice.encode())
    assert isinstance(report, RapportImport)
    assert report.ajoutes == 1


CHILD = """
import resource, signal, sys
from pathlib import Path
from schemes.loader import shipped
from storage import imports
from storage import marches as stored
from storage.store import Store
from tests.conftest import TODAY
from workflows.imports import decp
from workflows.imports.fichiers import FichierRefuseError

def take_in(path, **options):
    try:
        decp.importer(store, shipped("landes"), Path(path), auteur="x", today=TODAY, **options)
    except FichierRefuseError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

store = Store(f"sqlite:///{sys.argv[1]}")
"""


def in_child(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD + code, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def many(path: Path, head: str, record: Callable[[int], str], tail: str, size: int) -> None:
    """A file of about `size` bytes, of records that all differ."""
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        number = 0
        while file.tell() < size:
            file.write("".join(record(number + rank) for rank in range(1000)))
            number += 1000
        file.write(tail)


MEGABYTE = 2**20
MAX_GROWTH = 24
"""Megabytes that a large file may take beyond a small one; read whole, each would take more."""


@pytest.mark.parametrize(
    ("form", "megabytes"),
    [("json", 16), ("csv", 6), ("xml", 6), ("one long text", 256), ("nothing usable", 6)],
)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, form: str, megabytes: int) -> None:
    body = XML.partition("<marches>\n")[2].partition("</marches>")[0]
    lines = CSV.splitlines(keepends=True)
    start = '{"marches": {"marche": [0'
    forms: dict[str, tuple[str, Callable[[int], str], str]] = {
        "json": (start, lambda n: "," + RECORD.replace("SAIN", f"S{n}"), "]}}"),
        "csv": (lines[0], lambda n: lines[1].replace("GROUPE", f"G{n}"), ""),
        "xml": ("<marches>", lambda n: body.replace("A</id>", f"A{n}</id>", 1), "</marches>"),
        "one long text": (start + ',"', lambda _: "x" * 10_000, '"]}}'),
        "nothing usable": (start, lambda _: ",0" * 100, "]}}"),
    }
    small, large = tmp_path / "small", tmp_path / "large"
    many(small, *forms[form], MEGABYTE)
    many(large, *forms[form], megabytes * MEGABYTE)
    done = in_child(
        "print(take_in(sys.argv[2]), take_in(sys.argv[3]))",
        str(tmp_path / "spaser.db"), str(small), str(large),
    )  # fmt: skip
    before, after = (int(kilobytes) / 1024 for kilobytes in done.stdout.split())
    assert after - before < MAX_GROWTH, f"{before:.0f} → {after:.0f} MB"


@pytest.mark.parametrize("stage", ["lecture", "rapprochement"])
def test_killed_in_the_middle_nothing_is_half_imported(tmp_path: Path, stage: str) -> None:
    database, path = tmp_path / "spaser.db", tmp_path / "a.json"
    start = '{"marches": {"marche": [0'
    many(path, start, lambda n: "," + RECORD.replace("SAIN", f"S{n}"), "]}}", MEGABYTE)
    done = in_child(
        f"import os\ntake_in(sys.argv[2], suivi=lambda stage, *_: stage == {stage!r} "
        "and os.kill(os.getpid(), signal.SIGKILL))",
        str(database), str(path),
    )  # fmt: skip
    assert done.returncode == -9
    with Store(f"sqlite:///{database}") as store, store.read() as session:
        assert imports.every(session, "landes") == []
        assert stored.compter(session, "landes") == 0
