"""What others do while an import is being written: they see nothing of it, and wait for nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from schemes.loader import shipped
from schemes.scheme import Scheme
from storage import preparations, valeurs
from storage.store import Store
from tests.conftest import TODAY
from tests.faults.processes import begin
from tests.imports.conftest import TakeIn, marches
from tests.imports.test_dossiers import notify
from tests.imports.test_importer import write
from workflows import exports
from workflows.assistant import Assistant
from workflows.imports.annulation import annuler
from workflows.saisie import Saisie, saisir

MANY = 6000
"""Marchés of a file that takes several transactions to write."""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return write(tmp_path / "large.json", *({"id": f"M{rank:05}"} for rank in range(MANY)))


def enter_values(url: str, scheme: str) -> None:
    """Enter value after value, until killed."""
    with Store(url) as store:
        assistant = Assistant(shipped(scheme), store, today=lambda: TODAY)
        value = 0
        while True:
            value += 1
            done = saisir(
                assistant, indicateur="heures-insertion", annee=2025, valeur=f"{value}", auteur="x"
            )
            assert isinstance(done, Saisie)
            Event().wait(0.02)


@contextmanager
def someone_writing(url: str, store: Store) -> Iterator[Callable[[], None]]:
    """Another process that writes without end; a call waits until it has written twice more."""

    def entered() -> int:
        with store.read() as session:
            found = valeurs.current(session, "landes", "heures-insertion").get(2025)
        return int(found.valeur) if found else 0

    def has_written() -> None:
        wanted = entered() + 2
        while entered() < wanted:
            assert process.is_alive()
            Event().wait(0.01)

    process = begin(enter_values, url, "landes")
    try:
        yield has_written
    finally:
        process.kill()
        process.join()


def test_another_process_writes_at_every_step_of_an_import(
    take_in: TakeIn, store: Store, database_url: str, large: Path
) -> None:
    steps = []
    with someone_writing(database_url, store) as has_written:

        def step(etape: str, _done: int, _total: int) -> None:
            has_written()
            steps.append(etape)

        report = take_in(large, suivi=step)
    assert report.ajoutes == MANY
    assert steps.count("ecriture") > 1
    assert steps.count("rapprochement") > 1


def test_nobody_sees_an_import_before_all_of_it(
    take_in: TakeIn, store: Store, landes_scheme: Scheme, large: Path, tmp_path: Path
) -> None:
    take_in(write(tmp_path / "before.json", {"id": "M00003", "montant": 1}))
    assistant = Assistant(landes_scheme, store, today=lambda: TODAY)

    def seen() -> tuple[object, ...]:
        with store.read() as session:
            table = list(exports.exporter_marches(session, landes_scheme).lignes)
        return table, assistant.answer("clause-sociale 2024"), assistant.answer("detail A1 2024")

    before, meanwhile = seen(), []
    report = take_in(large, suivi=lambda *_: meanwhile.append(seen()))
    assert len(meanwhile) > 4
    assert all(one == before for one in meanwhile)
    assert len(marches(store)) == MANY
    assert seen() != before
    annuler(store, landes_scheme, report.numero, par="Claire")
    assert seen() == before


@pytest.mark.parametrize("at", ["ecriture", "rapprochement"])
def test_a_dossier_notified_meanwhile_is_the_same_marche(
    take_in: TakeIn, store: Store, landes_scheme: Scheme, large: Path, at: str
) -> None:
    """Whichever comes last knows the other: neither is lost nor counted twice."""
    pending = [at]

    def step(etape: str, _done: int, _total: int) -> None:
        if pending == [etape]:
            pending.clear()
            notify(store, landes_scheme, marche="m00003", jour=date(2024, 3, 10))
            notify(store, landes_scheme, marche="AILLEURS")

    report = take_in(large, suivi=step)
    assert not pending
    assert (report.lus, report.ajoutes, report.mis_a_jour) == (MANY, MANY - 1, 1)
    kept = marches(store)
    assert len(kept) == MANY + 1
    assert (kept["M00003"]["acheteur"], kept["AILLEURS"]["acheteur"]) == ("22400001800016", "")
    annuler(store, landes_scheme, report.numero, par="Claire")
    assert {name: one["acheteur"] for name, one in marches(store).items()} == {
        "M00003": "",
        "AILLEURS": "",
    }


def test_a_file_of_one_marche_said_many_times_is_one_marche(
    take_in: TakeIn, store: Store, tmp_path: Path
) -> None:
    report = take_in(write(tmp_path / "a.json", *({"id": "A"} for _ in range(3000))))
    assert (report.ajoutes, report.regroupes) == (1, 2999)
    assert len(marches(store)) == 1


def test_what_is_left_of_a_dead_preparation_counts_for_no_one(
    take_in: TakeIn, store: Store, landes_scheme: Scheme, large: Path
) -> None:
    """An import that fails midway leaves the store as it was; the same file then comes in."""

    def fail(etape: str, _done: int, _total: int) -> None:
        if etape == "rapprochement":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(large, suivi=fail)
    assert marches(store) == {}
    with preparations.seul(store):
        pass
    assert json.loads(large.read_text())
    assert take_in(large).ajoutes == MANY
