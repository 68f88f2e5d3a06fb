"""An authority's own template: used when it gives a whole document, refused with the reason."""

import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import nsdecls

from bot.documents import shipped as ours
from bot.documents.markup import sound
from bot.documents.refusals import TemplateRefusedError
from bot.documents.word import to_docx, verify
from schemes.loader import paths, shipped
from schemes.scheme import Scheme
from tests.unit.documents.produced import edited, opened, word
from workflows.fiche.exemple import emptiest, fullest

OBJET = "{{ objet }}"
BODY = "modele.docx, dans le corps du document, "


@pytest.fixture(scope="module")
def landes() -> Scheme:
    return shipped("landes")


def refusal(template: Path, scheme: Scheme) -> str:
    with pytest.raises(TemplateRefusedError) as refused:
        verify(template, scheme)
    return str(refused.value)


@pytest.mark.parametrize("scheme_id", list(paths()))
def test_the_shipped_template_is_accepted_as_any_other(tmp_path: Path, scheme_id: str) -> None:
    verify(edited(tmp_path, {}), shipped(scheme_id))


def test_an_edited_template_is_used(tmp_path: Path, landes: Scheme) -> None:
    changes = {
        "{{ collectivite }}": "Direction des achats de {{ collectivite }}",
        OBJET: "Objet : {{ objet | upper }}",
        "{{ ligne.libelle }}": "{{ loop.index }}. {{ ligne.libelle }} [{{ ligne.question }}]",
        "{{ regle.niveau }}": "{% if regle.niveau == “Alerte” %}/!\\ {% endif %}{{ regle.niveau }}",
    }
    template = edited(tmp_path, changes)
    verify(template, landes)
    found = word(fullest(landes), template)
    assert "Objet : UNE RÉPONSE COURTE" in found.text
    assert found.tables["Identification"][1][0].endswith("[direction]")
    assert found.tables["Identification"][1][0].startswith("1. ")
    assert any(row[0] == "/!\\ Alerte" for row in found.tables["Ce que dit le schéma"])
    header = opened(to_docx(fullest(landes), template)).sections[0].header.paragraphs[0].text
    assert header == "Direction des achats de Département des Landes"


def test_a_tag_that_word_has_cut_in_pieces_is_read(tmp_path: Path, landes: Scheme) -> None:
    path = edited(tmp_path, {OBJET: ""})
    document = opened(path.read_bytes())
    paragraph = next(p for p in document.paragraphs if p.style and p.style.name == "Subtitle")
    for piece in ("{", "{ ob", "jet", " }", "}"):
        paragraph.add_run(piece).bold = piece == "jet"
    document.save(str(path))
    assert "\nUne réponse courte\n" in word(fullest(landes), path).text


def test_what_is_empty_or_true_prints_in_french(tmp_path: Path, landes: Scheme) -> None:
    path = edited(tmp_path, {})
    document = opened(path.read_bytes())
    fact = next(p for p in document.paragraphs if "etat" in p.text)
    fact.text = "[{{ objet }}] complète : {{ complete }}, n° {{ numero }}"
    document.save(str(path))
    assert "[] complète : non, n° 1\n" in word(emptiest(landes), path).text


def test_a_condition_may_leave_a_cell_or_a_table_empty(tmp_path: Path, landes: Scheme) -> None:
    path = edited(tmp_path, {})
    document = opened(path.read_bytes())
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "{%p if not complete %}"
    cell.add_paragraph("À finir")
    cell.add_paragraph("{%p endif %}")
    table = document.add_table(rows=3, cols=1)
    for row, text in zip(
        table.rows, ("{%tr for libelle in restantes %}", "{{ libelle }}", "{%tr endfor %}"),
        strict=True,
    ):  # fmt: skip
        row.cells[0].text = text
    document.save(str(path))
    verify(path, landes)
    full, empty = (opened(to_docx(make(landes), path)) for make in (fullest, emptiest))
    assert [cell.text for cell in full.tables[-1].rows[0].cells] == [""]
    assert len(empty.tables) == 2
    assert len(empty.tables[-1].rows) == len(emptiest(landes).restantes)


