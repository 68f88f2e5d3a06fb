"""A pilote's page and a campaign of three values, as they are seen and done on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from schemes.scheme import Scheme
from storage import personnes
from storage.store import Store
from tests.browser.conftest import seen_by
from tests.conversations.office import BUYING, Office, office_of
from workflows.saisie import saisir

SUPPLIES = "Pôle Moyens généraux"
ENTERED = {
    "achats-occasion": "12",
    "duree-vie-informatique": "6",
    "vehicules-faible-emission": "30",
}


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    """In April 2028, Paul answers for the values of supplies: three of them wait for 2027."""
    with office_of(sqlite_store, landes_scheme) as office:
        paul = office.workspace.person("paul").id
        office.answered_by(BUYING)
        office.answered_by(SUPPLIES, paul)
        office.clock.set("2028-04-03T10:00")
        known = [(name, 2026, value) for name, value in ENTERED.items()]
        for name, year, value in [*known, ("duree-vie-mobilier", 2027, "12")]:
            saisir(
                office.assistant,
                indicateur=name,
                annee=year,
                valeur=value,
                auteur=paul,
                provenance="inventaire",
            )
        office.rounds.make()
        yield office


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """Paul's direct message with the bot."""
    with seen_by("paul", browser, office.workspace) as opened:
        yield opened


def test_from_the_page_to_the_end_of_the_campaign(
    page: Page, office: Office, screenshots: Path
) -> None:
    def keep(step: str) -> None:
        page.screenshot(path=screenshots / f"campagne-{step}.png")

    page.get_by_role("link", name="Accueil de SPASER").click()
    home = page.locator(".home")
    expect(home).to_contain_text("dont 3 en retard")
    expect(home).to_contain_text("Les plus urgentes")
    keep("1-accueil")
    home.get_by_role("button", name="Saisir les 3 valeurs de 2027").click()
    page.get_by_role("link", name="SPASER", exact=False).first.click()
    asked = page.get_by_role("article").filter(has_text="Valeurs 2027 à saisir")
    expect(asked).to_contain_text("2026 : 12 achats, d'après : inventaire")
    keep("2-premiere-valeur")
    asked.get_by_role("button", name="Saisir la valeur").click()
    window = page.get_by_role("dialog")
    enter(page, "120")
    expect(window).to_contain_text("dix fois plus")
    expect(window.get_by_role("textbox")).to_have_value("120")
    keep("3-ordre-de-grandeur")
    enter(page, "14 : relevé des commandes")
    expect(window).to_contain_text("14 achats")
    expect(window).to_contain_text("2026 : 6 ans")
    expect(window.get_by_role("textbox")).to_have_value("")
    keep("4-la-suivante")
    enter(page, "passer")
    expect(window).to_contain_text("Véhicules alternatifs achetés")
    enter(page, "28 : parc automobile")
    expect(window).to_contain_text("3 valeurs saisies sur 4")
    keep("5-recapitulatif")
    window.get_by_role("button", name="Fermer").last.click()
    expect(window).to_have_count(0)
    field = page.get_by_label("Écrire à", exact=False).last
    field.fill("saisir achats-occasion 2027 15 : relevé corrigé")
    field.press("Enter")
    corrected = page.get_by_role("article").filter(has_text="Elle remplace 14 achats")
    corrected.get_by_role("button", name="Voir l'indicateur").click()
    history = page.get_by_role("article").filter(has_text="Valeurs 2027 remplacées")
    expect(history).to_contain_text("14 achats, saisie par")
    history.scroll_into_view_if_needed()
    keep("6-historique")


def test_who_coordinates_sees_who_has_not_entered_yet(
    browser: Browser, office: Office, screenshots: Path
) -> None:
    claire = office.workspace.person("claire")
    with office.store.write() as session:
        personnes.register(session, claire.id)
        personnes.give(session, claire.id, "coordinateur")
    with seen_by("claire", browser, office.workspace) as page:
        field = page.get_by_label("Écrire à", exact=False).last
        field.fill("campagne 2027")
        field.press("Enter")
        seen = page.get_by_role("article").filter(has_text="Pas encore saisies").last
        expect(seen).to_contain_text("@Paul Le Goff : 3 sur 4")
        seen.scroll_into_view_if_needed()
        page.screenshot(path=screenshots / "campagne-7-coordination.png")


def enter(page: Page, said: str) -> None:
    window = page.get_by_role("dialog")
    window.get_by_role("textbox").fill(said)
    window.get_by_role("button", name="Envoyer").click()
