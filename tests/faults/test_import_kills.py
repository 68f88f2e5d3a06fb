"""An import killed without warning, at each of its transactions: all of it, or nothing."""

import os
import signal
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import event, func, select
from sqlmodel import Session, SQLModel

from schemes.loader import shipped
from storage.store import Store
from tests.conftest import TODAY
from tests.faults.processes import begin
from tests.imports.test_dossiers import notify
from tests.imports.test_importer import write
from workflows import exports
from workflows.assistant import Assistant
from workflows.imports import decp, importation
from workflows.imports.annulation import annuler
from workflows.imports.results import RapportImport

LANDES = shipped("landes")
PART = "clause-sociale"
KILLED = -signal.SIGKILL


class Vue(NamedTuple):
    """What every reader sees: each marché, a computed figure and its detail, the imports."""

    marches: list[tuple[Any, ...]]
    figure: object
    detail: object
    imports: list[tuple[str, bool]]


def see(store: Store) -> Vue:
    assistant = Assistant(LANDES, store, today=lambda: TODAY)
    with store.read() as session:
        listed = importation.lister(session, LANDES).imports
        return Vue(
            sorted(exports.exporter_marches(session, LANDES).lignes, key=str),
            assistant.answer(f"{PART} 2024"),
            assistant.answer(f"detail {PART} 2024"),
            [(one.fichier, one.annule_le is not None) for one in listed],
        )


def dies_at(nth: int) -> None:
    """Kill this process just before its nth transaction is committed."""
    commits = count(1)

    @event.listens_for(Session, "before_commit")
    def _(_session: Session) -> None:
        if next(commits) == nth:
            os.kill(os.getpid(), signal.SIGKILL)


def take_in(url: str, path: Path, nth: int | None = None) -> RapportImport:
    if nth:
        dies_at(nth)
    with Store(url) as store:
        return decp.importer(store, LANDES, path, auteur="Claire", today=TODAY)


def take_back(url: str, numero: int, nth: int) -> None:
    dies_at(nth)
    with Store(url) as store:
        annuler(store, LANDES, numero, par="Claire")


def killed_at_each_transaction(store: Store, *work: Any) -> Iterator[Vue]:
    """Do a work again and again, killed one transaction further each time; what is then seen."""
    for nth in count(1):
        process = begin(*work, nth)
        process.join()
        yield see(store)
        if process.exitcode != KILLED:
            assert process.exitcode == 0
            return


def left(store: Store) -> list[int]:
    """How many rows of each kind count for nothing and remain."""
    tables = SQLModel.metadata.tables
    marches, sources, imports = tables["marches"], tables["marches_sources"], tables["imports"]
    gone = select(imports.c.id).where(imports.c.annule_le.is_not(None) | imports.c.en_cours)
    kept = [
        select(func.count()).select_from(tables["preparations"]),
        select(func.count()).where(marches.c.remplace_par != 0),
        select(func.count()).where(sources.c.import_id.in_(gone)),
        select(func.count()).where(imports.c.en_cours),
    ]
    with store.read() as session:
        return [session.connection().execute(rows).scalar_one() for rows in kept]


def test_killed_at_any_transaction_an_import_counts_whole_or_not_at_all(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    """Over marchés that it changes, adds and leaves, and one that a dossier already told."""
    take_in(database_url, write(tmp_path / "a.json", {"id": "A"}, {"id": "B"}, {"id": "C"}))
    notify(store, LANDES, marche="D", jour=date(2024, 3, 10))
    path = write(
        tmp_path / "b.json",
        {"id": "A"},
        {"id": "B", "montant": 70_000, "datePublicationDonnees": "2025-01-01"},
        {"id": "D", "considerationsSociales": "Clause sociale"},
        {"id": "E", "offresRecues": 0},
    )
    before = see(store)
    seen = list(killed_at_each_transaction(store, take_in, database_url, path))
    after = seen[-1]
    assert len(seen) > 4
    assert len(after.marches) == 5
    assert after.figure != before.figure
    assert [one in (before, after) for one in seen] == [True] * len(seen)
    assert before in seen
    assert left(store) == [0, 0, 0, 0]
    report = take_in(database_url, path)
    assert report.deja
    undone = list(killed_at_each_transaction(store, take_back, database_url, report.numero))
    assert all(one[:3] in (before[:3], after[:3]) for one in undone)
    assert undone[-1][:3] == before[:3]
    assert undone[-1].imports == [("b.json", True), ("a.json", False)]
    assert left(store) == [0, 0, 0, 0]