def test_what_word_wraps_in_content_controls_stays() -> None:
    cell = "<w:sdt><w:sdtContent><w:tc><w:p/></w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"
    body = f"<w:body {nsdecls('w')}><w:tbl>{row}</w:tbl></w:body>"
    assert sound(body) == body


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({OBJET: "{{ objett }}"}, "« {{ objett }} » : le champ « objett » n'existe pas."),
        ({OBJET: "{{ volets.nom }}"}, "« {{ volets.nom }} » : le champ « nom » n'existe pas."),
        (
            {"{{ volet.titre }}": "{{ volet.libelle }}"},
            "« {{ volet.libelle }} » : le champ « libelle » n'existe pas.",
        ),
        (
            {OBJET: "{% if etat == 'x' %}{{ volet.nom }}{% endif %}"},
            "« {{ volet.nom }} » : le champ « volet » n'existe pas.",
        ),
        (
            {"{{ regle.message }}": "{% if not regle.message %}{{ regle.mesage }}{% endif %}"},
            "« {{ regle.mesage }} » : le champ « mesage » n'existe pas.",
        ),
        ({OBJET: "{{ objet | majuscule }}"}, "le filtre « majuscule » n'existe pas."),
        ({OBJET: "{{ objet | safe }}"}, "le filtre « safe » n'existe pas."),
        ({OBJET: "{{ objet"}, "« {{ objet » : une balise n'est pas ouverte ou pas fermée."),
        ({OBJET: "objet }}"}, "« objet }} » : une balise n'est pas ouverte ou pas fermée."),
        (
            {"{%p if objet %}": "Objet : {%p if objet %}"},
            "« Objet : {%p if objet %} » : une balise « p » doit être seule dans son paragraphe.",
        ),
        (
            {"{{ ligne.libelle }}": "{%tr if complete %}"},
            "une balise « tr » doit être seule dans sa ligne de tableau.",
        ),
        (
            {OBJET: "{#p à revoir #} {{ objet }}"},
            "« {#p à revoir #} {{ objet }} » : une balise « p » doit être seule dans son "
            "paragraphe.",
        ),
        ({OBJET: "Objet {%- if objet %}{% endif %}"}, "« {%- » n'est pas permis."),
        ({"{{ regle.niveau }}": "{% hm %}{{ regle.niveau }}"}, "« {% hm » n'est pas permis."),
        (
            {OBJET: "{% if etat == 'x' %}{{ objet | upperr }}{% endif %}"},
            "« {{ objet | upperr }} » : le filtre « upperr » n'existe pas.",
        ),
        ({OBJET: "{{ objet + }}"}, "« {{ objet + }} » : cette balise est mal écrite."),
        ({OBJET: "{% si objet %}"}, "« {% si objet %} » : « si » n'est pas attendu ici."),
        ({"{%p endif %}": ""}, "un « if » ou un « for » n'est pas refermé."),
        ({"{%p if objet %}": ""}, "« {% endif %} » : « endif » n'est pas attendu ici."),
        ({OBJET: "{{ objet * 9 }}"}, "« {{ objet * 9 }} » : un modèle ne calcule pas (« * »)."),
        ({OBJET: "{{ 9 ** 99 ** 99 }}"}, "un modèle ne calcule pas (« ** »)."),
        ({OBJET: "{{ 1 / 0 }}"}, "« {{ 1 / 0 }} » : cette expression ne donne rien."),
        ({OBJET: "{{ objet.__class__ }}"}, "le champ « __class__ » n'existe pas."),
        ({OBJET: "{{ objet['__class__'] }}"}, "cette expression ne donne rien."),
        ({OBJET: "{% include '/etc/passwd' %}"}, "cette expression ne donne rien."),
        ({OBJET: "{{ range(9) }}"}, "« {{ range(9) }} » : le champ « range » n'existe pas."),
    ],
)
def test_a_faulty_tag_is_refused_with_what_and_where(
    tmp_path: Path, landes: Scheme, changes: dict[str, str], said: str
) -> None:
    heard = refusal(edited(tmp_path, changes), landes)
    assert heard.startswith(BODY)
    assert heard.endswith(said)


def test_a_fault_in_the_header_is_said_to_be_there(tmp_path: Path, landes: Scheme) -> None:
    heard = refusal(edited(tmp_path, {"{{ collectivite }}": "{{ ville }}"}), landes)
    assert "modele.docx, dans un en-tête, « {{ ville }} » : le champ « ville »" in heard


@pytest.mark.parametrize(
    "changes",
    [
        {"{%tr endfor %}": "{% endfor %}"},
        {OBJET: "{{r objet }}"},
        {"{%p for volet in volets %}": "{% for volet in volets %}"},
    ],
)
def test_a_template_that_would_give_half_a_document_is_refused(
    tmp_path: Path, landes: Scheme, changes: dict[str, str]
) -> None:
    assert "document Word valable" in refusal(edited(tmp_path, changes), landes)


def rewritten(parts: dict[str, bytes]) -> bytes:
    """The shipped template with some parts of its zip replaced, or added."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(ours.template())) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return written.getvalue()


def types_as(kind: str) -> bytes:
    """The template as another kind of Office file, by the type of its main part."""
    with zipfile.ZipFile(io.BytesIO(ours.template())) as parts:
        types = parts.read("[Content_Types].xml")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in types
    return rewritten({"[Content_Types].xml": types.replace(main, kind.encode())})


DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"", "ce n'est pas un fichier Word"),
        (lambda: b"{{ objet }}", "ce n'est pas un fichier Word"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "ancien fichier Word (.doc)"),
        (lambda: ours.template()[:9000], "ce n'est pas un fichier Word"),
        (lambda: types_as(DOCM), "il contient des macros"),
        (lambda: rewritten({"word/vbaProject.bin": b"x"}), "il contient des macros"),
        (lambda: types_as(DOTX), "c'est un modèle Word (.dotx)"),
        (lambda: types_as(XLSX), "ce n'est pas un fichier Word"),
        (lambda: rewritten({"word/bombe.xml": bytes(101 * 1024 * 1024)}), "démesuré"),
        (lambda: rewritten({f"a/{n}.xml": b"" for n in range(2001)}), "démesuré"),
        (
            lambda: rewritten({"word/x.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
            "DOCTYPE",
        ),
        (lambda: rewritten({"word/document.xml": b"<w:document"}), "document Word valable"),
    ],
    ids=[
        "empty", "text", "doc", "cut", "docm", "macros", "dotx", "xlsx", "bomb", "many",
        "doctype", "xml",
    ],
)  # fmt: skip
def test_what_is_not_a_plain_word_file_is_refused(
    tmp_path: Path, landes: Scheme, make: object, said: str
) -> None:
    assert callable(make)
    (tmp_path / "modele.docx").write_bytes(make())
    heard = refusal(tmp_path / "modele.docx", landes)
    assert heard.startswith("modele.docx : ")
    assert said in heard


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, landes: Scheme) -> None:
    assert "ne peut pas être lu" in refusal(tmp_path / "absent.docx", landes)
    assert "ne peut pas être lu" in refusal(tmp_path, landes)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, landes: Scheme) -> None:
    with (tmp_path / "gros.docx").open("wb") as opened_file:
        opened_file.truncate(21 * 1024 * 1024)
    assert "dépasse 20 Mo" in refusal(tmp_path / "gros.docx", landes)
