"""A campaign of values on Slack: by the window alone, by words, and as who coordinates sees it."""

import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from schemes.scheme import Scheme
from storage import envois, personnes, valeurs
from storage.envois import Place
from storage.store import Store
from tests.conversations.dialogue import Message, Writer, element, elements
from tests.conversations.office import BUYING, Office, becomes, office_of
from tests.conversations.reading import shown

SUPPLIES = "Pôle Moyens généraux"
ASKED = {"Saisir la valeur…", "Passer", "Ce n'est pas moi…", "Arrêter"}
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


def labels(message: Message) -> set[str]:
    """The words of the buttons of a message."""
    found = {part["text"]["text"] for part in elements(message) if part["type"] == "button"}
    return {label.replace("\u00a0", " ") for label in found}


def follows(office: Office, writer: Writer) -> None:
    """Wait until the bot has noted where the message read last is, which it may then change."""
    place = Place(writer.person.direct_message(), writer.message["ts"])
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with office.store.read() as session:
            if envois.thread_at(session, place):
                return
        time.sleep(0.01)
    raise AssertionError(f"nobody noted {place}")


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
    follows(office, paul)
    paul.clicks("Passer")
    passed = becomes(paul, "Durée de vie du mobilier interne, 2027")
    assert "14 achats" in shown(passed)
    paul.message = passed
    paul.clicks("Arrêter")
    stopped = becomes(paul, "1 valeur saisie sur 4")
    assert "14 achats" in shown(stopped)
    assert labels(stopped).isdisjoint(ASKED)
    assert paul.reads_nothing()
    paul.says_beside(f"saisir {SECOND_HAND} 2027 15")
    assert "Elle remplace 14 achats" in paul.reads("C'est noté")
    paul.clicks("Voir l'indicateur")
    history = paul.reads("Valeurs 2027 remplacées")
    assert f"14 achats, saisie par <@{paul.person.id}> le" in history
    assert "d'après : relevé" in history


def test_the_message_that_opened_the_window_follows_what_is_entered_in_it(
    office: Office, paul: Writer
) -> None:
    paul.says_beside("valeurs à saisir 2027")
    paul.reads("4 valeurs à saisir")
    follows(office, paul)
    paul.clicks("Saisir la valeur…")
    second = enters(paul, window(paul), "14 : inventaire")
    paul.message = becomes(paul, "Durée de vie du parc informatique interne, 2027", "3 valeurs")
    assert labels(paul.message) == ASKED
    third = enters(paul, second, "passer")
    becomes(paul, "Durée de vie du mobilier interne, 2027")
    enters(paul, enters(paul, third, "8,5"), "3 : parc")
    over = becomes(paul, "3 valeurs saisies sur 4")
    assert labels(over) == {"Valeurs à saisir 2027"}
    assert paul.reads_nothing()


def test_what_is_passed_or_stopped_takes_the_place_of_what_was_asked(
    office: Office, paul: Writer
) -> None:
    paul.says_beside("valeurs à saisir 2027")
    paul.reads("Achats d'occasion exigés, 2027")
    follows(office, paul)
    paul.clicks("Passer")
    paul.message = becomes(paul, "Durée de vie du parc informatique interne, 2027")
    paul.clicks("Arrêter")
    paul.message = becomes(paul, "À reprendre quand vous voulez")
    assert labels(paul.message) == {"Valeurs à saisir 2027"}
    assert paul.reads_nothing()
    paul.clicks("Valeurs à saisir 2027")
    paul.reads("Achats d'occasion exigés, 2027")


def test_an_older_message_says_at_once_what_was_entered_since(office: Office, paul: Writer) -> None:
    paul.says_beside("valeurs à saisir 2027")
    paul.reads("Achats d'occasion exigés, 2027")
    follows(office, paul)
    asked = paul.message
    paul.says_beside(f"saisir {SECOND_HAND} 2027 14 : relevé")
    paul.reads("C'est noté")
    paul.message = asked
    paul.clicks("Ce n'est pas moi…")
    refused = window(paul)
    assert not refused["submit"]
    assert f"{paul.mention} a saisi la valeur" in shown(refused)
    paul.clicks("Saisir la valeur…")
    again = paul.person.wait_for_view(lambda view: bool(view["submit"]))
    assert f"a déjà une valeur : 14 achats, saisie par {paul.mention} le" in shown(again)
    assert "d'après : relevé" in shown(again)
    assert "la remplace" in shown(again)
    assert paul.person.submit(again, {field(again): "15"}) == {}
    becomes(paul, "Durée de vie du parc informatique interne, 2027", "3 valeurs à saisir")
    assert kept(office, SECOND_HAND) == [Decimal(14), Decimal(15)]


def test_a_value_handed_over_since_is_not_asked_for(office: Office, paul: Writer) -> None:
    paul.says_beside("valeurs à saisir 2027")
    paul.reads("Achats d'occasion exigés, 2027")
    office.answered_by(SUPPLIES, office.workspace.person("alice").id)
    paul.clicks("Saisir la valeur…")
    assert f"revient à <@{office.workspace.person('alice').id}>" in shown(window(paul))


def test_it_is_not_theirs_then_the_next(office: Office, paul: Writer) -> None:
    paul.says_beside("valeurs à saisir 2027")
    paul.reads("Achats d'occasion exigés, 2027")
    follows(office, paul)
    paul.clicks("Ce n'est pas moi…")
    view = window(paul)
    assert "La coordination dira à qui" in shown(enters(paul, view, "la direction des sports"))
    becomes(paul, "Durée de vie du parc informatique interne, 2027", "3 valeurs à saisir")
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
