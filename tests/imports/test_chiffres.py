"""What an import changes in the answers: before, after, and once it is taken back."""

from pathlib import Path
from typing import Any

from schemes.loader import shipped
from schemes.scheme import Scheme
from storage.store import Store
from tests.conftest import TODAY
from tests.imports.conftest import TakeIn
from tests.imports.test_importer import write
from workflows.assistant import Assistant
from workflows.imports import heures
from workflows.imports.annulation import annuler
from workflows.results import ReponseIndicateur


def contract(rank: int, *social: str, montant: int = 50_000) -> dict[str, Any]:
    return {
        "id": f"2025-{rank}",
        "montant": montant,
        "dateNotification": "2025-03-01",
        "datePublicationDonnees": "2025-03-15",
        "considerationsSociales": {"considerationSociale": list(social)},
    }


def answer(store: Store, scheme: Scheme, asked: str) -> ReponseIndicateur:
    found = Assistant(scheme, store, today=lambda: TODAY).answer(asked)
    assert isinstance(found, ReponseIndicateur)
    return found


def test_contracts_before_after_and_taken_back(
    take_in: TakeIn, store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    none = "Pas de considération sociale"
    path = write(
        tmp_path / "decp.json",
        contract(1, "Clause sociale"),
        contract(2, none),
        contract(3, none),
        contract(4, "MQ NC"),
        contract(5, "Clause sociale", none),
        contract(6, "Clause sociale", montant=25_000),
    )
    assert answer(store, landes_scheme, "A1 2025").valeur is None
    report = take_in(path)
    after = answer(store, landes_scheme, "A1 2025")
    assert [after.numerateur, after.denominateur, after.inconnus] == [1, 3, 2]
    annuler(store, landes_scheme, report.numero, par="Claire")
    assert answer(store, landes_scheme, "A1 2025").valeur is None


def test_hours_before_after_and_taken_back(store: Store, tmp_path: Path) -> None:
    ille = shipped("ille-et-vilaine")
    path = tmp_path / "heures.csv"
    path.write_text("Marché;Année;Heures\n2025-1;2025;120,5\n2025-2;2025;30\n", encoding="utf-8")
    assert answer(store, ille, "heures-insertion 2025").valeur is None
    report = heures.importer(store, ille, path, auteur="Claire", today=TODAY)
    after = answer(store, ille, "heures-insertion 2025")
    assert (after.origine, str(after.valeur)) == ("calcule", "150.5")
    annuler(store, ille, report.numero, par="Claire")
    assert answer(store, ille, "heures-insertion 2025").valeur is None
