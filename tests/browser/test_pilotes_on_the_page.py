"""The coordinator gives people to a pilote, as she sees it on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from schemes.loader import shipped
from storage import echeances
from storage.store import Store
from storage.tables import now
from tests.browser.conftest import seen_by
from tests.conversations.conftest import bot, by_socket
from workflows.roles import donner
from workspace import Workspace

IMMOBILIER = "Direction de l'Immobilier"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Pas-de-Calais, where Claire coordinates and Paul answers for one direction."""
    scheme = shipped("pas-de-calais")
    with bot(scheme.id, by_socket, tmp_path) as running:
        with Store(f"sqlite:///{tmp_path / 'spaser.db'}") as store, store.write() as session:
            for name, role in (("claire", "coordinateur"), ("paul", "pilote")):
                known = running.person(name)
                donner(
                    session,
                    scheme,
                    personne=known.id,
                    nom=known.real_name,
                    role=role,
                    par="Test",
                    now=now(),
                )
            echeances.match(session, scheme.id, IMMOBILIER, [running.person("paul").id])
        yield running


@pytest.fixture
def page(browser: Browser, workspace: Workspace) -> Iterator[Page]:
    """Claire's direct message with the bot."""
    with seen_by("claire", browser, workspace) as opened:
        yield opened


def test_people_are_picked_in_the_window(page: Page, screenshots: Path) -> None:
    field = page.get_by_label("Écrire à", exact=False).last
    field.fill("pilotes")
    field.press("Enter")
    listed = page.get_by_role("article").last
    expect(listed).to_contain_text("10 pilotes sur 11 n'ont personne")
    page.screenshot(path=screenshots / "pilotes-1-liste.png")

    listed.get_by_role("combobox", name="Associer").click()
    page.get_by_role("option", name=f"4. {IMMOBILIER}").click()
    window = page.get_by_role("dialog", name="Associer un pilote")
    expect(window).to_contain_text("Paul Le Goff")
    picker = window.get_by_role("combobox")
    picker.fill("Alice")
    page.get_by_role("option", name="Alice Martin").click()
    page.screenshot(path=screenshots / "pilotes-2-fenetre.png")
    window.get_by_role("button", name="Envoyer").click()

    done = page.get_by_role("dialog", name="C'est noté")
    expect(done).to_contain_text(f"« {IMMOBILIER} » revient à")
    expect(done).to_contain_text("Paul Le Goff")
    expect(done).to_contain_text("Alice Martin")
    page.screenshot(path=screenshots / "pilotes-3-fait.png")
