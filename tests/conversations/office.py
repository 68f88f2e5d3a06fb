"""The bot at work on échéances, with a clock of its own and rounds made when told."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime

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
from workflows.assistant import Assistant
from workflows.canaux import Canaux
from workflows.clock import PARIS, paris_day
from workflows.echeances.occurrences import value_key
from workspace import Workspace

BUYING = "Direction de la Commande publique"
INSTALLED = "2027-09-20T10:00"


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

    def value(self, indicateur: str, annee: int) -> EcheanceSuivie:
        """The échéance of a value to enter."""
        with self.store.read() as session:
            found = echeances.keyed(session, self.scheme.id, value_key(indicateur, annee))
        assert found
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


@contextmanager
def office_of(store: Store, scheme: Scheme) -> Iterator[Office]:
    """The bot by Socket Mode in a workspace, its scheme followed, Paul matched."""
    with ExitStack() as opened:
        workspace = opened.enter_context(Workspace.start(manifest=manifest()))
        settings = settings_for(workspace)
        outbox = opened.enter_context(outgoing(settings, store))
        office = Office(workspace, store, scheme, outbox)
        replies = Replies(lambda: office.assistant)
        socket = Socket(application(settings, replies, outbox, office.clock), settings)
        socket.open()
        opened.callback(socket.close)
        workspace.wait_for_bot()
        office.opens()
        yield office


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
