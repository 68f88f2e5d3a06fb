"""A dossier from its sending to its decision, as the people who review it see it on the page."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import seen_by
from tests.conversations.conftest import by_socket
from tests.conversations.reviewing import SCHEME, Reader, Reviewed, comite

Opened = Callable[[str, str | None], Page]


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[Reviewed]:
    with comite(f"sqlite:///{tmp_path / 'spaser.db'}", by_socket) as running:
        yield running


@pytest.fixture
def opened(browser: Browser, reviewed: Reviewed) -> Iterator[Opened]:
    """Open the page as someone, in their direct message with the bot or in a channel."""
    with ExitStack() as pages:

        def open_page(name: str, channel: str | None = None) -> Page:
            seen = seen_by(
                name, browser, reviewed.workspace, channel=channel, width=1280, height=1300
            )
            return pages.enter_context(seen)

        yield open_page


def test_from_sending_to_decision(opened: Opened, reviewed: Reviewed, screenshots: Path) -> None:
    def keep(page: Page, step: str) -> None:
        page.screenshot(path=screenshots / f"comite-{step}.png")

    alice, paul, karim = (
        opened("alice", None),
        opened("paul", None),
        opened("karim", reviewed.workspace.private_channel),
    )
    Reader(reviewed.workspace, "alice").commands(f"fiche {reviewed.numero}")
    alice.get_by_role("button", name="réponse").last.click()
    thread = alice.get_by_role("complementary", name="Fil de discussion")
    last(thread).get_by_role("button", name="Envoyer").click()
    expect(last(thread)).to_contain_text("Visas demandés")
    keep(alice, "1-envoi")

    for rank, visa in enumerate(SCHEME.visas):
        asked = paul.get_by_role("article").filter(has_text=f"Visa{visa.qui}Demandé").last
        expect(asked).to_contain_text("Votre visa")
        if rank == 0:
            keep(paul, "2-visa-demande")
            asked.get_by_role("button", name="Visa avec réserve").click()
            write(paul, "Visa avec réserve", "Prévoir la reprise des vélos usagés.")
            keep(paul, "3-visa-donne")
            close(paul)
        else:
            asked.get_by_role("button", name="Visa favorable").click()
        expect(last(thread)).to_contain_text(f"({visa.qui}), par Paul Le Goff")
    expect(paul.get_by_role("button", name="Visa favorable")).to_have_count(0)
    keep(paul, "4-visas-donnes")

    card = karim.get_by_role("article").filter(has_text="Porté par")
    expect(card).to_contain_text("« Prévoir la reprise des vélos usagés. »")
    keep(karim, "5-carte")
    card.get_by_role("button", name="Demander un complément").click()
    write(karim, "Demander un complément", "Combien de vélos ?", keep=keep)
    close(karim)
    expect(card).to_contain_text("en attente de réponse")
    keep(karim, "7-complement-demande")

    expect(last(thread)).to_contain_text("Combien de vélos ?")
    keep(alice, "8-complement-recu")
    last(thread).get_by_role("button", name="Répondre").click()
    write(alice, "Répondre", "Trente, pour six sites.")
    close(alice)
    expect(card).to_contain_text("Alice Martin répond : « Trente, pour six sites. »")

    helene = Reader(reviewed.workspace, "helene")
    helene.sees("Trente, pour six sites.")
    helene.clicks("Avis favorable")
    expect(card).to_contain_text("1 sur 2 nécessaires")
    card.get_by_role("button", name="Avis favorable").click()
    expect(card).to_contain_text("2 sur 2 nécessaires")
    keep(karim, "9-avis")
    card.get_by_role("button", name="Valider").click()
    write(karim, "Valider", "Le besoin est établi, la réparation reste possible.")
    keep(karim, "10-decision")
    close(karim)
    expect(card).to_contain_text("Dernière décision (version 1) : validé, par Karim Benali")
    expect(card.get_by_role("button", name="Valider")).to_have_count(0)
    card.get_by_role("button", name="Son histoire").click()
    story = karim.get_by_role("article").last
    expect(story).to_contain_text("Visible par vous seul")
    expect(story).to_contain_text("Karim Benali a enregistré la décision : validé")
    keep(karim, "11-histoire")
    expect(last(thread)).to_contain_text("Dossier n° 1 : validé")
    keep(alice, "12-decision-recue")


def last(thread: Locator) -> Locator:
    return thread.get_by_role("article").last


def write(
    page: Page, window: str, text: str, keep: Callable[[Page, str], None] | None = None
) -> None:
    """Write in the window that a button has opened, and send it."""
    form = page.get_by_role("dialog", name=window)
    form.get_by_role("textbox").fill(text)
    if keep:
        keep(page, "6-fenetre")
    form.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("dialog", name="C'est noté")).to_contain_text(text)


def close(page: Page) -> None:
    """Close the window that says what was done."""
    page.get_by_role("dialog").get_by_role("button", name="Fermer").last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
