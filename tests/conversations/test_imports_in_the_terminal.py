"""`spaser import` as a person, or a script, runs it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.imports.conftest import FICHIERS

DEFAUTS, CONSOLIDATION = str(FICHIERS / "defauts.json"), str(FICHIERS / "consolidation.csv")
LANDES = ("--scheme", "landes")


def test_a_report_in_words(spaser: Any) -> None:
    done = spaser("import", "decp", DEFAUTS, *LANDES)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Lus : 24\nAjoutés : 16\n" in done.stdout
    assert "• Ligne 11, DATE-13 : la date « 2024-13-45 » n'existe pas\n" in done.stdout
    assert "nul ou négatif ; seule cette valeur (montant) est ignorée" in done.stdout
    assert "spaser import annuler 1 --scheme landes\n" in done.stdout
    again = spaser("import", "decp", DEFAUTS, *LANDES)
    assert "Ce fichier est déjà importé : rien n'a changé." in again.stdout


def test_several_files_in_one_json_object(spaser: Any, tmp_path: Path) -> None:
    (tmp_path / "vide.json").touch()
    done = spaser("import", "decp", DEFAUTS, "vide.json", CONSOLIDATION, "--json", *LANDES)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert {name: report[name] for name in ("lus", "ajoutes", "mis_a_jour", "inchanges")} == {
        "lus": 34,
        "ajoutes": 21,
        "mis_a_jour": 0,
        "inchanges": 0,
    }
    assert report["ecartes"][0].keys() == {"fichier", "ligne", "marche", "champ", "motif"}
    assert [one["fichier"] for one in report["imports"]] == ["defauts.json", "consolidation.csv"]
    assert report["refuses"] == [{"fichier": "vide.json", "motif": "« vide.json » est vide."}]


def test_imports_are_listed_and_taken_back(spaser: Any) -> None:
    assert "Aucun fichier importé." in spaser("import", "liste", *LANDES).stdout
    spaser("import", "decp", CONSOLIDATION, "--par", "Claire Martin", *LANDES)
    undone = spaser("import", "annuler", "1", "--par", "Paul", *LANDES)
    assert "comme si « consolidation.csv » n'avait jamais été importé" in undone.stdout
    listed = spaser("import", "liste", *LANDES).stdout.replace("\u00a0", " ")
    assert "consolidation.csv (Claire Martin) : 10 lus, 5 ajoutés, 0 mis à jour" in listed
    assert "par Paul" in listed
    [line] = json.loads(spaser("import", "liste", "--json", *LANDES).stdout)["imports"]
    assert (line["numero"], line["genre"], line["annule_par"]) == (1, "decp", "Paul")
    assert spaser("import", "annuler", "9" * 20, *LANDES).returncode == 2
    twice = spaser("import", "annuler", "1", *LANDES)
    assert (twice.returncode, twice.stdout) == (1, "")
    assert "a déjà été annulé" in twice.stderr


def test_an_import_of_the_default_scheme_needs_no_scheme(spaser: Any, tmp_path: Path) -> None:
    (tmp_path / "heures.csv").write_text("marche;annee;heures\nA;2025;1\n")
    said = spaser("import", "heures", "heures.csv").stdout
    assert said.endswith("Pour l'annuler : spaser import annuler 1\n\n")
    listed = spaser("import", "liste").stdout.replace("\u00a0", " ")
    assert ": 1 lu, 1 ajouté, 0 mis à jour" in listed
    elsewhere = spaser("import", "annuler", "1", *LANDES)
    assert "Pas d'import n° 1 dans le schéma « landes »" in elsewhere.stderr


def test_hours_and_values_are_answered_after_their_import(spaser: Any, tmp_path: Path) -> None:
    (tmp_path / "heures.csv").write_text(
        "marche;annee;heures;heures femmes;nb femmes;heures rsa;nb rsa\nA;2025;1250,5;400;7;9;2\n"
    )
    (tmp_path / "valeurs.csv").write_text("indicateur;annee;valeur\nheures-insertion;2025;31 000\n")
    assert "Ajoutés : 1\n" in spaser("import", "heures", "heures.csv", *LANDES).stdout
    assert "Ajoutés : 1\n" in spaser("import", "valeurs", "valeurs.csv", *LANDES).stdout
    said = spaser("heures", "2025", *LANDES).stdout.replace("\u00a0", " ")
    assert "Total : 1 250,5 heures" in said
    assert "• femmes : 400 heures" in said
    assert "• bénéficiaires du RSA : non montré" in said
    assert "Pas (encore) parmi les marchés importés : 1 sur 1." in said
    asked = spaser("ask", "heures-insertion 2025", *LANDES).stdout.replace("\u00a0", " ")
    assert "31 000 heures" in asked
    spaser("import", "annuler", "2", *LANDES)
    asked = spaser("ask", "heures-insertion 2025", *LANDES).stdout.replace("\u00a0", " ")
    assert "31 000 heures" not in asked


def test_an_export_opens_elsewhere(spaser: Any, tmp_path: Path) -> None:
    spaser("import", "decp", DEFAUTS, *LANDES)
    done = spaser("export", "marches", "--sortie", "m.csv", "--annee", "2023", *LANDES)
    assert done.stdout == "1 ligne dans m.csv\n"
    assert ";1250000,5\r\n" in (tmp_path / "m.csv").read_bytes().decode("utf-8-sig")
    spaser("export", "marches", "--sortie", "m.XLSX", *LANDES)
    assert (tmp_path / "m.XLSX").read_bytes().startswith(b"PK")
    for name in ("m.xls", "m"):
        refused = spaser("export", "valeurs", "--sortie", name, *LANDES)
        assert refused.returncode == 2
        assert "un fichier .csv, .xlsx ou .json" in refused.stderr
        assert not (tmp_path / name).exists()


def test_everything_set_aside_is_listed(spaser: Any, tmp_path: Path) -> None:
    """Beyond what a report carries, as words or as a table that runs no formula."""
    record = (
        '{"id": "=1+%s", "acheteur": {"id": "22400001800016"}, "dateNotification": "2024-13-01"}'
    )
    records = ",\n".join(record % rank for rank in range(1200))
    (tmp_path / "a.json").write_text('{"marches": {"marche": [' + records + "]}}")
    said = spaser("import", "decp", "a.json", *LANDES).stdout
    assert "Pour les lire tous : spaser import ecarts 1 --scheme landes\n" in said
    listed = spaser("import", "ecarts", "1", *LANDES).stdout.splitlines()
    assert len(listed) == 1200
    assert listed[1199] == "Ligne 1200, =1+1199 : la date « 2024-13-01 » n'existe pas"
    done = spaser("import", "ecarts", "1", "--csv", "e.csv", *LANDES).stdout
    assert done.replace("\u202f", " ").replace("\u00a0", " ") == "1 200 lignes dans e.csv\n"
    written = (tmp_path / "e.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert written[0] == "ligne;marche;champ;motif"
    assert written[1] == "1;'=1+0;;la date « 2024-13-01 » n'existe pas"
    assert len(written) == 1201
    unknown = spaser("import", "ecarts", "2", *LANDES)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "Pas d'import n° 2" in unknown.stderr
    nowhere = spaser("import", "ecarts", "1", "--csv", "absent/e.csv", *LANDES)
    assert nowhere.returncode == 1
    assert "ne peut pas être écrit" in nowhere.stderr


def test_who_watches_a_terminal_sees_how_far_it_is(tmp_path: Path, spaser: Any) -> None:
    """A bar for each stage of each file, on a terminal only."""
    (tmp_path / "heures.csv").write_text("marche;annee;heures\nA;2025;1\n")
    seen = on_a_terminal(tmp_path, "import", "heures", "heures.csv", *LANDES)
    assert "Lecture heures.csv" in seen
    assert "Écriture heures.csv" in seen
    assert "100%" in seen
    seen = on_a_terminal(tmp_path, "import", "annuler", "1", *LANDES)
    assert "Annulation n° 1" in seen
    assert "Lecture" not in spaser("import", "decp", DEFAUTS, *LANDES).stderr


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """What `spaser …` shows to who runs it in an empty folder, on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        cwd=folder,
        stdout=theirs,
        stderr=theirs,
        env={
            **os.environ,
            "TERM": "xterm",
            "COLUMNS": "100",
            "DATABASE_URL": f"sqlite:///{folder / 'spaser.db'}",
        },
    ) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    assert process.returncode == 0
    return shown.decode()


def _read(terminal: int) -> bytes:
    """What a terminal shows next; nothing once it is left."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
