"""The fiche as a page, in a real browser: read, narrowed, printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.documents.page import to_html
from schemes.loader import shipped
from tests.unit.documents.test_typed import TYPED, typed
from workflows.fiche.exemple import fullest

CONTRAST = """() => {
  const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgb = color => color.match(/[0-9.]+/g).map(Number);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const color = rgb(getComputedStyle(element).backgroundColor);
      if (color.length === 3) return color;
    }
    return [255, 255, 255];
  };
  return [...document.body.querySelectorAll("*")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(behind(e))])
    .map(([a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
}"""
"""The contrast of each text with what is behind it, as WCAG 2.1 computes it."""

WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1000, "height": 1100})
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    opened.close()
    assert asked == []


def test_the_page_of_the_longest_fiche(page: Page, screenshots: Path) -> None:
    page.set_content(to_html(fullest(shipped("lorient-agglomeration"))))
    assert page.get_by_role("heading", level=1).count() == 1
    titles = [heading.inner_text() for heading in page.get_by_role("heading", level=2).all()]
    assert titles[0] == "Identification"
    for title in titles:
        table = page.get_by_role("table", name=title, exact=True)
        assert table.get_by_role("columnheader").count() in (2, 3)
        assert table.get_by_role("rowheader").count() > 0
    page.screenshot(path=screenshots / "fiche.png", full_page=True)
    contrasts = page.evaluate(CONTRAST)
    assert len(contrasts) > 100
    assert min(contrasts) >= 4.5


@pytest.mark.parametrize("width", [1000, 320])
def test_nothing_overflows(page: Page, screenshots: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(to_html(typed(*TYPED, "mot" * 500)))
    assert not page.evaluate(WIDER)
    page.screenshot(path=screenshots / f"fiche-{width}.png")


def test_what_is_typed_is_only_text(page: Page) -> None:
    page.set_content(to_html(typed(*TYPED)))
    assert page.locator("td").all_text_contents()[: len(TYPED)] == list(TYPED)
    assert page.locator("script").count() == 0


def test_printed_a_table_repeats_its_header(page: Page) -> None:
    page.set_content(to_html(typed("une réponse")))
    page.emulate_media(media="print")
    shown = "element => getComputedStyle(element).display"
    assert page.locator("thead").first.evaluate(shown) == "table-header-group"
    assert page.pdf().startswith(b"%PDF")
