"""A pilote says on the page that something is done, with a file as proof."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from schemes.scheme import Scheme
from storage.store import Store
from tests.browser.conftest import seen_by
from tests.conversations.office import Office, office_of

CAP = "Atteindre le cap"
NAME = "Délibération du 3 mars.pdf"
PDF: FilePayload = {"name": NAME, "mimeType": "application/pdf", "buffer": b"%PDF"}


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, landes_scheme) as office:
        office.at("2027-10-04T09:00")
        yield office


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """Paul's direct message with the bot."""
    with seen_by("paul", browser, office.workspace) as opened:
        yield opened


def test_done_with_a_file_chosen_in_the_window(
    page: Page, office: Office, screenshots: Path
) -> None:
    numero = office.row(CAP).numero
    page.get_by_role("combobox", name=f"Répondre au n° {numero}").click()
    page.get_by_role("option", name="Fait, avec une preuve…").click()
    window = page.get_by_role("dialog")
    window.get_by_label("Votre mot", exact=False).fill("voté à l'unanimité")
    window.get_by_label("Un fichier qui le prouve", exact=False).set_input_files(PDF)
    expect(window.get_by_role("listitem")).to_have_text(NAME)
    page.screenshot(path=screenshots / "piece-fenetre.png")
    window.get_by_role("button", name="Envoyer").click()
    expect(window.get_by_role("link", name=NAME)).to_be_visible()
    window.get_by_role("button", name="Fermer").last.click()
    digest = page.get_by_role("article").filter(has_text="Vos échéances")
    expect(digest.get_by_role("link", name=NAME)).to_be_visible()
    page.screenshot(path=screenshots / "piece-resume.png")
    [answer] = office.answers()
    assert answer.mot == "voté à l'unanimité"


def test_a_file_dropped_with_words(page: Page, office: Office, screenshots: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(PDF)
    expect(page.get_by_role("button", name=f"Retirer {NAME}")).to_be_visible()
    field = page.get_by_label("Écrire à", exact=False).last
    field.fill("voici la délibération")
    field.press("Enter")
    last = page.get_by_role("article").last
    expect(last).to_contain_text("Ce fichier n'est joint à rien")
    page.locator("input[type=file]").first.set_input_files(PDF)
    field.fill(f"fait {office.row(CAP).numero} : délibération")
    field.press("Enter")
    expect(last.get_by_role("link", name=NAME)).to_be_visible()
    expect(last).to_contain_text("C'est noté")
    page.screenshot(path=screenshots / "piece-message.png")
