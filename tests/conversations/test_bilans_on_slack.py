"""The review at the end of a contract on Slack: asked by the rounds, answered in words."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from bot.app import application, outgoing
from bot.connections import Socket
from bot.manifest import manifest
from bot.outbox import Outbox
from bot.replies import Replies
from bot.rounds import Rounds
from schemes.scheme import Scheme
from storage import journal
from storage.store import Store
from storage.tables import Envoi
from tests.conversations.conftest import settings_for
from tests.conversations.dialogue import Writer
from tests.revue_cast import DOINGS, put_in, sent
from tests.statements import statements
from workflows.assistant import Assistant
from workspace import Workspace

LAST_DAY = datetime(2030, 11, 20, 15, 30, tzinfo=UTC)
"""Half past four in Paris, the last day of a contract of 48 months."""
NIGHT = datetime(2030, 11, 20, 23, 30, tzinfo=UTC)
"""The contract has ended, nobody is at work."""
AFTER = datetime(2030, 11, 21, 8, 0, tzinfo=UTC)


def rounds_at(instant: datetime, assistant: Assistant, outbox: Outbox) -> Rounds:
    """The rounds of a process that lives at an instant."""
    return Rounds(lambda: assistant, outbox, lambda: instant)


def test_the_writer_is_asked_once_and_answers(
    sqlite_store: Store, ille_et_vilaine_scheme: Scheme
) -> None:
    scheme, store = ille_et_vilaine_scheme, sqlite_store
    with ExitStack() as opened:
        workspace = opened.enter_context(Workspace.start(manifest=manifest()))
        settings = settings_for(workspace)
        outbox = opened.enter_context(outgoing(settings, store))
        assistant = Assistant(scheme, store)
        socket = Socket(application(settings, Replies(lambda: assistant), outbox), settings)
        socket.open()
        opened.callback(socket.close)
        workspace.wait_for_bot()
        paul = Writer(workspace, "paul")
        with store.write() as session:
            numero = sent(session, scheme, paul.person.id)
            put_in(session, numero, "lance")
            DOINGS["notifier"](session, scheme, numero, paul.person.id)

        for instant in (LAST_DAY, NIGHT, AFTER, AFTER):
            rounds_at(instant, assistant, outbox).make()
            with store.read() as session:
                found = session.exec(select(Envoi.cle).where(col(Envoi.cle).contains(":bilan:")))
                expected = [] if instant != AFTER else [f"revue:{numero}:bilan:{paul.person.id}"]
                assert list(found) == expected
        assert "le bilan de fin de marché" in paul.reads("Titulaire")
        paul.says(f"bilan {numero} : Livré à l'heure.")
        paul.reads("Il reste dans l'histoire du dossier")
        with store.read() as session:
            told = journal.about(session, journal.dossier(numero))[-1]
        assert (told.quoi, told.mots) == ("faire-bilan", "Livré à l'heure.")


def test_contracts_are_read_again_once_a_day_and_not_at_each_round(
    sqlite_store: Store, ille_et_vilaine_scheme: Scheme
) -> None:
    assistant = Assistant(ille_et_vilaine_scheme, sqlite_store)
    instants = [AFTER, AFTER + timedelta(minutes=1), AFTER + timedelta(days=1)]
    with ExitStack() as opened:
        workspace = opened.enter_context(Workspace.start(manifest=manifest()))
        outbox = opened.enter_context(outgoing(settings_for(workspace), sqlite_store))
        rounds = Rounds(lambda: assistant, outbox, iter(instants).__next__)
        read = []
        for _ in instants:
            with statements(sqlite_store) as sent_now:
                rounds.make()
            read.append(any("notifie" in str(one.values) for one in sent_now))
    assert read == [True, False, True]
