"""Lists and digests of échéances on Slack: a message holds what it shows and what answers it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from bot.blocks.echeances import listed
from schemes.loader import paths, shipped
from schemes.scheme import Scheme
from storage import echeances
from storage.echeances_tables import ReponseEcheance
from storage.store import Store
from tests.conversations.dialogue import Writer, elements
from tests.conversations.office import BUYING, Office, becomes, offered, office_of
from tests.conversations.reading import shown
from tests.revue_cast import known
from workflows.echeances.conversation import reply
from workflows.echeances.paroles import Lister, heard
from workflows.echeances.relances import deliver_due
from workflows.echeances.results import ListeEcheances, Resume
from workflows.echeances.suivi import follow
from workspace.block_kit.surfaces import checked_message_blocks

CAP = "Atteindre le cap"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, landes_scheme) as office:
        yield office


def numbers(message: dict[str, Any]) -> list[int]:
    """The numbers of the lines of a message, in order."""
    return [int(found) for found in re.findall(r"• n° ([0-9]+) –", shown(message))]


def menus(message: dict[str, Any]) -> list[int]:
    """The numbers that the menus of a message answer."""
    return sorted(int(label.rpartition(" ")[2]) for label in offered(message))


def following(message: dict[str, Any]) -> str | None:
    """The words of the button that leads to the rest."""
    labelled = (e for e in elements(message) if e["type"] == "button")
    return next((e["value"] for e in labelled if e["text"]["text"] == "La suite"), None)


def coordinates(office: Office, name: str) -> Writer:
    writer = Writer(office.workspace, name)
    with office.store.write() as session:
        known(session, writer.person.id, "coordinateur")
    return writer


def test_menus_are_for_those_who_may_answer(office: Office) -> None:
    numero = office.row(CAP).numero
    alice, paul = (Writer(office.workspace, name) for name in ("alice", "paul"))
    alice.commands("échéances 2027")
    alice.reads(CAP)
    assert menus(alice.message) == []
    paul.commands("échéances 2027")
    paul.reads(CAP)
    assert numero in menus(paul.message)
    claire = coordinates(office, "claire")
    claire.commands("échéances 2027")
    claire.reads(CAP)
    assert numero in menus(claire.message)


def test_who_passed_it_on_reads_to_whom_and_is_asked_no_more(office: Office) -> None:
    paul, alice = (Writer(office.workspace, name) for name in ("paul", "alice"))
    office.at("2027-10-04T09:00")
    paul.reads("Vos échéances – 4 octobre 2027")
    first = menus(paul.message)
    assert f"« fait {first[0]} »" in shown(paul.message)
    paul.says_beside(f"en cours {first[0]} 40 % : deux lots sur trois")
    becomes(paul, "« deux lots sur trois »")
    paul.says_beside(f"pas moi {first[0]} : @{alice.person.id}")
    passed = becomes(paul, f"confiée à <@{alice.person.id}>")
    assert menus(passed) == first[1:]
    assert f"n° {first[0]} –" in shown(passed)
    assert f"« fait {first[0]} »" not in shown(passed)
    assert f"« fait {first[1]} »" in shown(passed)
    paul.says_beside(f"pas moi {first[1]}")
    left = becomes(paul, "la coordination dira à qui elle revient")
    assert menus(left) == first[2:]
    assert "Associer un pilote" not in shown(left)


def test_a_menu_offered_before_it_went_to_another_is_refused(office: Office) -> None:
    paul = Writer(office.workspace, "paul")
    paul.commands("échéances 2027")
    paul.reads("Échéances 2027")
    alice = office.workspace.person("alice").id
    office.answered_by(BUYING, alice)
    paul.picks("Fait", menu=f"Répondre au n° {office.row(CAP).numero}")
    refused = paul.reads("Rien n'a changé")
    assert "pas parmi les personnes" in refused
    assert f"<@{alice}>" in refused
    assert office.answers() == []


def test_the_rest_of_a_list_is_a_button_away(office: Office) -> None:
    paul = Writer(office.workspace, "paul")
    paul.commands("mes échéances")
    assert "29 échéances : 29 ouvertes. Ici, de la 1re à la 20e." in paul.reads("Vos échéances")
    first = numbers(paul.message)
    assert menus(paul.message) == sorted(first)
    assert "Source : " in shown(paul.message)
    paul.clicks("La suite")
    paul.reads("Ici, de la 21e à la 29e.")
    rest = numbers(paul.message)
    assert menus(paul.message) == sorted(rest)
    assert (len(first), len(rest), len({*first, *rest})) == (20, 9, 29)
    assert following(paul.message) is None


@pytest.mark.parametrize("scheme_id", paths())
def test_every_echeance_is_on_a_page_what_is_open_first(
    sqlite_store: Store, scheme_id: str
) -> None:
    scheme = shipped(scheme_id)
    with sqlite_store.write() as session:
        follow(session, scheme, NOW)
        known(session, "claire", "coordinateur")
        states = {row.numero: row.etat for row in echeances.followed(session, scheme.id)}
    read: list[int] = []
    asked: str | None = "toutes les échéances"
    while asked:
        page = asks(sqlite_store, scheme, asked)
        read += numbers(page)
        assert f"à la {len(read)}e." in shown(page)
        assert "Source : " in shown(page)
        answered = [numero for numero in numbers(page) if states[numero] == "ouverte"]
        assert menus(page) == sorted(answered)
        asked = following(page)
    assert sorted(read) == sorted(states)
    assert [states[numero] for numero in read] == sorted(states.values())  # passed ones last


def test_long_words_are_cut_and_long_files_leave_fewer_lines(
    sqlite_store: Store, landes_scheme: Scheme
) -> None:
    with sqlite_store.write() as session:
        follow(session, landes_scheme, NOW)
        echeances.match(session, "landes", BUYING, ["claire"])
    answer_all(sqlite_store, mot="début " + "mot " * 450 + "fin")
    mine = asks(sqlite_store, landes_scheme, "mes échéances")
    assert len(numbers(mine)) == 20
    assert "« début mot mot" in shown(mine)
    assert "mot … »" in shown(mine)
    assert "fin »" not in shown(mine)
    answer_all(sqlite_store, fichier=f"[délibération](https://exemple.fr/{'d' * 1900})")
    files = asks(sqlite_store, landes_scheme, "mes échéances")
    assert 1 < len(numbers(files)) < 20
    assert menus(files) == sorted(numbers(files))
    assert following(files) == f"mes échéances après les {len(numbers(files))} premières"


def test_a_long_digest_says_where_the_rest_is(sqlite_store: Store) -> None:
    scheme = shipped("ille-et-vilaine")
    with sqlite_store.write() as session:
        follow(session, scheme, datetime(2022, 1, 1, tzinfo=UTC))
        [digest] = deliver_due(
            session, scheme, datetime(2027, 4, 6, 8, tzinfo=UTC), coordinateur="C1"
        )
    message = accepted(digest)
    assert len(numbers(message)) == 20 < len(digest.lignes)
    assert menus(message) == sorted(numbers(message))
    rest = len(digest.lignes) - 20
    assert f"Et {rest} échéances de plus : « échéances sans personne »." in shown(message)


def test_who_coordinates_reads_how_many_have_nobody(office: Office) -> None:
    claire, paul = coordinates(office, "claire"), Writer(office.workspace, "paul")
    office.answered_by(BUYING)
    claire.says_beside("mes échéances")
    said = claire.reads("Aucune échéance ouverte ne vous est confiée.")
    alone = int(re.findall(r"Sans personne : ([0-9]+) échéances ouvertes", said)[0])
    claire.clicks("Sans personne")
    assert f"{alone} échéances" in claire.reads("Échéances sans personne")
    claire.person.open_home()
    page = claire.person.wait_for_home()
    assert f"Sans personne*\n{alone} échéances ouvertes" in shown(page)
    claire.clicks_at_home("Échéances sans personne")
    claire.reads("Échéances sans personne")
    paul.says_beside("mes échéances")
    assert "Sans personne" not in paul.reads("Vos échéances")


def asks(store: Store, scheme: Scheme, text: str) -> dict[str, Any]:
    """What Claire reads for these words."""
    about = heard(text)
    assert isinstance(about, Lister)
    with store.write() as session:
        found = reply(session, scheme, "claire", about, NOW)
    assert isinstance(found, ListeEcheances)
    return accepted(found)


def accepted(liste: ListeEcheances | Resume) -> dict[str, Any]:
    """The message, whole, as Slack accepts it: each title has its lines."""
    blocks = checked_message_blocks(listed(liste)["blocks"]) or []
    assert "ne tient pas" not in str(blocks)
    for title, under in pairwise(blocks):
        if str(title.get("text", {}).get("text")).startswith("*"):
            assert under["text"]["text"].startswith("• ")
    return {"blocks": blocks}


def answer_all(store: Store, **said: Any) -> None:
    """An answer of Claire to each open échéance."""
    with store.write() as session:
        for row in echeances.followed(session, "landes"):
            if row.etat == "ouverte":
                answer = ReponseEcheance(
                    echeance=row.numero, type="en_cours", auteur="claire", donnee_le=NOW, **said
                )
                session.add(answer)
