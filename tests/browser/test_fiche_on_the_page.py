"""A person writes a whole fiche on the page, in its thread; a screenshot at each volet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from schemes.fiche import Question
from schemes.loader import shipped
from tests.browser.conftest import seen_by
from tests.conversations.conftest import bot, by_socket
from workspace import Workspace

QUESTIONS = shipped("ille-et-vilaine").fiche.questions

WRITTEN = {
    "direction": "Direction des mobilités",
    "objet": "Vélos à assistance électrique pour les agents",
    "besoin-reel": "Les trajets de moins de 5 km se font en voiture, faute d'autre solution.",
    "alternatives-bilan": "La location longue durée coûte plus cher sur quatre ans.",
    "cpv": "34430000-0",
    "montant-estime": "85 k€ HT",
    "duree": "4 ans",
    "strategie-achat": "Un sourçage, deux lots, un critère sur la réparabilité.",
    "motif-non-allotissement": "Un seul fournisseur assure la vente et l'entretien.",
    "sourcage-bilan": "Trois loueurs et un atelier d'insertion de Rennes.",
    "poids-critere-environnemental": "15 %",
    "biodiversite": "passer",
    "heures-insertion": "120 heures",
    "egalite": "passer",
    "numerique-responsable": "Données des trajets conservées un an, sans suivi des personnes.",
    "risques": "Délais de livraison des batteries.",
}
"""What is written where nothing is clicked."""

PICKED = {
    "alternatives": ["Louer", "Partager ou mutualiser"],
    "forme": "Accord-cadre à bons de commande",
}
"""Where the first choice would not be the natural one."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with bot("ille-et-vilaine", by_socket, tmp_path) as running:
        yield running


@pytest.fixture(params=[(1200, 860), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, workspace: Workspace) -> Iterator[Page]:
    """Alice's direct message with the bot, on a desk and on a phone."""
    width, height = request.param
    with seen_by("alice", browser, workspace, width=width, height=height) as opened:
        yield opened


def test_a_whole_fiche(page: Page, screenshots: Path, request: pytest.FixtureRequest) -> None:
    name = "fiche" if "desk" in request.node.name else "fiche-phone"
    field = page.get_by_label("Écrire à", exact=False).last
    field.fill("Je voudrais remplir une nouvelle fiche du besoin")
    field.press("Enter")
    page.screenshot(path=screenshots / f"{name}-debut.png")
    page.get_by_role("button", name="réponse").last.click()
    thread = page.get_by_role("complementary", name="Fil de discussion")
    volet = ""
    while asked := waiting(thread):
        if asked.volet != volet:
            volet = asked.volet
            page.screenshot(path=screenshots / f"{name}-{volet}.png")
        last = thread.get_by_role("article").last
        shown = str(last.get_attribute("data-ts"))
        answer(thread, asked)
        expect(last).not_to_have_attribute("data-ts", shown)
    page.screenshot(path=screenshots / f"{name}-resume.png")
    thread.get_by_role("article").last.get_by_role("button", name="Envoyer").click()
    expect(thread.get_by_role("article").last).to_contain_text("– envoyée")
    page.screenshot(path=screenshots / f"{name}-envoyee.png")


def waiting(thread: Locator) -> Question | None:
    """The question that waits at the end of the thread; None when the recap is there."""
    last = thread.get_by_role("article").last
    expect(last).to_contain_text("Plus tard")
    said = last.inner_text()
    return next((q for q in QUESTIONS if q.libelle in said and "Envoyer" not in said), None)


def answer(thread: Locator, asked: Question) -> None:
    last = thread.get_by_role("article").last
    match asked.type:
        case "oui-non":
            last.get_by_role("button", name="Oui", exact=True).click()
        case "choix":
            label = PICKED.get(asked.id, asked.options[0].libelle)
            last.get_by_role("button", name=str(label), exact=True).click()
        case "choix-multiple":
            for label in PICKED.get(asked.id, [asked.options[0].libelle]):
                last.get_by_role("checkbox", name=label).check()
            last.get_by_role("button", name="Valider ces choix").click()
        case "date":
            last.locator("input[type=date]").fill("2027-03-15")
        case _:
            field = thread.get_by_label("Répondre dans le fil")
            field.fill(WRITTEN[asked.id])
            field.press("Enter")
