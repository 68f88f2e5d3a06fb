"""A fiche of sixty questions with the longest answers: within Slack's limits, and nothing lost."""

from collections.abc import Iterator

import pytest

from bot.blocks.message import TO_BE_CONTINUED
from bot.manifest import manifest
from schemes.fiche import Condition, Fiche, Option, Question, Regle, Volet
from schemes.scheme import Scheme
from storage.store import Store
from tests.conftest import TODAY
from tests.conversations.conftest import by_socket
from tests.conversations.dialogue import Message, Writer, element
from tests.conversations.reading import shown
from workflows.assistant import Assistant
from workflows.understanding.texts import LONGEST
from workspace import Workspace
from workspace.block_kit.surfaces import checked_message_blocks

QUESTIONS = 60
VOLETS = 20
RULES = 30


def long(start: str, length: int) -> str:
    """Numbered words, so that none can be missing unseen."""
    words = " ".join(f"{start}{rank}" for rank in range(length))
    return words[:length].rsplit(" ", 1)[0]


def long_fiche() -> Fiche:
    """Long answers in every volet, and one choice among a hundred."""
    questions = [
        Question(
            id=f"question-{rank}",
            volet=f"volet-{rank * VOLETS // QUESTIONS}",
            libelle=f"Question {rank} ? " + long("libelle", 250),
            pourquoi=long("pourquoi", 600),
            type="texte-long",
        )
        for rank in range(QUESTIONS - 1)
    ]
    options = tuple(Option(id=f"option-{n}", libelle=f"Option {n}") for n in range(100))
    last = Question(
        id="objet", volet="volet-0", libelle="Lequel ?", type="choix-multiple", options=options
    )
    rules = [
        Regle(
            id=f"regle-{rank}",
            si=Condition(question="question-0", renseignee=True),
            niveau="conseil",
            message=f"Règle {rank} : " + long("message", 500),
            source=long("source", 100),
        )
        for rank in range(RULES)
    ]
    return Fiche(
        nom="Fiche du besoin",
        volets=tuple(Volet(id=f"volet-{n}", titre=f"Volet {n} & suite") for n in range(VOLETS)),
        questions=(last, *questions),
        regles=tuple(rules),
        source="Fiche de test.",
    )


@pytest.fixture
def workspace(sqlite_store: Store, ille_et_vilaine_scheme: Scheme) -> Iterator[Workspace]:
    scheme = ille_et_vilaine_scheme.model_copy(update={"fiche": long_fiche()})
    assistant = Assistant(scheme, sqlite_store, today=lambda: TODAY)
    with Workspace.start(manifest=manifest()) as running, by_socket(running, assistant):
        yield running


def words_of(messages: list[Message]) -> str:
    """What sections say, without what can be clicked beside them."""
    sections = [b for message in messages for b in message["blocks"] if b["type"] == "section"]
    return " ".join(b["text"]["text"] for b in sections if "text" in b).replace("\n", " ")


def test_nothing_is_lost_and_slack_accepts_all_of_it(workspace: Workspace) -> None:
    alice = Writer(workspace, "alice")
    alice.commands("fiche")
    alice.reads("Lequel ?")
    alice.ticks("Option 3", "Option 99")
    answers = [long(f"reponse{rank}-", LONGEST["texte-long"]) for rank in range(QUESTIONS - 1)]
    for rank, said in enumerate(answers):
        alice.reads(f"*Question {rank} ?")
        alice.says(said)
    alice.reads("Tout est rempli")
    recap = [
        message
        for message in alice.sees_now()
        if shown(message).startswith("Fiche du besoin n° 1 (")
    ]
    lines = [m for m in alice.sees_now() if m not in recap]
    for said in answers:
        assert said in words_of(recap)
        assert said in words_of(lines)
    for rank in range(RULES):
        assert long_fiche().regles[rank].message in words_of(recap)
    assert "Option 3 ; Option 99" in words_of(recap)
    for entry in workspace.record:
        assert TO_BE_CONTINUED not in str(entry.body)
        if entry.kind != "delete":
            checked_message_blocks(entry.body["blocks"])
    alice.message = recap[0]
    labels = element(recap[0], "static_select", "Modifier une réponse")["options"]
    alice.picks(labels[2]["text"]["text"], menu="Modifier une réponse")
    alice.reads("*Question 1 ?")
    left = {message["ts"] for message in alice.sees_now()}
    assert not left & {page["ts"] for page in recap}, "the pages of the recap are gone"
    alice.says("Plus court")
    alice.reads("Tout est rempli")
    alice.clicks("Envoyer")
    alice.reads("Repartir de cette fiche")
    assert "Question 1 ?" in words_of(alice.sees_now())
    assert "Plus court" in words_of(alice.sees_now()[-len(recap) :])
