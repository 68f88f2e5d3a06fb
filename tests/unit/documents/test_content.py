"""What the documents say, read back, for the five schemes."""

import re
from dataclasses import fields as parts_of
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import html

from bot.documents import shipped as ours
from bot.documents.fields import Fields, Ligne, Regle, Volet
from bot.documents.page import to_html
from bot.documents.template import FILTERS
from bot.documents.word import to_docx
from bot.french import unbroken
from schemes.loader import paths, shipped
from tests.unit.documents.produced import Produced, opened, page, word
from workflows.fiche.exemple import emptiest, fullest
from workflows.fiche.results import Recapitulatif

REPEATED = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
PRODUCERS = {"docx": word, "html": page}


@pytest.fixture(scope="module", params=list(paths()))
def recap(request: pytest.FixtureRequest) -> Recapitulatif:
    return fullest(shipped(request.param))


@pytest.fixture(params=PRODUCERS)
def produced(request: pytest.FixtureRequest, recap: Recapitulatif) -> Produced:
    return PRODUCERS[request.param](recap)


def spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_example_asks_everything(recap: Recapitulatif) -> None:
    fiche = shipped(recap.scheme).fiche
    asked = {ligne.question for volet in recap.volets for ligne in volet.lignes}
    assert asked == {question.id for question in fiche.questions}
    assert [regle.message for regle in recap.regles] == [regle.message for regle in fiche.regles]
    assert any(ligne.valeur is None for volet in recap.volets for ligne in volet.lignes)


def test_every_answer_is_beside_its_question_in_its_volet(
    recap: Recapitulatif, produced: Produced
) -> None:
    for volet in recap.volets:
        header, *rows = produced.tables[unbroken(volet.titre)]
        assert header == ["Question", "Réponse"]
        said = [[spaces(question), answer] for question, answer in rows]
        assert said == [
            [spaces(ligne.libelle), ligne.valeur or "Question passée"] for ligne in volet.lignes
        ]


def test_every_rule_has_its_level_and_its_origin(recap: Recapitulatif, produced: Produced) -> None:
    header, *rows = produced.tables["Ce que dit le schéma"]
    assert header == ["Niveau", "Message", "Origine"]
    assert len(rows) == len(recap.regles)
    levels = {"blocage": "À corriger", "alerte": "Alerte", "conseil": "Conseil"}
    for (niveau, message, origine), regle in zip(rows, recap.regles, strict=True):
        assert niveau == levels[regle.niveau]
        assert spaces(message) == spaces(regle.message)
        assert spaces(regle.noeud or "").casefold() in spaces(origine).casefold()
        assert spaces(regle.source) in spaces(origine)


def test_headings_go_down_one_by_one(recap: Recapitulatif, produced: Produced) -> None:
    (level, title), *others = produced.headings
    assert level == 1
    assert spaces(title) == f"{recap.fiche} n° 1"
    assert {level for level, _ in others} == {2}
    titles = [unbroken(volet.titre) for volet in recap.volets]
    assert [heading for _, heading in others] == [*titles, "Ce que dit le schéma"]


def test_who_and_when_are_said(recap: Recapitulatif, produced: Produced) -> None:
    text = spaces(produced.text)
    for said in (spaces(recap.titre_schema), "brouillon", "acheteur", "5 janvier 2026"):
        assert said in text


@pytest.mark.parametrize("kind", PRODUCERS)
def test_an_empty_draft_says_what_remains(kind: str) -> None:
    recap = emptiest(shipped("landes"))
    found = PRODUCERS[kind](recap)
    assert found.tables == {}
    assert [heading for _, heading in found.headings][1:] == ["Questions sans réponse"]
    for libelle in recap.restantes:
        assert unbroken(libelle) in found.text


@pytest.mark.parametrize("kind", PRODUCERS)
def test_french_spaces_do_not_break(kind: str, recap: Recapitulatif) -> None:
    found = PRODUCERS[kind](recap)
    *volets, regles = found.tables.values()
    questions = [row[0] for table in volets for row in table]
    rules = [text for row in regles for text in row]
    headings = [heading for _, heading in found.headings]
    said = "\n".join([*questions, *rules, *headings])
    assert "\u00a0?" in said
    assert not re.search(r" [?!:;»%€]|« |n° |[0-9] [0-9]{3}\b", said)


def test_word_knows_the_language_the_title_and_the_headers_of_tables(recap: Recapitulatif) -> None:
    document = opened(to_docx(recap))
    properties = document.core_properties
    assert properties.language == "fr-FR"
    assert spaces(properties.title) == f"{recap.fiche} n° 1 : Une réponse courte"
    assert properties.author == "acheteur"
    assert (properties.created.year, properties.created.month) == (2026, 1)
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}
    for table in document.tables:
        assert table.style is not None
        assert table.style.name == "Tableau de la fiche"
        repeated = [row._tr.find(REPEATED) is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(repeated) - 1)
    assert document.sections[0].header.paragraphs[0].text == recap.collectivite


def test_the_page_is_accessible_and_fetches_nothing(recap: Recapitulatif) -> None:
    root = html.document_fromstring(to_html(recap))
    assert root.get("lang") == "fr"
    assert spaces(root.findtext("head/title")).startswith(f"{recap.fiche} n° 1")
    assert [len(root.findall(f".//{name}")) for name in ("header", "main", "footer")] == [1, 1, 1]
    for table in root.iter("table"):
        columns, *rows = table.iter("tr")
        assert {cell.get("scope") for cell in columns} == {"col"}
        assert [row[0].get("scope") for row in rows] == ["row"] * len(rows)
    assert not root.xpath("//script | //link | //img | //iframe | //@src | //@href | //@style")
    assert "url(" not in to_html(recap)
    assert "@import" not in to_html(recap)


def test_the_guide_lists_every_field_and_filter() -> None:
    guide = Path("docs/fiche.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z_.]+)` \|", guide.split("| champ |")[1], re.MULTILINE)
    kinds = {"": Fields, "volet.": Volet, "ligne.": Ligne, "regle.": Regle}
    known = [f"{prefix}{part.name}" for prefix, kind in kinds.items() for part in parts_of(kind)]
    assert sorted(listed) == sorted(known)
    said = re.search(r"Les filtres permis : (.*?)\. ", guide)
    assert said is not None
    assert re.findall(r"`(\w+)`", said[1]) == list(FILTERS)


def test_the_shipped_template_is_what_the_authority_receives() -> None:
    document = opened(ours.template())
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "{%p for volet in volets %}" in text
    assert [row.cells[0].text for row in document.tables[0].rows] == [
        "Question",
        "{%tr for ligne in volet.lignes %}",
        "{{ ligne.libelle }}",
        "{%tr endfor %}",
    ]
