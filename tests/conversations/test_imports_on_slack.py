"""The same question on Slack before, during and after an import: a whole figure every time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from schemes.loader import shipped
from storage.store import Store
from tests.conftest import TODAY
from tests.conversations.conftest import Connect, bot
from tests.conversations.reading import answer_to, shown
from tests.imports.test_importer import write
from workflows.assistant import Assistant
from workflows.imports import decp, heures, valeurs
from workflows.saisie import saisir

Import = Callable[[Assistant, Path], object]

HOURS = "heures-insertion 2025"
NOTIFIED = {"dateNotification": "2025-03-15", "montant": 50_000}


def import_decp(assistant: Assistant, folder: Path, name: str, *clauses: str) -> None:
    """Marchés notified in 2025, by what each says of its social considerations."""
    contracts = (
        {**NOTIFIED, "id": f"{name}{rank}", "considerationsSociales": clause}
        for rank, clause in enumerate(clauses)
    )
    path = write(folder / f"{name}.json", *contracts)
    decp.importer(assistant.store, assistant.scheme, path, auteur="Claire", today=TODAY)


def decp_before(assistant: Assistant, folder: Path) -> None:
    import_decp(assistant, folder, "A", "Clause sociale", "Pas de considération sociale")


def decp_after(assistant: Assistant, folder: Path) -> None:
    import_decp(assistant, folder, "B", "Clause sociale", "Clause sociale")


def import_hours(assistant: Assistant, folder: Path, hours: str) -> None:
    path = folder / "heures.csv"
    path.write_text(f"marche;annee;heures\nM1;2025;{hours}\nM2;2025;1000\n")
    heures.importer(assistant.store, assistant.scheme, path, auteur="Claire", today=TODAY)


def hours_before(assistant: Assistant, folder: Path) -> None:
    import_hours(assistant, folder, "2000")


def hours_after(assistant: Assistant, folder: Path) -> None:
    import_hours(assistant, folder, "4000,5")


def enter_value(assistant: Assistant, _folder: Path) -> None:
    saisir(assistant, indicateur="heures-insertion", annee=2025, valeur="15 000", auteur="Paul")


def import_values(assistant: Assistant, folder: Path) -> None:
    path = folder / "valeurs.csv"
    path.write_text("indicateur;annee;valeur\nheures-insertion;2025;31 000\n")
    valeurs.importer(assistant, path, auteur="Claire")


@contextmanager
def before_each_commit(act: Callable[[], None]) -> Iterator[None]:
    """Do something at the end of each transaction of this thread, while it is still open."""
    mine = threading.get_ident()

    def pause(_session: Session) -> None:
        if threading.get_ident() == mine:
            act()

    event.listen(Session, "before_commit", pause)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", pause)


CASES: dict[str, tuple[str, str, Import, Import, list[str], list[str]]] = {
    "hours, computed": (
        "ille-et-vilaine", HOURS, hours_before, hours_after,
        ["3 000 heures", "calculée"], ["5 000,5 heures", "calculée"],
    ),
    "marchés": (
        "landes", "clause-sociale 2025", decp_before, decp_after,
        ["50 %", "1 marché sur 2"], ["75 %", "3 marchés sur 4"],
    ),
    "hours, by a table of values": (
        "landes", HOURS, enter_value, import_values,
        ["15 000 heures", "Paul"], ["31 000 heures", "import n° 1 (valeurs.csv)"],
    ),
    "hours, while marchés come in": (
        "landes", HOURS, enter_value, decp_after,
        ["15 000 heures", "Paul"], ["15 000 heures", "Paul"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=[*CASES])
def test_a_figure_stays_whole_while_a_file_comes_in(
    way: Connect, tmp_path: Path, case: tuple[Any, ...]
) -> None:
    scheme, question, first, second, before, after = case
    with (
        bot(scheme, way, tmp_path) as workspace,
        Store(f"sqlite:///{tmp_path / 'spaser.db'}") as store,
    ):
        alice = workspace.person("alice")
        elsewhere = Assistant(shipped(scheme), store, today=lambda: TODAY)

        def ask() -> str:
            entry = answer_to(
                workspace, lambda: alice.command("/spaser", question, channel=workspace.channel)
            )
            return shown(entry.body)

        first(elsewhere, tmp_path)
        known = ask()
        assert all(words in known for words in before), known
        during: list[str] = []
        with before_each_commit(lambda: during.append(ask())):
            second(elsewhere, tmp_path)
        assert during
        assert all(said == known for said in during)
        new = ask()
        assert all(words in new for words in after), new
