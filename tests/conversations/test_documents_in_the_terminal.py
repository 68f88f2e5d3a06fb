"""A fiche written in the terminal, then taken away as a document."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import html

from tests.unit.documents.produced import edited

SAID = "Vélos {{ 7*7 }} <b>&</b>"


@pytest.fixture
def written(spaser: Any) -> Any:
    """The command line, where the fiche n° 1 of the Landes has two answers."""
    spaser("chat", "--scheme", "landes", said=f"fiche\nDirection des achats\n{SAID}\n")
    return spaser


def test_a_draft_becomes_a_word_file(written: Any, tmp_path: Path) -> None:
    done = written("fiche", "exporter", "1", "--scheme", "landes")
    assert (done.returncode, done.stdout) == (0, "fiche-1.docx est écrit.\n")
    document = Document(str(tmp_path / "fiche-1.docx"))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[1] for row in rows] == ["Réponse", "Direction des achats", SAID]


def test_a_draft_becomes_a_page(written: Any, tmp_path: Path) -> None:
    file = tmp_path / "vélos.html"
    done = written(
        "fiche", "exporter", "1", "--scheme", "landes", "--format", "html", "--sortie", str(file)
    )
    assert done.returncode == 0
    root = html.document_fromstring(file.read_bytes())
    assert [cell.text_content() for cell in root.iter("td")] == ["Direction des achats", SAID]


def test_the_authoritys_template_is_used(
    written: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = edited(tmp_path, {"{{ objet }}": "Pour acheter : {{ objet }}"})
    monkeypatch.setenv("SPASER_MODELE_FICHE", str(template))
    assert written("fiche", "exporter", "1", "--scheme", "landes").returncode == 0
    document = Document(str(tmp_path / "fiche-1.docx"))
    assert f"Pour acheter : {SAID}" in [paragraph.text for paragraph in document.paragraphs]


def test_a_broken_template_writes_nothing(
    written: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = edited(tmp_path, {"{{ objet }}": "{{ objett }}"})
    monkeypatch.setenv("SPASER_MODELE_FICHE", str(template))
    done = written("fiche", "exporter", "1", "--scheme", "landes")
    assert done.returncode == 1
    assert done.stderr == (
        "modele.docx, dans le corps du document, « {{ objett }} » : "
        "le champ « objett » n'existe pas.\n"
    )
    assert not (tmp_path / "fiche-1.docx").exists()


def test_what_cannot_be_exported_is_said(written: Any, tmp_path: Path) -> None:
    absent = written("fiche", "exporter", "2", "--scheme", "landes")
    assert (absent.returncode, absent.stderr) == (1, "Il n'y a pas de fiche n° 2 dans ce schéma.\n")
    others = written("fiche", "exporter", "1", "--scheme", "drome")
    assert (others.returncode, others.stderr) == (1, "Il n'y a pas de fiche n° 1 dans ce schéma.\n")
    nowhere = written("fiche", "exporter", "1", "--scheme", "landes", "--sortie", "absent/f.docx")
    assert nowhere.returncode == 1
    assert "absent/f.docx ne peut pas être écrit" in nowhere.stderr
    assert list(tmp_path.glob("**/*.docx")) == []


def test_the_template_is_given_verified_and_never_overwritten(spaser: Any, tmp_path: Path) -> None:
    assert spaser("fiche", "modele", "modele.docx").returncode == 0
    verified = spaser("fiche", "verifier", "modele.docx", "--scheme", "drome")
    assert (verified.returncode, verified.stdout) == (0, "modele.docx : rien à signaler.\n")
    (tmp_path / "modele.docx").write_bytes(b"mine")
    again = spaser("fiche", "modele", "modele.docx")
    assert (again.returncode, again.stderr) == (
        1,
        "modele.docx existe déjà : choisissez un autre nom.\n",
    )
    assert (tmp_path / "modele.docx").read_bytes() == b"mine"
    refused = spaser("fiche", "verifier", "modele.docx")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "ce n'est pas un fichier Word" in refused.stderr
