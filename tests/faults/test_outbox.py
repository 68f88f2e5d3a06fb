"""The outbox while Slack fails: each message received once, in order, or said to be abandoned.

The outbox sends when the test says so and by the test's clock; the rest is real: the Bolt
application, HTTP, the workspace.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from sqlalchemy import update
from structlog.testing import capture_logs

from bot.app import application, outgoing
from bot.connections import HEALTH_PATH, HTTP_PATH, Server
from bot.manifest import manifest
from bot.outbox import LONGEST_DELAY, Outbox
from bot.owed import Sayings
from bot.posting import Content, Poster
from bot.replies import Replies
from storage import envois
from storage.envois import Backlog
from storage.store import Store
from storage.tables import Envoi, now
from tests.conversations.conftest import settings_for
from tests.faults.owing import key_of, owe, received
from workflows.assistant import Assistant
from workspace import ApiFault, Workspace
from workspace.delivery.envelope import NotAcknowledgedError

pytestmark = pytest.mark.filterwarnings(  # urllib leaves the socket of a reset connection
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
)

TIMEOUT = 0.3

# Slack's client leaves the socket of a connection cut short to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

HEAD = "fiche:1:U0ALICE01"
FIRST, SECOND, THIRD = (
    f"{HEAD}:{turn}" for turn in ("1:direction", "2:objet", "3:contrat-existant")
)


class Office:
    """A bot over a store in a workspace, and the hand that sends what it owes."""

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self.workspace = workspace
        self.store = store
        self.settings = settings_for(workspace).model_copy(update={"slack_timeout": TIMEOUT})
        self.alice = workspace.person("alice")
        self.outbox = outgoing(self.settings, store, self.clock)
        self.url = ""
        self._late = timedelta(0)

    def clock(self) -> datetime:
        return now() + self._late

    def wait(self, duration: timedelta = LONGEST_DELAY) -> None:
        self._late += duration

    def send_all(self) -> None:
        """Send, and again later what could not be, until nothing waits."""
        for _ in range(20):
            self.outbox.deliver_due()
            if self.backlog().waiting == 0:
                return
            self.wait()
        raise AssertionError(self.backlog())

    def backlog(self) -> Backlog:
        with self.store.read() as session:
            return envois.backlog(session)

    def begin(self) -> None:
        self.alice.command("/spaser", "fiche", channel=self.workspace.channel)

    def answer(self, text: str) -> None:
        """Alice answers in the thread of her fiche; returns once the bot has heard it.

        Raises NotAcknowledgedError when it has not.
        """
        self.workspace.hold_events(1)
        self.alice.dm(text, thread_ts=self.message(HEAD)["ts"])
        self.workspace.deliver_again(times=1)

    def message(self, key: str) -> dict[str, Any]:
        """A message in Alice's conversation with the bot, as it now is."""
        shown = self.workspace.messages(self.alice.direct_message())
        [found] = [m for m in shown if m.get("metadata") and key_of(m) == key]
        return found


@pytest.fixture
def office(sqlite_store: Store, landes: Assistant) -> Iterator[Office]:
    with Workspace.start(manifest=manifest()) as workspace:
        office = Office(workspace, sqlite_store)
        stopped = outgoing(office.settings, sqlite_store)
        with stopped:
            pass
        app = application(office.settings, Replies(lambda: landes), stopped)
        server = Server(app, office.settings, lambda: landes)
        server.start()
        workspace.set_request_url(server.url)
        office.url = server.url
        yield office
        server.close()


@pytest.mark.parametrize("fault", ApiFault)
def test_a_fiche_is_written_whatever_happens_to_each_call(office: Office, fault: ApiFault) -> None:
    """The first message of a conversation, a message in its thread, the change of a message."""
    office.workspace.fail_calls("chat.postMessage", fault)
    office.begin()
    office.send_all()
    assert received(office.workspace) == [HEAD, FIRST]
    office.workspace.fail_calls("chat.postMessage", fault)
    office.workspace.fail_calls("chat.update", fault)
    office.answer("Direction des routes")
    office.send_all()
    assert received(office.workspace) == [HEAD, FIRST, SECOND]
    assert "Direction des routes" in office.message(FIRST)["text"]
    assert office.message(SECOND)["thread_ts"] == office.message(HEAD)["ts"]


LOOKUPS = {
    HEAD: ("conversations.open", "conversations.history"),
    SECOND: ("conversations.replies",),
}


@pytest.mark.parametrize("fault", ApiFault)
@pytest.mark.parametrize("key", LOOKUPS)
def test_what_may_have_been_sent_stays_doubtful_while_it_cannot_be_looked_for(
    office: Office, key: str, fault: ApiFault
) -> None:
    office.begin()
    if key != HEAD:
        office.send_all()
        office.answer("Direction des routes")
    office.workspace.fail_calls("chat.postMessage", ApiFault.ANSWER_LOST)
    for method in LOOKUPS[key]:
        office.workspace.fail_calls(method, fault, times=2)
    office.send_all()
    sent = received(office.workspace)
    assert key in sent
    assert sent == sorted(set(sent))


def test_what_was_sent_is_found_behind_hundreds_of_messages(office: Office) -> None:
    office.workspace.fail_calls("chat.postMessage", ApiFault.ANSWER_LOST)
    owe(office.store, "a", office.alice.id)
    office.outbox.deliver_due()
    client = WebClient(office.workspace.bot_token, base_url=office.workspace.api_url)
    for number in range(250):
        client.chat_postMessage(channel=office.alice.id, text=f"n° {number}")
    office.send_all()
    assert received(office.workspace) == ["a"]


