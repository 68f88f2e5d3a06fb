"""People who left and channels archived: the coordinators read of it, nothing is dropped."""

import time
from collections.abc import Iterator

import pytest

from schemes.scheme import Scheme
from storage import envois, personnes
from storage.store import Store
from tests.conversations.dialogue import Writer
from tests.conversations.office import Office, office_of
from tests.conversations.reading import shown

CAP = "Atteindre le cap"


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, landes_scheme) as office:
        yield office


def after(office: Office, instant: str) -> None:
    """Make a round, then wait until what it owes is sent or given up."""
    office.at(instant)
    while True:
        with office.store.read() as session:
            if envois.backlog(session).waiting == 0:
                return
        time.sleep(0.01)


def test_a_pilote_who_left_is_told_to_the_coordination_and_may_come_back(office: Office) -> None:
    reader = Writer(office.workspace, "paul")
    paul = reader.person
    office.workspace.deactivate(paul)
    after(office, "2027-10-04T09:00")
    after(office, "2027-10-04T09:01")
    said = shown(office.channel_reads("Des messages n'ont pas pu être remis"))
    assert "1 message : son compte est désactivé" in said.replace("\u00a0", " ")
    assert f"<@{paul.id}>" in said
    assert "pas moi 12" in said.replace("\u00a0", " ")
    after(office, "2027-12-01T09:00")
    climbed = shown(office.channel_reads("Échéances à suivre – 1er décembre 2027"))
    assert CAP in climbed
    assert f"aucun message n'atteint plus <@{paul.id}>" in climbed
    office.workspace.deactivate(paul, deactivated=False)
    after(office, "2027-12-24T09:00")
    reader.reads("Vos échéances – 24 décembre 2027")
    after(office, "2028-01-03T09:00")
    assert CAP not in shown(office.channel_reads("Échéances à suivre – 3 janvier 2028"))


def test_the_coordinations_own_channel_archived_is_told_to_who_has_the_role(
    office: Office,
) -> None:
    alice, paul = Writer(office.workspace, "alice"), office.workspace.person("paul")
    with office.store.write() as session:
        personnes.register(session, alice.person.id)
        personnes.give(session, alice.person.id, "coordinateur")
    office.workspace.archive(office.channel)
    office.workspace.deactivate(paul)
    after(office, "2027-10-04T09:00")
    after(office, "2027-10-04T09:01")
    after(office, "2027-10-04T09:02")
    said = alice.reads("Des messages n'ont pas pu être remis").replace("\u00a0", " ")
    assert "Canal de la coordination" in said
    assert "il est archivé" in said
    assert f"<@{paul.id}> – 1 message : son compte est désactivé" in said
    office.workspace.archive(office.channel, archived=False)
    after(office, "2027-10-11T09:00")
    office.channel_reads("Ce canal est de retour")
    after(office, "2027-10-18T09:00")
    office.channel_reads("Semaine du 18 octobre 2027")
