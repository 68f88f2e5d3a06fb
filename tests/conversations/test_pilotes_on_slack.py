"""Who answers for each pilote, said and picked on Slack, over Socket Mode and signed HTTP."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

import pytest

from bot.blocks.pilotes import listed
from bot.blocks.pilotes import window as window_of
from bot.blocks.writing import FIELD
from bot.manifest import manifest
from schemes.scheme import Scheme
from storage import echeances, journal, personnes
from storage.store import Store
from storage.tables import now
from tests.conftest import TODAY
from tests.conversations.conftest import Connect
from tests.conversations.dialogue import Writer, elements
from tests.conversations.office import BUYING, Office, office_of
from tests.conversations.reading import shown
from workflows.assistant import Assistant
from workflows.echeances.association import PAGE
from workflows.echeances.results import LignePilote, ListePilotes, PiloteChoisi
from workflows.results import Option, Qui
from workflows.roles import donner
from workspace import Workspace
from workspace.block_kit.surfaces import checked_message_blocks, checked_view
from workspace.state.store import BOT_USER_ID

EQUALITY = "Référent égalité femmes-hommes"
EQUALITY_LINE = f"5. {EQUALITY}"


class Landes(NamedTuple):
    """The bot of Landes, where Claire coordinates and Paul has a name."""

    workspace: Workspace
    store: Store

    def writer(self, name: str) -> Writer:
        return Writer(self.workspace, name)

    def id(self, name: str) -> str:
        return self.workspace.person(name).id

    def matched(self, pilote: str = EQUALITY) -> tuple[str, ...]:
        with self.store.read() as session:
            return echeances.people(session, "landes").get(pilote, ())


@pytest.fixture
def landes_office(sqlite_store: Store, landes_scheme: Scheme, way: Connect) -> Iterator[Landes]:
    assistant = Assistant(landes_scheme, sqlite_store, today=lambda: TODAY)
    with ExitStack() as opened:
        workspace = opened.enter_context(Workspace.start(manifest=manifest()))
        coordinate(workspace, sqlite_store, landes_scheme)
        opened.enter_context(way(workspace, assistant))
        yield Landes(workspace, sqlite_store)


def coordinate(workspace: Workspace, store: Store, scheme: Scheme) -> None:
    """Make Claire the coordinator, and Paul a pilote known by his name."""
    with store.write() as session:
        for name, role in (("claire", "coordinateur"), ("paul", "pilote")):
            person = workspace.person(name)
            donner(
                session,
                scheme,
                personne=person.id,
                nom=person.real_name,
                role=role,
                par="Test",
                now=now(),
            )


def test_said_by_command_with_a_mention_and_a_name(landes_office: Landes) -> None:
    claire = landes_office.writer("claire")
    claire.commands("pilotes")
    listed = claire.reads("10 pilotes sur 10 n'ont personne")
    assert f"n° 5 – {EQUALITY} : 8 échéances ouvertes" in listed
    claire.commands("associer 5 : @alice, Paul Le Goff")
    said = claire.reads("C'est noté")
    alice, paul = landes_office.id("alice"), landes_office.id("paul")
    assert f"« {EQUALITY} » revient à" in said
    assert "Paul Le Goff" in said
    assert f"<@{alice}>" in said
    assert landes_office.matched() == (alice, paul)
    with landes_office.store.read() as session:
        [entry] = journal.about(session, journal.pilote(EQUALITY))
    assert entry.qui == landes_office.id("claire")


def test_said_in_the_direct_message_and_by_mentioning_the_bot(landes_office: Landes) -> None:
    claire = landes_office.writer("claire")
    claire.says_beside(f"associer {EQUALITY} : @alice")
    claire.reads("C'est noté")
    channel = landes_office.workspace.channel
    claire.person.say(channel, f"<@{BOT_USER_ID}> dissocier 5 : @alice")
    assert "n'a plus personne" in claire.reads("C'est noté")
    assert landes_office.matched() == ()


def test_asked_for_on_the_page_of_the_application(landes_office: Landes) -> None:
    claire = landes_office.writer("claire")
    claire.clicks_at_home("Pilotes")
    claire.reads("10 pilotes sur 10 n'ont personne")


def test_a_name_in_part_is_asked_back_by_a_button(landes_office: Landes) -> None:
    claire = landes_office.writer("claire")
    claire.commands("associer 5 : Paul")
    claire.reads("De qui s'agit-il ?")
    assert landes_office.matched() == ()
    claire.clicks(f"Paul Le Goff ({landes_office.id('paul')})")
    claire.reads("C'est noté")
    assert landes_office.matched() == (landes_office.id("paul"),)


@pytest.mark.parametrize("place", ["command", "direct message"])
def test_picked_in_the_window_where_those_matched_are_picked_already(
    landes_office: Landes, place: str
) -> None:
    claire, workspace = landes_office.writer("claire"), landes_office.workspace
    alice, paul = landes_office.id("alice"), landes_office.id("paul")
    claire.commands("associer 5 : @alice")
    claire.reads("C'est noté")
    claire.commands("pilotes") if place == "command" else claire.says_beside("pilotes")
    claire.reads("Avec quelqu'un")
    claire.picks(EQUALITY_LINE, menu="Associer…")
    window = claire.person.wait_for_view()
    assert f"Qui répond de « {EQUALITY} » ?" in window_label(window)
    assert picker(window)["initial_users"] == [alice]
    assert claire.person.submit(window, {FIELD: [alice, paul]}) == {}
    workspace.deliver_again(2)
    assert "Paul Le Goff" in shown(claire.person.wait_for_view())
    assert landes_office.matched() == (alice, paul)
    with landes_office.store.read() as session:
        assert len(journal.about(session, journal.pilote(EQUALITY))) == 2


def test_nobody_picked_parts_everybody(landes_office: Landes) -> None:
    claire = landes_office.writer("claire")
    claire.commands("associer 5 : @alice")
    claire.reads("C'est noté")
    claire.commands("pilotes")
    claire.reads("Avec quelqu'un")
    claire.picks(EQUALITY_LINE, menu="Associer…")
    claire.person.submit(claire.person.wait_for_view(), {FIELD: []})
    assert "n'a plus personne" in shown(claire.person.wait_for_view())
    assert landes_office.matched() == ()


def test_someone_whom_slack_does_not_know_is_kept(landes_office: Landes) -> None:
    with landes_office.store.write() as session:
        personnes.register(session, "nadia", nom="Nadia Roux")
        echeances.match(session, "landes", EQUALITY, ["nadia"])
    claire = landes_office.writer("claire")
    claire.commands("pilotes")
    claire.reads("Nadia Roux")
    claire.picks(EQUALITY_LINE, menu="Associer…")
    window = claire.person.wait_for_view()
    assert "Avec Nadia Roux" in window_label(window)
    claire.person.submit(window, {FIELD: [landes_office.id("paul")]})
    claire.person.wait_for_view()
    assert landes_office.matched() == (landes_office.id("paul"), "nadia")


def test_others_are_told_whom_to_ask_also_in_a_window_left_open(landes_office: Landes) -> None:
    paul = landes_office.writer("paul")
    paul.commands("pilotes")
    assert "Demandez à Claire Dubois." in paul.reads("revient à la coordination")
    claire = landes_office.writer("claire")
    claire.commands("pilotes")
    claire.reads("Sans personne")
    claire.picks(EQUALITY_LINE, menu="Associer…")
    window = claire.person.wait_for_view()
    with landes_office.store.write() as session:
        personnes.withdraw(session, landes_office.id("claire"), "coordinateur")
    refused = claire.person.submit(window, {FIELD: [landes_office.id("paul")]})[FIELD]
    assert "revient à la coordination" in refused
    claire.picks(EQUALITY_LINE, menu="Associer…")
    assert "revient à la coordination" in shown(claire.person.wait_for_view())
    assert landes_office.matched() == ()


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, landes_scheme) as office:
        coordinate(office.workspace, sqlite_store, landes_scheme)
        yield office


def test_the_digest_of_the_channel_leads_to_the_pilotes_then_to_the_person(office: Office) -> None:
    office.answered_by(BUYING)
    office.at("2027-10-04T09:00")
    message = office.channel_reads("pilote sans personne associée")
    claire, alice = Writer(office.workspace, "claire"), Writer(office.workspace, "alice")
    claire.message = message
    claire.clicks("Associer un pilote")
    assert f"n° 1 – {BUYING}" in claire.reads("Les pilotes du document")
    claire.picks(f"1. {BUYING}", menu="Associer…")
    claire.person.submit(claire.person.wait_for_view(), {FIELD: [alice.person.id]})
    claire.person.wait_for_view()
    office.at("2027-12-01T09:00")
    assert "Atteindre le cap" in alice.reads("Vos échéances – 1er décembre 2027")


def test_a_digest_where_each_pilote_has_someone_does_not_offer_it(office: Office) -> None:
    paul = Writer(office.workspace, "paul")
    office.at("2027-10-04T09:00")
    paul.reads("Vos échéances – 4 octobre 2027")
    assert "Associer un pilote" not in str(elements(paul.message))


def test_a_page_and_a_window_are_within_what_slack_accepts() -> None:
    who = {"scheme": "x", "collectivite": "Y"}
    people = tuple(Qui(id=f"U0PERSON{n:02}", nom="Prénom Nom " * 5) for n in range(20))
    lines = tuple(
        LignePilote(numero=n, nom=f"{n} – " + "Direction adjointe " * 6, personnes=(), ouvertes=n)
        for n in range(1, PAGE)
    )
    crowded = LignePilote(numero=PAGE, nom="Service : achats " * 40, personnes=people, ouvertes=0)
    liste = ListePilotes(
        **who,
        total=99,
        sans_personne=98,
        sans_pilote=12,
        page=1,
        lignes=(*lines, crowded),
        suite=Option(libelle="La suite", demande="pilotes 2"),
    )
    said = listed(liste)
    checked_message_blocks(said["blocks"])
    assert f"n° {PAGE} – Service" in shown(said)
    assert "La suite" in shown(said)
    window = window_of(PiloteChoisi(**who, ligne=crowded))
    checked_view(window)
    assert len(picker(window)["initial_users"]) == len(people)


def picker(window: dict[str, Any]) -> dict[str, Any]:
    [block] = window["blocks"]
    found: dict[str, Any] = block["element"]
    return found


def window_label(window: dict[str, Any]) -> str:
    return str(window["blocks"][0]["label"]["text"]).replace("\u00a0", " ")
