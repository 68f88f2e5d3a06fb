"""A campaign of values on Slack: by the window alone, by words, and as who coordinates sees it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from schemes.scheme import Scheme
from storage import personnes, valeurs
from storage.store import Store
from tests.conversations.dialogue import Writer, element, elements
from tests.conversations.office import BUYING, Office, office_of
from tests.conversations.reading import shown

SUPPLIES = "Pôle Moyens généraux"
SECOND_HAND, COMPUTERS = "achats-occasion", "duree-vie-informatique"


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    """In January 2028, Paul answers for what supplies enter; 12 second-hand purchases in 2026."""
    with office_of(sqlite_store, landes_scheme) as office:
        office.answered_by(BUYING)
        office.answered_by(SUPPLIES, office.workspace.person("paul").id)
        office.clock.set("2028-01-03T10:00")
        with office.store.write() as session:
            valeurs.record(
                session,
                scheme="landes",
                indicateur=SECOND_HAND,
                annee=2026,
                valeur=Decimal(12),
                origine="saisi",
                auteur="Claire Martin",
                provenance="inventaire",
            )
        yield office


@pytest.fixture
def paul(office: Office) -> Writer:
    return Writer(office.workspace, "paul")


def window(writer: Writer) -> dict[str, Any]:
    return writer.person.wait_for_view()


def field(view: dict[str, Any]) -> str:
    """The block of the text that a window asks for."""
    [found] = [
        str(block["block_id"])
        for block in view["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
    ]
    return found


def enters(writer: Writer, view: dict[str, Any], said: str) -> dict[str, Any]:
    """The window as it is once something was entered in it."""
    assert writer.person.submit(view, {field(view): said}) == {}
    return window(writer)


def kept(office: Office, indicateur: str) -> list[Decimal]:
    with office.store.read() as session:
        rows = valeurs.history(session, "landes", indicateur)
    return [row.valeur for row in rows if row.annee == 2027]


def test_one_window_after_the_other_from_the_digest(office: Office, paul: Writer) -> None:
    office.rounds.make()
    paul.reads("Vos échéances – 3 janvier 2028")
    paul.clicks("Saisir les 4 valeurs de 2027")
    asked = paul.reads("Valeurs 2027 à saisir")
    assert "2026 : 12 achats, d'après : inventaire" in asked
    assert "Le schéma ne fixe pas de cible pour 2027" in asked
    assert "4 valeurs à saisir" in asked
    paul.clicks("Saisir la valeur…")
    first = window(paul)
    assert "2027, en achats (2026 : 12 achats)" in shown(first)
    assert "dix fois plus" in paul.person.submit(first, {field(first): "120"})[field(first)]
    second = enters(paul, first, "120 confirmer : inventaire")
    assert "120 achats" in shown(second)
    assert "Durée de vie du parc informatique interne, 2027" in shown(second)
    assert field(second) != field(first)
    third = enters(paul, second, "passer")
    assert "3 valeurs à saisir" in shown(third)
    [refused] = paul.person.submit(third, {field(third): "huit"}).values()
    assert "n'est pas un nombre" in refused
    fourth = enters(paul, third, "8,5")
    over = shown(enters(paul, fourth, "3 : parc"))
    assert "3 valeurs saisies sur 4" in over
    assert "Durée de vie du parc informatique interne (duree-vie-informatique)" in over
    assert kept(office, SECOND_HAND) == [Decimal(120)]
    assert kept(office, COMPUTERS) == []


def test_by_words_in_the_direct_message(office: Office, paul: Writer) -> None:
    paul.says_beside("campagne 2027")
    paul.reads("Achats d'occasion exigés, 2027")
    paul.says_beside(f"saisir {SECOND_HAND} 2027 14 : relevé")
    said = paul.reads("C'est noté")
    assert "14 achats" in said
    assert "Durée de vie du parc informatique interne, 2027" in said
    paul.clicks("Passer")
    paul.reads("Durée de vie du mobilier interne, 2027")
    paul.clicks("Arrêter")
    assert "1 valeur saisie sur 4" in paul.reads("Campagne 2027")
    paul.says_beside(f"saisir {SECOND_HAND} 2027 15")
    assert "Elle remplace 14 achats" in paul.reads("C'est noté")
    paul.clicks("Voir l'indicateur")
    history = paul.reads("Valeurs 2027 remplacées")
    assert f"14 achats, saisie par <@{paul.person.id}> le" in history
    assert "d'après : relevé" in history


def test_it_is_not_theirs_then_the_next(office: Office, paul: Writer) -> None:
    paul.says_beside("valeurs à saisir 2027")
    paul.reads("Achats d'occasion exigés, 2027")
    paul.clicks("Ce n'est pas moi…")
    view = window(paul)
    assert "La coordination dira à qui" in shown(enters(paul, view, "la direction des sports"))
    paul.says_beside("valeurs à saisir 2027")
    paul.reads("Durée de vie du parc informatique interne, 2027")
    assert kept(office, SECOND_HAND) == []


def test_who_coordinates_sees_how_far_it_is_and_others_whom_to_ask(
    office: Office, paul: Writer
) -> None:
    claire, karim = Writer(office.workspace, "claire"), Writer(office.workspace, "karim")
    with office.store.write() as session:
        personnes.register(session, claire.person.id)
        personnes.give(session, claire.person.id, "coordinateur")
    karim.commands("campagne 2027")
    assert f"<@{claire.person.id}>" in karim.reads("Rien à saisir")
    paul.says_beside(f"saisir {SECOND_HAND} 2027 14")
    paul.reads("C'est noté")
    claire.commands("campagne 2027")
    seen = claire.reads("Campagne 2027")
    assert "1 sur 25" in seen
    assert f"<@{paul.person.id}> : 3 sur 4" in seen
    claire.clicks("Saisir celles qui vous reviennent (21)")
    claire.reads("21 valeurs à saisir")


def test_the_list_of_a_pilote_leads_to_the_campaign(office: Office, paul: Writer) -> None:
    paul.commands("mes échéances")
    paul.reads("Vos échéances")
    assert element(paul.message, "button", "Saisir les 4 valeurs de 2027")
    karim = Writer(office.workspace, "karim")
    karim.commands("toutes les échéances")
    karim.reads("Toutes les échéances")
    labels = [found["text"]["text"] for found in elements(karim.message) if "text" in found]
    assert not any("valeurs" in label for label in labels)
