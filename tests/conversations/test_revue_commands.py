"""Roles, routing tried out and the journal, from the command line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from schemes.scheme import Scheme
from storage.store import Store
from tests.revue_cast import put_in, sent

HERE = ("--scheme", "ille-et-vilaine")


@pytest.fixture
def after_a_visa(spaser: Any, tmp_path: Path, ille_et_vilaine_scheme: Scheme) -> Any:
    """A dossier sent, then a visa with words that a spreadsheet could mistake for a formula."""
    people = (
        ("lea", "acheteur", "Léa Petit"),
        ("ines", "visa:referent-clauses-sociales", "Inès Le Gall"),
    )
    for person, role, name in people:
        done = spaser("roles", "donner", person, role, "--nom", name, "--par", "Admin", *HERE)
        assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{tmp_path / 'spaser.db'}") as store, store.write() as session:
        sent(session, ille_et_vilaine_scheme, "lea")
    spaser("chat", "--as", "ines", *HERE, said='visa 1 réserve =1+1 ; "vite"')
    return spaser


def test_roles_are_listed(spaser: Any) -> None:
    assert "Personne n'a encore de rôle." in spaser("roles", "lister", *HERE).stdout
    spaser("roles", "donner", "U1", "comite", "--nom", "Anne", "--par", "Admin", *HERE)
    spaser("roles", "donner", "U1", "decideur", "--par", "Admin", *HERE)
    assert "Anne (U1) : comite, decideur" in spaser("roles", "lister", *HERE).stdout
    listed = json.loads(spaser("roles", "lister", "--json", *HERE).stdout)
    assert listed == [
        {"personne": "U1", "nom": "Anne", "direction": None, "roles": ["comite", "decideur"]}
    ]
    assert (
        "comite retiré"
        in spaser("roles", "retirer", "U1", "comite", "--par", "Admin", *HERE).stdout
    )
    refused = spaser("roles", "donner", "U1", "roi", "--par", "Admin", *HERE)
    assert refused.returncode == 1
    assert "Pas de rôle « roi »" in refused.stderr


def test_roles_are_imported(spaser: Any, tmp_path: Path) -> None:
    table = tmp_path / "roles.csv"
    table.write_text("personne;nom;direction;role\nU1;Anne;DG;comite\nU2;Yves;;roi\n")
    done = spaser("roles", "importer", str(table), "--par", "Admin", *HERE)
    assert done.returncode == 1
    assert "Anne : comite." in done.stdout
    assert "Ligne 3 : Pas de rôle « roi »" in done.stderr


@pytest.mark.parametrize("command", ["roles", "pilotes"])
def test_a_table_in_another_encoding_is_refused_in_words(
    spaser: Any, tmp_path: Path, command: str
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("personne;nom;direction;role\nU1;Zoé;DG;comite\n", encoding="cp1252")
    done = spaser(command, "importer", str(table), "--par", "Admin", *HERE)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "table.csv n'est pas en UTF-8 : l'enregistrer dans ce codage.\n"


def test_a_dossier_s_journal_is_told_and_exported_whole(after_a_visa: Any) -> None:
    spaser = after_a_visa
    told = spaser("journal", "1", *HERE).stdout
    assert "Léa Petit a envoyé le dossier ; il va au comité" in told
    assert "Inès Le Gall a donné un visa avec réserve" in told

    entries = json.loads(spaser("journal", "1", "--json", *HERE).stdout)
    assert [entry["quoi"] for entry in entries] == ["soumettre", "demander-visas", "viser"]
    assert entries[2]["qui"] == {"id": "ines", "nom": "Inès Le Gall"}
    assert entries[2]["mots"] == '=1+1 ; "vite"'
    assert entries[0]["details"]["vers"] == "comite"

    table = spaser("journal", "1", "--csv", *HERE).stdout
    assert table.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff")), delimiter=";"))
    assert [row["quoi"] for row in rows] == [entry["quoi"] for entry in entries]
    assert [row["le"] for row in rows] == [entry["le"].replace("Z", "+00:00") for entry in entries]
    assert rows[2]["mots"] == '\'=1+1 ; "vite"'

    whole = spaser("journal", *HERE).stdout
    assert whole.count("donner-role") == 2
    assert whole.count("dossier:1") == 3
    missing = spaser("journal", "9", *HERE)
    assert (missing.returncode, missing.stderr) == (1, "Pas de dossier n° 9 envoyé.\n")


def test_the_routing_is_tried_without_sending(spaser: Any, tmp_path: Path) -> None:
    answers = tmp_path / "reponses.json"
    answers.write_text('{"montant-estime": 40000.01, "impact-usagers": "non"}')
    asked = ("routage", "essai", "--reponses", str(answers), *HERE)
    done = json.loads(spaser(*asked, "--json").stdout)
    assert (done["vers"], done["regle"]) == ("commande-publique", "strategie-achat")
    assert done["motifs"][0]["source"].startswith("Partie B")
    assert {visa["visa"] for visa in done["visas"]} == {
        "commande-publique", "referent-clauses-sociales",
    }  # fmt: skip
    assert "rien n'est envoyé" in spaser(*asked).stdout
    assert not (tmp_path / "spaser.db").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"montant-estime": "beaucoup"}', "montant-estime : Je ne lis pas de montant"),
        ('{"montant": 3}', "montant : la fiche n'a pas de question « montant »"),
        ("[1, 2]", "n'est pas un objet JSON"),
        ("{", "n'est pas un objet JSON"),
    ],
)
def test_bad_answers_are_refused_by_name(
    spaser: Any, tmp_path: Path, content: str, sentence: str
) -> None:
    answers = tmp_path / "reponses.json"
    answers.write_text(content)
    for form in ((), ("--json",)):
        done = spaser("routage", "essai", "--reponses", str(answers), *HERE, *form)
        assert done.returncode == 1
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
    assert sentence in json.loads(done.stdout)["messages"][0]


def test_a_meeting_is_written_as_word_files(
    spaser: Any, tmp_path: Path, ille_et_vilaine_scheme: Scheme
) -> None:
    spaser("roles", "donner", "max", "commande-publique", "--par", "Admin", *HERE)
    with Store(f"sqlite:///{tmp_path / 'spaser.db'}") as store, store.write() as session:
        put_in(session, sent(session, ille_et_vilaine_scheme, "lea"), "inscrit")
    spaser("chat", "--as", "max", *HERE, said="séance 16/12/2027")
    for command, title in (
        ("ordre-du-jour", "Ordre du jour"),
        ("compte-rendu", "Relevé de décisions"),
    ):
        done = spaser("seance", command, "16/12/2027", "--sortie", f"{command}.docx", *HERE)
        assert (done.returncode, done.stdout) == (0, f"{command}.docx est écrit.\n"), done.stderr
        document = Document(str(tmp_path / f"{command}.docx"))
        assert document.paragraphs[0].text == title
        assert [row.cells[1].text for row in document.tables[-1].rows] == ["Objet", "Vélos"]


def test_a_meeting_that_is_not_fixed_writes_nothing(spaser: Any, tmp_path: Path) -> None:
    done = spaser("seance", "ordre-du-jour", "16/12/2027", "--sortie", "f.docx", *HERE)
    assert done.returncode == 1
    assert "Aucune séance n'est fixée ce jour-là." in done.stderr
    page = spaser("seance", "compte-rendu", "16/12/2027", "--sortie", "f.html", *HERE)
    assert page.returncode == 2
    assert [file.name for file in tmp_path.glob("f.*")] == []
