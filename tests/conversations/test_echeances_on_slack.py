"""Échéances on Slack, with a clock of their own: digests, menus, windows, channels."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import application, outgoing
from bot.connections import Socket
from bot.manifest import manifest
from bot.outbox import Outbox
from bot.replies import Replies
from bot.rounds import Rounds
from schemes.scheme import Scheme
from storage import echeances
from storage.echeances_tables import EcheanceSuivie, ReponseEcheance
from storage.store import Store
from storage.tables import Envoi
from tests.conversations.conftest import settings_for
from tests.conversations.dialogue import Message, Writer, elements
from tests.conversations.reading import shown
from tests.postgres import new_postgres_database
from workflows.assistant import Assistant
from workflows.canaux import Canaux
from workflows.clock import PARIS, paris_day
from workspace import Workspace

BUYING = "Direction de la Commande publique"
INSTALLED = "2027-09-20T10:00"
CAP = "Atteindre le cap"
ROAD = "feuille de route annuelle"


class Clock:
    """Gives the instant that it was set to, said as it is in Paris."""

    def __init__(self, said: str) -> None:
        self.set(said)

    def set(self, said: str) -> None:
        self.instant = datetime.fromisoformat(said).replace(tzinfo=PARIS).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.instant


class Office:
    """The bot of Landes at work, its rounds made when told, its coordinators in a channel."""

    def __init__(self, workspace: Workspace, store: Store, scheme: Scheme, outbox: Outbox) -> None:
        self.workspace = workspace
        self.store = store
        self.scheme = scheme
        self.clock = Clock(INSTALLED)
        self.channel = workspace.private_channel
        self.assistant = Assistant(
            scheme,
            store,
            today=lambda: paris_day(self.clock()),
            canaux=Canaux(coordination=self.channel),
        )
        self.outbox = outbox
        self.rounds = self.worker()

    def worker(self) -> Rounds:
        """A process that makes rounds."""
        return Rounds(lambda: self.assistant, self.outbox, self.clock)

    def opens(self) -> None:
        """Follow the scheme, then match the direction of purchases to Paul."""
        self.rounds.make()
        self.answered_by(BUYING, self.workspace.person("paul").id)

    def answered_by(self, pilote: str, *people: str) -> None:
        """Match people to a pilote as the document prints it."""
        with self.store.write() as session:
            echeances.match(session, self.scheme.id, pilote, people)

    def at(self, said: str) -> None:
        """Make a round at an instant."""
        self.clock.set(said)
        self.rounds.make()

    def row(self, words: str) -> EcheanceSuivie:
        """The échéance of 2027 whose words these are."""
        with self.store.read() as session:
            rows = echeances.followed(session, self.scheme.id)
        [found] = [
            row
            for row in rows
            if words in f"{row.nom} : {row.objet}" and row.prevue_le == date(2027, 12, 31)
        ]
        return found

    def channel_reads(self, words: str) -> Message:
        """The next message of the coordinators' channel that holds some words."""
        found = self.workspace.feed.wait_for(
            lambda entry: (
                entry.by_app
                and entry.body.get("channel") == self.channel
                and words in shown(entry.body)
            ),
            10,
        )
        assert found, self.workspace.messages(self.channel)
        return found.body

    def answers(self) -> list[ReponseEcheance]:
        with self.store.read() as session:
            return list(session.exec(select(ReponseEcheance).order_by(col(ReponseEcheance.id))))

    def digests(self) -> list[str]:
        """The keys of the digests owed, without their updates."""
        with self.store.read() as session:
            return sorted(
                session.exec(
                    select(Envoi.cle).where(
                        col(Envoi.cle).startswith("rappel:"), col(Envoi.remplace).is_(None)
                    )
                )
            )


