"""An elected official asks for the chart of an indicator and sees it on the page."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from schemes.loader import shipped
from storage import valeurs
from storage.store import Store
from tests.browser.conftest import seen_by
from tests.conversations.conftest import bot, by_socket
from workspace import Workspace

ENTERED = {2023: "14200", 2024: "17950", 2025: "31040"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    landes = shipped("landes")
    with bot(landes.id, by_socket, tmp_path) as running:
        with Store(f"sqlite:///{tmp_path / 'spaser.db'}") as store, store.write() as session:
            for annee, valeur in ENTERED.items():
                valeurs.record(
                    session,
                    scheme=landes.id,
                    indicateur="heures-insertion",
                    annee=annee,
                    valeur=Decimal(valeur),
                    origine="saisi",
                    auteur="Claire Martin",
                )
        yield running


@pytest.fixture
def page(browser: Browser, workspace: Workspace) -> Iterator[Page]:
    """Hélène's direct message with the bot."""
    with seen_by("helene", browser, workspace, height=860) as opened:
        yield opened


def test_the_chart_is_seen_and_said(page: Page, screenshots: Path) -> None:
    field = page.get_by_label("Écrire à", exact=False).last
    field.fill("heures d'insertion")
    field.press("Enter")
    page.get_by_role("button", name="Graphique").click()
    image = page.get_by_role("article").last.get_by_role("img", name="2025 : 31")
    expect(image).to_be_visible()
    page.wait_for_function("image => image.complete", arg=image.element_handle())
    assert image.evaluate("image => image.naturalWidth") > 0
    page.get_by_role("link", name="Télécharger").scroll_into_view_if_needed()
    page.screenshot(path=screenshots / "graphique.png")
