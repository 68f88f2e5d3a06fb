"""The report of a year as a page, in a real browser: on a phone, on a desk, printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from bot.documents.bilan_page import to_html
from schemes.loader import shipped
from storage.store import Store
from tests.browser.test_fiche_page import WIDER
from tests.conftest import TODAY
from tests.marches import add_marches
from workflows.bilan import etablir

ANNEE = 2025

BROKEN = """() => {
  const broken = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest("svg")) continue;
    for (const found of text.data.matchAll(/[\\p{L}\\d,]+(\u00a0\\d{3})*/gu)) {
      const range = document.createRange();
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1) broken.push(found[0]);
    }
  }
  return broken;
}"""
"""The words and the figures that stand on more than one line."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def report(scheme_id: str, store: Store) -> str:
    scheme = shipped(scheme_id)
    add_marches(store, scheme, ANNEE, {"clause_environnementale": True, "montant_centimes": 10**9})
    with store.read() as session:
        return to_html(etablir(session, scheme, ANNEE, TODAY))


@pytest.mark.parametrize("scheme_id", ["landes", "lorient-agglomeration"])
@pytest.mark.parametrize(
    ("width", "media"),
    [(320, "screen"), (375, "screen"), (721, "screen"), (1200, "screen"), (673, "print")],
)
def test_no_word_nor_figure_is_broken(
    page: Page,
    sqlite_store: Store,
    screenshots: Path,
    scheme_id: str,
    width: int,
    media: Literal["screen", "print"],
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media=media)
    page.set_content(report(scheme_id, sqlite_store))
    page.screenshot(path=screenshots / f"bilan-{scheme_id}-{width}.png")
    assert page.evaluate(BROKEN) == []
    assert not page.evaluate(WIDER)


@pytest.mark.parametrize("width", [375, 1200])
def test_each_figure_keeps_its_headers(page: Page, sqlite_store: Store, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(report("lorient-agglomeration", sqlite_store))
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").all_text_contents() == [
        "Indicateur",
        f"Valeur {ANNEE}",
        "Cible",
        "Situation",
    ]
    rows = table.get_by_role("row").count() - 1
    assert table.get_by_role("rowheader").count() == rows > 0
    assert table.get_by_role("cell").count() == 3 * rows