@pytest.fixture
def office(sqlite_store: Store, landes_scheme: Scheme) -> Iterator[Office]:
    with ExitStack() as opened:
        workspace = opened.enter_context(Workspace.start(manifest=manifest()))
        settings = settings_for(workspace)
        outbox = opened.enter_context(outgoing(settings, sqlite_store))
        office = Office(workspace, sqlite_store, landes_scheme, outbox)
        replies = Replies(lambda: office.assistant)
        socket = Socket(application(settings, replies, outbox, office.clock), settings)
        socket.open()
        opened.callback(socket.close)
        workspace.wait_for_bot()
        office.opens()
        yield office


@pytest.fixture
def paul(office: Office) -> Writer:
    """The pilote of what buying answers for, who has just read his digest."""
    paul = Writer(office.workspace, "paul")
    office.at("2027-10-04T09:00")
    assert "Vos échéances – 4 octobre 2027" in paul.reads(CAP)
    return paul


def picks(writer: Writer, office: Office, words: str, label: str) -> None:
    writer.picks(label, menu=f"Répondre au n° {office.row(words).numero}")


def window(writer: Writer) -> dict[str, Any]:
    return writer.person.wait_for_view()


def becomes(writer: Writer, *words: str) -> Message:
    """The message read last, once an update of it holds these words."""
    ts = writer.message["ts"]
    return writer.person.wait_for(
        lambda message: message.get("ts") == ts and all(w in shown(message) for w in words)
    )


def offered(message: Message) -> set[str]:
    """What the menus of a message answer."""
    menus = (e for e in elements(message) if e["type"] == "static_select")
    return {menu["placeholder"]["text"].replace("\u00a0", " ") for menu in menus}


def test_nothing_leaves_before_the_office_opens_then_one_digest(office: Office) -> None:
    paul = Writer(office.workspace, "paul")
    office.at("2027-10-03T10:00")
    office.at("2027-10-04T08:59")
    assert office.digests() == []
    office.at("2027-10-04T09:00")
    assert "Vos échéances – 4 octobre 2027" in paul.reads(CAP)
    office.at("2027-10-04T09:01")
    office.at("2027-10-05T09:00")
    assert [key for key in office.digests() if paul.person.id in key] == [
        f"rappel:{paul.person.id}:2027-10-04"
    ]


def test_done_by_the_menu_the_digest_says_so_and_offers_it_no_more(
    office: Office, paul: Writer
) -> None:
    done = f"Répondre au n° {office.row(CAP).numero}"
    assert done in offered(paul.message)
    picks(paul, office, CAP, "Fait")
    message = becomes(paul, "– fait par")
    assert done not in offered(message)
    assert f"Répondre au n° {office.row(ROAD).numero}" in offered(message)
    assert "Plus aucun rappel" in paul.reads("C'est noté")
    assert office.row(CAP).etat == "faite"


def test_under_way_by_the_window(office: Office, paul: Writer) -> None:
    picks(paul, office, CAP, "En cours…")
    paul.person.submit(window(paul), {"texte": "40 % : trois lots sur sept"})
    assert "40 %" in shown(window(paul))
    becomes(paul, "– 40 % –", "« trois lots sur sept »")
    assert (office.row(CAP).etat, office.row(CAP).avancement) == ("ouverte", 40)


def test_a_bad_date_is_refused_in_the_window_which_then_takes_a_good_one(
    office: Office, paul: Writer
) -> None:
    picks(paul, office, CAP, "Reporter…")
    asked = window(paul)
    for wrong, said in (
        ("31/02/2028 : congés", "n'existe pas"),
        ("30 juin 2028", "demande une raison"),
        ("30 juin 2028", "demande une raison"),
    ):
        assert said in paul.person.submit(asked, {"texte": wrong})["texte"]
    assert office.answers() == []
    assert paul.person.submit(asked, {"texte": "30 juin 2028 : marché infructueux"}) == {}
    assert "Elle est attendue pour le 30 juin 2028." in shown(window(paul))
    becomes(paul, "Pour le 30 juin 2028")
    assert office.row(CAP).reportee_au == date(2028, 6, 30)


