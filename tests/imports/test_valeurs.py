"""Values of indicators imported from a table."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from schemes.scheme import Scheme
from storage import echeances, rappels
from storage import valeurs as stored
from storage.store import Store
from tests.conftest import TODAY
from tests.imports.conftest import rows
from workflows.assistant import Assistant
from workflows.echeances.occurrences import value_key
from workflows.echeances.suivi import follow
from workflows.imports import valeurs
from workflows.imports.annulation import annuler
from workflows.imports.fichiers import FichierRefuseError
from workflows.saisie import saisir


@pytest.fixture
def assistant(store: Store, landes_scheme: Scheme) -> Assistant:
    return Assistant(landes_scheme, store, today=lambda: TODAY)


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("indicateur;annee;valeur;provenance", *lines)), encoding="utf-8")
    return path


def current(assistant: Assistant, annee: int) -> stored.Valeur | None:
    with assistant.store.read() as session:
        return stored.current(session, "landes", "heures-insertion").get(annee)


def test_values_are_entered_and_taken_back(assistant: Assistant, tmp_path: Path) -> None:
    saisir(assistant, indicateur="heures-insertion", annee=2025, valeur="30 000", auteur="Paul")
    before = rows(assistant.store, "valeurs_indicateurs")
    path = write(
        tmp_path / "valeurs.csv",
        "heures-insertion;2025;31 000;bilan",
        "heures-insertion;2024;12,5;",
        "heures-insertion;2024;12,5;",
        "licornes;2024;1;",
        "heures-insertion;2031;1;",
        "heures-insertion;l'an dernier;1;",
        "heures-insertion;2023;beaucoup;",
    )
    report = valeurs.importer(assistant, path, auteur="Claire")
    assert (report.lus, report.ajoutes, report.mis_a_jour, report.inchanges) == (7, 1, 1, 1)
    assert [e.ligne for e in report.ecartes] == [5, 6, 7, 8]
    assert "Pas d'indicateur « licornes »" in report.ecartes[0].motif
    found = current(assistant, 2025)
    assert found
    assert (found.valeur, found.auteur, found.provenance) == (Decimal(31000), "Claire", "bilan")
    named = current(assistant, 2024)
    assert named
    assert named.provenance == f"import n° {report.numero} (valeurs.csv)"
    annuler(assistant.store, assistant.scheme, report.numero, par="Claire")
    assert rows(assistant.store, "valeurs_indicateurs") == before


def test_the_same_values_again_are_entered_once(assistant: Assistant, tmp_path: Path) -> None:
    valeurs.importer(assistant, write(tmp_path / "a.csv", "heures-insertion;2025;1;"), auteur="x")
    again = write(tmp_path / "b.csv", "heures-insertion;2025;1,0;")
    report = valeurs.importer(assistant, again, auteur="x")
    assert (report.ajoutes, report.inchanges) == (0, 1)
    assert len(rows(assistant.store, "valeurs_indicateurs")) == 1


def test_an_imported_value_is_no_longer_asked_for_as_one_entered_is_not(
    assistant: Assistant, tmp_path: Path
) -> None:
    with assistant.store.write() as session:
        follow(session, assistant.scheme, datetime(2026, 1, 5, 10, 0, tzinfo=UTC))
    assert waiting(assistant, 2025) == ("ouverte", True)
    path = write(tmp_path / "a.csv", "heures-insertion;2025;31 000;bilan")
    valeurs.importer(assistant, path, auteur="Claire")
    assert waiting(assistant, 2025) == ("faite", False)
    assert waiting(assistant, 2026) == ("ouverte", True)
    saisir(assistant, indicateur="heures-insertion", annee=2026, valeur="1", auteur="Claire")
    assert waiting(assistant, 2026) == ("faite", False)
    answers = rows(assistant.store, "reponses_echeances", without=("id", "echeance", "donnee_le"))
    assert [(said["type"], said["auteur"]) for said in answers] == [("fait", "Claire")] * 2


def waiting(assistant: Assistant, annee: int) -> tuple[str, bool]:
    """Where the échéance of a year's hours stands, and whether a reminder of it waits."""
    with assistant.store.read() as session:
        row = echeances.keyed(session, "landes", value_key("heures-insertion", annee))
        assert row
        return row.etat, row.numero in rappels.waiting(session, "landes")


@pytest.mark.parametrize("content", ["indicateur;annee\na;1\n", '{"a": 1}', "<a/>"])
def test_what_is_no_table_of_values_is_refused(
    assistant: Assistant, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    with pytest.raises(FichierRefuseError):
        valeurs.importer(assistant, path, auteur="x")
