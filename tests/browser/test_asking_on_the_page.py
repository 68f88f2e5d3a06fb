"""A person asks on the page, reads the answer, clicks, and shares it with a colleague."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conversations.conftest import bot, by_socket
from workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with bot("landes", by_socket, tmp_path_factory.mktemp("landes")) as running:
        yield running


@pytest.fixture
def page(browser: Browser, workspace: Workspace) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1200, "height": 860})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.set_default_timeout(10_000)
    opened.goto(workspace.url)
    yield opened
    opened.close()
    assert errors == []


def type_in(page: Page, text: str) -> None:
    page.get_by_role("combobox").first.fill(text)
    page.keyboard.press("Enter")


def test_the_question_of_the_elected_official(page: Page, screenshots: Path) -> None:
    type_in(page, "/spaser heures-insertion 2025")
    answer = page.get_by_role("article").last
    expect(answer).to_contain_text("Heures d'insertion contractualisées (A2) : 2025")
    expect(answer).to_contain_text("pas encore de valeur")
    expect(answer).to_contain_text("30 556 heures")
    expect(answer).to_contain_text("49 000 heures en 2026")
    expect(answer).to_contain_text("Direction de la Commande publique")
    expect(answer).to_contain_text("Visible par vous seul")
    page.screenshot(path=screenshots / "question.png")


def test_sharing_shows_it_to_a_colleague(
    page: Page, browser: Browser, workspace: Workspace
) -> None:
    type_in(page, "/spaser heures-insertion 2024")
    expect(page.get_by_role("article").last).to_contain_text("(A2) : 2024")
    page.get_by_role("button", name="Partager dans le canal").last.click()
    expect(page.get_by_role("article").last).to_contain_text("Partagé par")
    colleague = browser.new_page()
    colleague.goto(f"{workspace.url}?as={workspace.person('paul').id}")
    expect(colleague.get_by_role("article").last).to_contain_text("15 278 heures")
    colleague.close()


def test_a_choice_is_clicked_in_a_direct_message(page: Page, screenshots: Path) -> None:
    page.get_by_role("button", name="SPASER", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SPASER")
    type_in(page, "B1")
    page.get_by_role("button", name="Communes engagées").click()
    expect(page.get_by_role("article").last).to_contain_text("20 % en 2027")
    page.screenshot(path=screenshots / "direct-message.png")


@pytest.mark.parametrize("rubbish", ["<img src=x onerror=alert(1)>", "*gras* <!channel>", "😀"])
def test_rubbish_is_shown_as_typed(page: Page, rubbish: str) -> None:
    type_in(page, f"/spaser {rubbish}")
    expect(page.get_by_role("article").last).to_contain_text(f"« {rubbish} »")
    assert page.locator("article img[src=x]").count() == 0
