"""A digest on the page: échéances of the scheme beside what waits in the bot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from schemes.scheme import Scheme
from storage.store import Store
from tests.browser.conftest import seen_by
from tests.conversations.office import Office, office_of
from tests.revue_cast import NOW, TO_COMITE, draft, known, sent
from workflows.revue.attentes import follow_dossier


@pytest.fixture
def office(sqlite_store: Store, ille_et_vilaine_scheme: Scheme) -> Iterator[Office]:
    """Paul gives visas, answers for a direction, and left a draft behind."""
    with office_of(sqlite_store, ille_et_vilaine_scheme) as office:
        alice, paul = (office.workspace.person(name).id for name in ("alice", "paul"))
        with office.store.write() as session:
            known(session, alice, "acheteur")
            known(session, paul, *(f"visa:{visa.id}" for visa in office.scheme.visas))
            numero = sent(session, office.scheme, alice, TO_COMITE)
            follow_dossier(session, office.scheme, numero, NOW)
            draft(session, office.scheme, paul, TO_COMITE | {"objet": "Repas des collèges"})
        office.at("2027-12-01T08:00")
        yield office


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """Paul's direct message with the bot."""
    with seen_by("paul", browser, office.workspace, width=1100) as opened:
        yield opened


def test_a_digest_holds_both_and_leads_to_each(
    page: Page, office: Office, screenshots: Path
) -> None:
    office.at("2027-12-01T09:00")
    digest = page.get_by_role("article").filter(has_text="Vos échéances").last
    expect(digest).to_contain_text("donner le visa")
    expect(digest).to_contain_text("Brouillon 2, Repas des collèges")
    page.screenshot(path=screenshots / "resume.png")
    digest.get_by_role("button", name="Voir le dossier 1").click()
    expect(page.get_by_role("article").last).to_contain_text("Visas")
    page.screenshot(path=screenshots / "resume-dossier.png")
