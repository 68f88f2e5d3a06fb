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


def test_indicators_go_by_their_names(landes: Assistant, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "Heures d'insertion;2025;1;",
        "heures d’insertions;2024;1;",
        "Total des heures d'insertion de l'année;2023;1;",
        f"{landes.scheme.indicateurs['epci-engages'].libelle};2023;1;",
    )
    report = valeurs.importer(landes, path, auteur="x")
    assert (report.ajoutes, [line.ligne for line in report.ecartes]) == (2, [4, 5])
    assert "plusieurs indicateurs : écrivez l'identifiant, epci-engages ou communes-engagees" in (
        report.ecartes[1].motif
    )
    entered = rows(landes.store, "valeurs_indicateurs")
    assert {row["indicateur"] for row in entered} == {"heures-insertion"}


def test_rows_that_say_too_little_are_told_of(landes: Assistant, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        ";2025;1;",
        "heures-insertion;;1;",
        "heures-insertion;25;1;",
        "heures-insertion;2025;;",
        "heures-insertion;2025;-10;",
    )
    report = valeurs.importer(landes, path, auteur="x")
    assert [line.motif for line in report.ecartes] == [
        "Case vide : indicateur",
        "Case vide : annee",
        "« 25 » n'est pas une année : écrivez 2025",
        "Case vide : valeur",
        "« -10 » est négatif : écrivez 0 ou plus. Exemple : 31 000 ou 25,5",
    ]
    with pytest.raises(FichierRefuseError, match="rien à importer"):
        valeurs.importer(landes, write(tmp_path / "b.csv"), auteur="x")


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
