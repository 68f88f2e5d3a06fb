"""What an import says while it runs, and while it waits for another."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import openpyxl
import pytest

from schemes.scheme import Scheme
from storage import preparations
from storage.store import Store
from tests.conftest import TODAY
from tests.imports.conftest import FICHIERS, TakeIn
from workflows.assistant import Assistant
from workflows.imports import heures, valeurs
from workflows.imports.annulation import annuler
from workflows.imports.suivi import Etape

MANY = 20_000
"""Lines that a file takes several readings to give."""


class Seen:
    """What was told of each stage: how much was done, out of how many."""

    def __init__(self) -> None:
        self.done = Counter[Etape]()
        self.steps = Counter[Etape]()
        self.total: dict[Etape, int] = {}
        self.waits = Event()

    def __call__(self, etape: Etape, done: int, total: int) -> None:
        self.done[etape] += done
        self.steps[etape] += 1
        self.total[etape] = total
        if etape == "attente":
            self.waits.set()


@pytest.fixture
def seen() -> Seen:
    return Seen()


def test_decp_is_followed_to_its_last_record(take_in: TakeIn, seen: Seen) -> None:
    report = take_in("defauts.json", suivi=seen)
    assert seen.done["lecture"] == seen.total["lecture"] > 0
    assert (
        seen.done["ecriture"]
        == seen.total["ecriture"]
        == report.lus - len([one for one in report.ecartes if one.champ is None])
    )
    assert list(seen.total) == ["lecture", "ecriture", "rapprochement"]


def test_hours_are_followed_byte_by_byte_then_line_by_line(
    store: Store, landes_scheme: Scheme, tmp_path: Path, seen: Seen
) -> None:
    path = tmp_path / "heures.csv"
    path.write_text("marche;annee;heures\n" + "".join(f"{n};2025;1\n" for n in range(MANY)))
    heures.importer(store, landes_scheme, path, auteur="x", today=TODAY, suivi=seen)
    assert seen.done == {"lecture": path.stat().st_size, "ecriture": MANY}
    assert seen.total == seen.done
    assert seen.steps["lecture"] > 2


def test_nobody_can_say_how_much_of_a_spreadsheet_is_left(
    store: Store, landes_scheme: Scheme, tmp_path: Path, seen: Seen
) -> None:
    book = openpyxl.Workbook()
    for row in (["marche", "annee", "heures"], ["A", 2025, 1]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "heures.xlsx")
    heures.importer(
        store, landes_scheme, tmp_path / "heures.xlsx", auteur="x", today=TODAY, suivi=seen
    )
    assert seen.total == {"lecture": 0, "ecriture": 1}


def test_values_are_followed_and_so_is_taking_them_back(
    store: Store, landes_scheme: Scheme, tmp_path: Path, seen: Seen
) -> None:
    path = tmp_path / "valeurs.csv"
    path.write_text("indicateur;annee;valeur\nheures-insertion;2025;31000\nlicornes;2024;1\n")
    assistant = Assistant(landes_scheme, store, today=lambda: TODAY)
    report = valeurs.importer(assistant, path, auteur="x", suivi=seen)
    assert seen.done == seen.total == {"lecture": path.stat().st_size, "ecriture": 2}
    annuler(store, landes_scheme, report.numero, par="x", suivi=seen)
    assert seen.steps["annulation"] == 1


@pytest.mark.parametrize("what", ["decp", "heures", "valeurs", "annuler"])
def test_one_that_waits_for_another_says_so_then_is_done(
    store: Store, landes_scheme: Scheme, tmp_path: Path, take_in: TakeIn, seen: Seen, what: str
) -> None:
    hours, values = tmp_path / "heures.csv", tmp_path / "valeurs.csv"
    hours.write_text("marche;annee;heures\nA;2025;1\n")
    values.write_text("indicateur;annee;valeur\nheures-insertion;2025;31000\n")
    assistant = Assistant(landes_scheme, store, today=lambda: TODAY)
    before = take_in("consolidation.csv", suivi=seen)
    assert not seen.waits.is_set()
    wishes = {
        "decp": lambda: take_in(FICHIERS / "defauts.json", suivi=seen),
        "heures": lambda: heures.importer(
            store, landes_scheme, hours, auteur="x", today=TODAY, suivi=seen
        ),
        "valeurs": lambda: valeurs.importer(assistant, values, auteur="x", suivi=seen),
        "annuler": lambda: annuler(store, landes_scheme, before.numero, par="x", suivi=seen),
    }
    with ThreadPoolExecutor(1) as elsewhere:
        with preparations.seul(store):
            done = elsewhere.submit(wishes[what])
            assert seen.waits.wait(30)
            assert not done.done()
        assert done.result(60).type != "refus"
    assert seen.steps["attente"] == 1
