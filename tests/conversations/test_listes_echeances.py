"""Lists and digests of échéances on Slack: what each reader may answer."""

from collections.abc import Iterator
from typing import Any

import pytest

from schemes.scheme import Scheme
from storage.store import Store
from tests.conversations.dialogue import Writer
from tests.conversations.office import BUYING, Office, becomes, offered, office_of
from tests.conversations.reading import shown
from tests.revue_cast import known

CAP = "Atteindre le cap"


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, landes_scheme) as office:
        yield office


def menus(message: dict[str, Any]) -> list[int]:
    """The numbers that the menus of a message answer."""
    return sorted(int(label.rpartition(" ")[2]) for label in offered(message))


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
