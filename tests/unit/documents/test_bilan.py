"""The report of a year, as a page and as a Word file: the same words, nothing lost."""

import io
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from bot.documents import bilan_page, bilan_word
from schemes.loader import paths, shipped
from schemes.scheme import Scheme
from storage import valeurs
from storage.store import Store
from tests.conftest import TODAY
from tests.marches import add_marches
from workflows.bilan import Bilan, etablir

CLAUSED = {"montant_centimes": 3_000_000, "clause_sociale": True}
RUDE = "<b>Claire</b> & {{ 7*7 }}\x00"


class Page(HTMLParser):
    """The headings, the cells and the words of a page, and how its drawings are said."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self.words, self.open = "", [""]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append((tag, ""))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if {"style", "svg"} & set(self.open):
            return
        self.words += data
        if {"h1", "h2", "h3"} & set(self.open):
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def report(scheme: Scheme, store: Store, annee: int = 2025) -> Bilan:
    with store.read() as session:
        return etablir(session, scheme, annee, TODAY)


def word_lines(content: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        yield plain(paragraph.text)
    for table in document.tables:
        for row in table.rows:
            yield plain(" | ".join(cell.text for cell in row.cells))


@pytest.mark.parametrize("scheme_id", sorted(paths()))
def test_every_followed_indicator_is_there_once(scheme_id: str, sqlite_store: Store) -> None:
    scheme = shipped(scheme_id)
    followed = [i for i in scheme.indicateurs.values() if i.mode != "publie"]
    bilan = report(scheme, sqlite_store, scheme.periode.debut)
    page = Page(bilan_page.to_html(bilan))
    rows = [row for row in page.rows if row[0] != "Indicateur"]
    assert len(rows) == len(followed)
    assert [level for level, _ in page.headings].count("h1") == 1
    document = Document(io.BytesIO(bilan_word.to_docx(bilan)))
    assert sum(len(table.rows) - 1 for table in document.tables) == len(followed)
    assert document.core_properties.language == "fr-FR"


def test_a_year_in_words(landes_scheme: Scheme, sqlite_store: Store) -> None:
    add_marches(sqlite_store, landes_scheme, 2025, CLAUSED, CLAUSED, {"montant_centimes": 1})
    add_marches(sqlite_store, landes_scheme, 2025, {**CLAUSED, "clause_sociale": None})
    bilan = report(landes_scheme, sqlite_store)
    rows = [[plain(cell) for cell in row] for row in Page(bilan_page.to_html(bilan)).rows]
    expected = [
        "Marchés clausés au-dessus de 25 000 € HT (A1)",
        "100 % calculée, 2 marchés sur 2, 1 marché inconnu",
        "50 % en 2025",
        "cible atteinte",
    ]
    assert expected in rows
    lines = list(word_lines(bilan_word.to_docx(bilan)))
    assert " | ".join(expected) in lines
    assert any(line.startswith("Démarches de sourçage (U1) : compte des") for line in lines)


def test_a_year_outside_the_scheme_is_said_so(landes_scheme: Scheme, sqlite_store: Store) -> None:
    outside = "Hors de la période du schéma : 2031 (le schéma couvre 2023-2029)."
    bilan = report(landes_scheme, sqlite_store, 2031)
    assert outside in plain(Page(bilan_page.to_html(bilan)).words)
    assert outside in word_lines(bilan_word.to_docx(bilan))
    assert "Hors de" not in bilan_page.to_html(report(landes_scheme, sqlite_store))


def test_a_target_in_words_is_not_no_target(sqlite_store: Store) -> None:
    page = Page(bilan_page.to_html(report(shipped("lorient-agglomeration"), sqlite_store)))
    said = {plain(row[0]): plain(row[2]) for row in page.rows}
    reuse = "Achats issus du recyclage, de la réutilisation ou du réemploi"
    assert "« Selon obligations réglementaires »" in said[reuse]
    assert "Pas de cible" in said["Part des marchés réservés"]


def test_charts_are_said_in_words_in_both(landes_scheme: Scheme, sqlite_store: Store) -> None:
    add_marches(sqlite_store, landes_scheme, 2025, CLAUSED)
    bilan = report(landes_scheme, sqlite_store)
    said = "2025 : 100 % (calculée), cible 50 %"
    assert said in plain(bilan_page.to_html(bilan))
    document = Document(io.BytesIO(bilan_word.to_docx(bilan)))
    [chart, *_] = document.inline_shapes
    assert said in plain(chart._inline.docPr.get("descr"))


def test_what_people_typed_stays_words(landes_scheme: Scheme, sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        valeurs.record(
            session,
            scheme="landes",
            indicateur="sourcage",
            annee=2025,
            valeur=Decimal(4),
            origine="saisi",
            auteur=RUDE,
        )
    bilan = report(landes_scheme, sqlite_store)
    said = "saisie, par <b>Claire</b> & {{ 7*7 }}"
    assert said in plain(Page(bilan_page.to_html(bilan)).words)
    assert any(said in line for line in word_lines(bilan_word.to_docx(bilan)))


def test_the_same_drawings_never_share_a_name(landes_scheme: Scheme, sqlite_store: Store) -> None:
    add_marches(sqlite_store, landes_scheme, 2025, {**CLAUSED, "critere_social": False})
    html = bilan_page.to_html(report(landes_scheme, sqlite_store))
    names = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(names) == len(set(names)) > 2


def test_the_page_asks_nothing_from_elsewhere(
    landes_scheme: Scheme, sqlite_store: Store, tmp_path: Path
) -> None:
    add_marches(sqlite_store, landes_scheme, 2025, CLAUSED)
    html = bilan_page.to_html(report(landes_scheme, sqlite_store))
    for link in ("src=", "href=", "url(", "@import"):
        assert link not in html