def test_what_was_sent_is_found_although_our_clock_runs_hours_ahead(office: Office) -> None:
    owe(office.store, "a", office.alice.id)
    with office.store.write() as session:
        session.execute(update(Envoi).values(cree_le=now() + timedelta(hours=6)))
    office.workspace.fail_calls("chat.postMessage", ApiFault.ANSWER_LOST)
    office.send_all()
    assert received(office.workspace) == ["a"]


def test_an_answer_to_a_question_that_nobody_noted_as_sent_is_understood(office: Office) -> None:
    office.begin()
    office.send_all()
    office.answer("Direction des routes")
    office.workspace.fail_calls("chat.postMessage", ApiFault.ANSWER_LOST)
    office.outbox.deliver_due()
    office.workspace.fail_calls("conversations.replies", ApiFault.SERVER_ERROR)
    with pytest.raises(NotAcknowledgedError):
        office.answer("Achat de vélos")
    office.workspace.deliver_again(times=1)
    office.send_all()
    assert received(office.workspace) == [HEAD, FIRST, SECOND, THIRD]
    assert "Achat de vélos" in office.message(SECOND)["text"]


def test_a_rate_limit_is_waited_for_and_delays_nobody_else(office: Office) -> None:
    paul = office.workspace.person("paul")
    office.workspace.ask_to_retry_after(7)
    office.workspace.fail_calls("chat.postMessage", ApiFault.RATE_LIMITED)
    owe(office.store, "a", office.alice.id)
    owe(office.store, "b", office.alice.id)
    owe(office.store, "c", paul.id)
    office.outbox.deliver_due()
    assert received(office.workspace) == ["c"]
    office.wait(timedelta(seconds=6))
    assert office.outbox.deliver_due() == 0
    office.wait(timedelta(seconds=2))
    office.outbox.deliver_due()
    assert received(office.workspace) == ["c", "a", "b"]


def test_who_left_archived_and_public_channels_are_given_up_and_counted(office: Office) -> None:
    paul = office.workspace.person("paul")
    office.workspace.deactivate(paul)
    archived = office.workspace.private_channel
    office.workspace.archive(archived)
    owe(office.store, "a", paul.id)
    owe(office.store, "b", archived)
    owe(office.store, "c", "U0NOBODY1")
    owe(office.store, "d", office.alice.id)
    owe(office.store, "e", office.workspace.channel)
    with capture_logs() as logs:
        office.outbox.deliver_due()
    assert received(office.workspace) == ["d"]
    assert office.backlog() == Backlog(waiting=0, oldest=None, abandoned=4, aside=0)
    told = {(entry["key"], entry["recipient"], entry["reason"]) for entry in logs}
    assert told == {
        ("a", paul.id, "user_disabled"),
        ("b", archived, "is_archived"),
        ("c", "U0NOBODY1", "channel_not_found"),
        ("e", office.workspace.channel, "public_channel"),
    }


def test_nothing_is_lost_while_the_token_is_revoked(office: Office) -> None:
    people = [office.workspace.person(name) for name in ("alice", "paul", "claire")]
    office.workspace.revoke_token()
    for person in people:
        owe(office.store, f"1:{person.id}", person.id)
        owe(office.store, f"2:{person.id}", person.id)
    for _ in range(3):
        assert office.outbox.deliver_due() == 3
        office.wait()
    assert received(office.workspace) == []
    office.workspace.revoke_token(revoked=False)
    office.send_all()
    sent = received(office.workspace)
    assert sorted(sent) == sorted(f"{rank}:{person.id}" for rank in (1, 2) for person in people)
    assert all(sent.index(f"1:{p.id}") < sent.index(f"2:{p.id}") for p in people)


def test_a_message_that_cannot_be_said_blocks_nobody_and_its_words_are_not_logged(
    office: Office,
) -> None:
    owe(office.store, "a", office.alice.id, '{"type": "inconnu", "estimation": "45 000 €"}')
    owe(office.store, "b", office.alice.id)
    with capture_logs() as logs:
        office.outbox.deliver_due()
    assert received(office.workspace) == ["b"]
    assert office.backlog().aside == 1
    assert [(entry["event"], entry["key"]) for entry in logs] == [("message_set_aside", "a")]
    assert "45 000" not in str(logs)


def test_a_worker_that_comes_back_after_its_claim_ran_out_sends_nothing(office: Office) -> None:
    owe(office.store, "a", office.alice.id)

    def asleep(contenu: str) -> Content:
        office.wait()
        office.outbox.deliver_due()
        return Sayings(str, None).render(contenu)

    client = WebClient(office.workspace.bot_token, base_url=office.workspace.api_url)
    slow = Outbox(office.store, Poster(client, asleep, office.clock), office.clock)
    slow.deliver_due()
    assert received(office.workspace) == ["a"]


def test_health_says_what_waits_and_refuses_what_is_late(office: Office) -> None:
    def asked() -> tuple[int, dict[str, Any]]:
        answer = httpx.get(office.url.replace(HTTP_PATH, HEALTH_PATH))
        return answer.status_code, answer.json()

    nothing: dict[str, Any] = {
        "en_attente": 0,
        "plus_ancien_s": None,
        "abandonnes": 0,
        "illisibles": 0,
        "rappel_s": None,
    }
    assert asked() == (200, {"etat": "à l'heure", **nothing})
    owe(office.store, "a", "U0NOBODY1")
    owe(office.store, "b", office.alice.id, "{}")
    office.outbox.deliver_due()
    assert asked() == (200, {"etat": "à l'heure", **nothing, "abandonnes": 1, "illisibles": 1})
    owe(office.store, "c", office.alice.id)
    with office.store.write() as session:
        session.execute(update(Envoi).values(cree_le=now() - timedelta(minutes=20)))
    status, said = asked()
    assert (status, said["etat"], said["en_attente"]) == (503, "en retard", 1)
    assert said["plus_ancien_s"] >= 1200