def test_it_is_not_theirs_by_the_window(office: Office, paul: Writer) -> None:
    alice = Writer(office.workspace, "alice")
    office.answered_by("Référent égalité femmes-hommes", alice.person.id)
    picks(paul, office, CAP, "Ce n'est pas moi…")
    paul.person.submit(window(paul), {"texte": "Référent égalité femmes-hommes"})
    said = shown(window(paul))
    assert "Elle revient à" in said
    assert f"<@{alice.person.id}>" in said
    office.at("2027-10-05T09:00")
    assert CAP in alice.reads("Vos échéances – 5 octobre 2027")


def test_without_a_pilote_the_coordinators_channel_reads_it_and_why(office: Office) -> None:
    office.answered_by(BUYING)
    office.at("2027-10-04T09:00")
    said = shown(office.channel_reads("Échéances à suivre – 4 octobre 2027"))
    assert f"pilote sans personne associée : {BUYING}" in said
    assert CAP in said
    assert office.digests() == [f"rappel:{office.channel}:2027-10-04"]


def test_three_weeks_off_make_one_digest_a_person(office: Office, paul: Writer) -> None:
    office.at("2027-10-25T11:00")
    office.at("2027-10-25T11:01")
    office.at("2028-01-03T11:00")
    office.at("2028-01-03T11:01")
    read = paul.reads("Vos échéances – 3 janvier 2028")
    assert "Pour le 31 décembre 2027 (il y a 3 jours)" in read
    mine = [key for key in office.digests() if paul.person.id in key]
    assert len(mine) == len(set(mine))
    assert [key for key in mine if "2028" in key] == [f"rappel:{paul.person.id}:2028-01-03"]
    keys = [key.split(":", 1)[1] for key in office.digests()]
    assert len(keys) == len(set(keys))


def test_a_list_asked_for_has_menus_that_answer(office: Office, paul: Writer) -> None:
    paul.commands("echeances")
    assert "Vos échéances" in paul.reads(CAP)
    picks(paul, office, CAP, "Fait")
    assert "Plus aucun rappel" in paul.reads("C'est noté")
    assert office.row(CAP).etat == "faite"


def test_a_click_delivered_three_times_counts_once(office: Office, paul: Writer) -> None:
    picks(paul, office, CAP, "Fait")
    office.workspace.deliver_again(2)
    paul.reads("C'est noté")
    assert [answer.type for answer in office.answers()] == ["fait"]
    with office.store.read() as session:
        said = session.exec(select(Envoi).where(col(Envoi.cle).startswith("mot:"))).all()
    assert len(said) == 1


def test_a_menu_is_refused_to_whom_it_does_not_concern(office: Office, paul: Writer) -> None:
    alice = Writer(office.workspace, "alice")
    alice.commands("échéances 2027")
    alice.reads("Échéances 2027")
    picks(alice, office, CAP, "Fait")
    assert "pas parmi les personnes" in alice.reads("Rien n'a changé")
    assert office.answers() == []


def test_two_workers_at_once_on_postgresql_make_one_digest(
    postgres_server: str, landes_scheme: Scheme
) -> None:
    with ExitStack() as opened:
        workspace = opened.enter_context(Workspace.start(manifest=manifest()))
        store = opened.enter_context(Store(new_postgres_database(postgres_server)))
        outbox = opened.enter_context(outgoing(settings_for(workspace), store))
        office = Office(workspace, store, landes_scheme, outbox)
        office.opens()
        office.clock.set("2027-10-04T09:00")
        paul = Writer(workspace, "paul")
        workers = [office.worker() for _ in range(2)]
        with ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(worker.make) for worker in workers]:
                done.result(60)
        paul.reads("Vos échéances – 4 octobre 2027")
        assert office.digests() == [f"rappel:{paul.person.id}:2027-10-04"]
        outbox.deliver_due()
        assert paul.reads_nothing()
