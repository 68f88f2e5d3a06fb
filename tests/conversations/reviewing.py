"""A comité at work in the local workspace: who is what, a fiche ready to be sent, its readers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from bot.blocks.writing import FIELD
from bot.manifest import manifest
from schemes.loader import shipped
from storage.store import Store
from tests.conftest import TODAY
from tests.conversations.conftest import Connect
from tests.conversations.dialogue import Message, Writer, elements
from tests.conversations.reading import shown
from tests.conversations.test_fiche_in_the_terminal import ANSWERS, NOT_BLOCKED
from tests.revue_cast import NOW
from workflows.assistant import Assistant
from workflows.canaux import Canaux
from workflows.fiche.redaction import Echange, Redaction
from workflows.fiche.results import QuestionPosee
from workflows.roles import VISA, donner
from workspace import Workspace

SCHEME = shipped("ille-et-vilaine")

CAST = {
    "alice": ("acheteur",),
    "paul": tuple(f"{VISA}{visa.id}" for visa in SCHEME.visas),
    "helene": ("comite", "decideur"),
    "karim": ("comite", "decideur"),
    "claire": ("coordinateur", "commande-publique"),
}


class Reviewed(NamedTuple):
    """A workspace with its comité, the store behind it, the number of the fiche to send."""

    workspace: Workspace
    store: Store
    numero: int


@contextmanager
def comite(url: str, *ways: Connect) -> Iterator[Reviewed]:
    """A comité, a fiche of Alice's that lacks only to be sent, and a bot for each way."""
    with ExitStack() as stack:
        workspace = stack.enter_context(Workspace.start(manifest=manifest()))
        canaux = Canaux(comite=workspace.private_channel)
        for way in ways:
            store = stack.enter_context(Store(url))
            assistant = Assistant(SCHEME, store, today=lambda: TODAY, canaux=canaux)
            stack.enter_context(way(workspace, assistant))
        with store.write() as session:
            for name, roles in CAST.items():
                person = workspace.person(name)
                for role in roles:
                    donner(
                        session,
                        SCHEME,
                        personne=person.id,
                        nom=person.real_name,
                        role=role,
                        par="Test",
                        now=NOW,
                    )
        numero = ready(store, assistant, workspace.person("alice").id)
        yield Reviewed(workspace, store, numero)


def ready(store: Store, assistant: Assistant, auteur: str) -> int:
    """A fiche that lacks only to be sent, and goes to the comité; its number."""
    questions = {question.id: question for question in assistant.scheme.fiche.questions}
    with store.write() as session:
        redaction = Redaction(assistant, session, auteur, NOW)
        opened = redaction.open(new=True)
        assert isinstance(opened, Echange)
        numero, suite = opened.dossier.numero, opened.suite
        while isinstance(suite, QuestionPosee):
            asked = questions[suite.question]
            turn = redaction.say(NOT_BLOCKED.get(asked.id, ANSWERS[asked.type]), numero)
            assert isinstance(turn, Echange)
            suite = turn.suite
        return numero


class Reader(Writer):
    """Someone who also reads what changes in place, and writes in windows."""

    def sees(self, words: str, *, without: str = "\n\n", seconds: float = 10) -> str:
        """The first state of a message, new or changed, that holds some words without others."""
        found = self._workspace.feed.wait_for(
            lambda entry: (
                entry.by_app
                and entry.kind in ("message", "update")
                and self.person.id in entry.audience
                and words in shown(entry.body)
                and without not in shown(entry.body)
            ),
            seconds,
        )
        assert found, f"{self.person.name} never sees « {words} »"
        self.message = found.body
        return shown(found.body)

    def opens(self, label: str, *, under: Message | None = None) -> Message:
        """Click a button that opens a window; gives it."""
        self.message = under or self.message
        before = len(self.person.modals())
        self.clicks(label)
        opened = self.person.modals()[before:]
        assert opened, f"« {label} » opens no window"
        return opened[-1]

    def fills(self, window: Message, text: str) -> str:
        """Send a window with this text; what is said under it when it stays open, else nothing."""
        said = self.person.submit(window, {FIELD: text}).get(FIELD, "")
        return said.replace("\u00a0", " ")

    def window_reads(self) -> str:
        """The window now open, on top of the others."""
        return shown(self.person.modals()[-1])

    def closes(self) -> None:
        """Close the window."""
        self.person.close(self.person.modals()[-1])


def offered(message: Message) -> list[str]:
    """What a message's buttons say."""
    return [
        part["text"]["text"].replace("\u00a0", " ")
        for part in elements(message)
        if part["type"] == "button"
    ]
