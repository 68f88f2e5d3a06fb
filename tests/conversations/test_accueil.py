"""The page of a person in the application, by their roles and by what is theirs."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from schemes.loader import shipped
from storage import echeances
from storage.store import Store
from tests.conftest import TODAY
from tests.conversations.conftest import Connect, bot
from tests.conversations.dialogue import Writer, element, elements, option
from tests.conversations.reading import shown
from tests.revue_cast import NOW, known, sent
from workflows.echeances.echeancier import Echeancier
from workflows.echeances.listes import listed
from workflows.echeances.results import EcheanceRepondue
from workflows.echeances.suivi import follow
from workflows.revue.attentes import follow_dossier
from workspace import Workspace

INSTALLED = datetime(2024, 1, 8, 9, tzinfo=UTC)
ILLE_ET_VILAINE = shipped("ille-et-vilaine")
ROLES = {
    "paul": ("pilote",),
    "helene": ("elu",),
    "karim": ("comite", "visa:referent-clauses-sociales"),
    "claire": ("coordinateur",),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'spaser.db'}") as opened:
        yield opened


@pytest.fixture
def workspace(way: Connect, tmp_path: Path, store: Store) -> Iterator[Workspace]:
    """Ille-et-Vilaine, followed since 2024: Paul has three échéances, a dossier waits for visas."""
    with bot(ILLE_ET_VILAINE.id, way, tmp_path) as running:
        with store.write() as session:
            follow(session, ILLE_ET_VILAINE, INSTALLED)
            for name, roles in ROLES.items():
                known(session, running.person(name).id, *roles)
            give_some(session, running.person("claire").id, running.person("paul").id)
            sent(session, ILLE_ET_VILAINE, running.person("alice").id)
        yield running


def give_some(session: Session, coordinator: str, to: str) -> None:
    """Three échéances go to someone, two of them late since."""
    rows = echeances.followed(session, ILLE_ET_VILAINE.id)
    past = [row.numero for row in rows if INSTALLED.date() < (row.due or date.min) < TODAY]
    coming = [row.numero for row in rows if row.due and row.due > TODAY]
    desk = Echeancier(session, ILLE_ET_VILAINE, coordinator, INSTALLED)
    for numero in (*past[:2], coming[0]):
        assert isinstance(desk.pass_on(numero, a_qui=to), EcheanceRepondue)


def home(workspace: Workspace, name: str) -> dict[str, Any]:
    person = workspace.person(name)
    person.open_home()
    return person.wait_for_home()


def offered(page: dict[str, Any]) -> list[str]:
    """The buttons and the menus of a page, in order."""
    words = [found.get("text") or found["placeholder"] for found in elements(page)]
    return [str(word["text"]).replace("\u00a0", " ") for word in words]


def numbers(store: Store, person: str) -> list[int]:
    """The open échéances that were given to someone, the most urgent first."""
    with store.read() as session:
        mine = listed(session, ILLE_ET_VILAINE, personne=person, today=TODAY, filtre="miennes")
    return [line.numero for line in mine.lignes]


def test_a_buyer_reads_of_their_drafts_alone(workspace: Workspace) -> None:
    page = home(workspace, "alice")
    assert offered(page) == ["Nouvelle fiche du besoin"]
    assert "échéances" not in shown(page).lower()


def test_a_pilote_sees_what_is_open_and_what_is_late(workspace: Workspace, store: Store) -> None:
    page = home(workspace, "paul")
    assert "3 ouvertes, dont 2 en retard" in shown(page)
    mine = numbers(store, workspace.person("paul").id)
    assert len(mine) == 3
    menus = [f"Répondre au n° {numero}" for numero in mine]
    assert offered(page) == [*menus, "Tout voir", "Nouvelle fiche du besoin"]
    urgent = shown(page)[shown(page).index("Les plus urgentes") :]
    assert [urgent.index(f"n° {numero} –") for numero in mine] == sorted(
        urgent.index(f"n° {numero} –") for numero in mine
    )
    assert urgent.index("en retard") < urgent.index("dans ")
    paul = Writer(workspace, "paul")
    paul.clicks_at_home("Tout voir")
    assert "n° " in paul.reads("Vos échéances")


def test_an_echeance_is_answered_from_the_page_which_follows(
    workspace: Workspace, store: Store
) -> None:
    page, paul = home(workspace, "paul"), Writer(workspace, "paul")
    first, second, third = numbers(store, paul.person.id)
    picks(paul, page, first, "Fait")
    page = paul.person.wait_for_home(lambda view: "2 ouvertes" in shown(view))
    assert f"n° {first} –" not in shown(page)
    assert "Plus aucun rappel" in paul.reads("C'est noté")
    picks(paul, page, second, "En cours…")
    window = paul.person.wait_for_view()
    assert "de 0 à 100" in paul.person.submit(window, {"texte": "120 %"})["texte"]
    assert paul.person.submit(window, {"texte": "40 % : deux lots sur cinq"}) == {}
    page = paul.person.wait_for_home(lambda view: "– 40 % –" in shown(view))
    assert f"n° {third} –" in shown(page)


def picks(writer: Writer, page: dict[str, Any], numero: int, label: str) -> None:
    """Pick an answer in the menu of an échéance on the page."""
    menu = element(page, "static_select", f"Répondre au n° {numero}")
    writer.person.click(page, action_id=menu["action_id"], value=option(menu, label))


def test_a_holder_of_a_visa_sees_how_many_dossiers_wait(workspace: Workspace, store: Store) -> None:
    page = home(workspace, "karim")
    assert "Dossiers*\n1 vous attend" in shown(page)
    assert offered(page)[1:] == ["Dossiers"]
    karim = Writer(workspace, "karim")
    karim.clicks_at_home("Dossiers")
    karim.reads("Ils vous attendent")
    with store.write() as session:
        sent(session, ILLE_ET_VILAINE, workspace.person("alice").id)
    karim.person.open_home()
    karim.person.wait_for_home(lambda view: "2 vous attendent" in shown(view))


def test_who_coordinates_sees_what_is_late_in_the_scheme(
    workspace: Workspace, store: Store
) -> None:
    with store.read() as session:
        rows = echeances.followed(session, ILLE_ET_VILAINE.id)
        late = sum(
            row.etat == "ouverte" and row.due is not None and row.due < TODAY for row in rows
        )
    page = home(workspace, "claire")
    assert f"En retard dans le schéma*\n{late} échéances" in shown(page)
    assert "aucune ouverte" in shown(page)
    assert re.search(r"Sans personne\*\n[0-9]+ échéances ouvertes", shown(page))
    assert offered(page)[1:] == [
        "Mes échéances",
        "Dossiers",
        "Échéances en retard",
        "Campagne des valeurs",
        "Échéances sans personne",
    ]
    claire = Writer(workspace, "claire")
    claire.clicks_at_home("Échéances en retard")
    claire.reads("Échéances en retard")
    claire.clicks_at_home("Campagne des valeurs")
    assert "0 sur 14" in claire.reads("Campagne 2024")


def test_an_elected_official_asks_for_figures(workspace: Workspace) -> None:
    page = home(workspace, "helene")
    assert offered(page)[1] == "Tableau 2026"
    assert len(offered(page)) == 4
    helene = Writer(workspace, "helene")
    helene.clicks_at_home("Tableau 2026")
    assert "Sans valeur" in helene.reads("Tableau 2026")
    helene.clicks_at_home(offered(page)[2])
    helene.reads(": 2026")


def test_what_waits_in_the_bot_is_on_the_page_with_the_way_to_it(
    workspace: Workspace, store: Store
) -> None:
    karim = Writer(workspace, "karim")
    with store.write() as session:
        numero = sent(session, ILLE_ET_VILAINE, workspace.person("alice").id)
        follow_dossier(session, ILLE_ET_VILAINE, numero, NOW)
    page = home(workspace, "karim")
    assert f"Dossier {numero}, Vélos : donner le visa" in shown(page)
    assert f"Voir le dossier {numero}" in offered(page)
    karim.clicks_at_home(f"Voir le dossier {numero}")
    karim.reads(f"Dossier n° {numero}")
