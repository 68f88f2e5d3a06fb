"""What goes wrong while a fiche is written, and loses nothing."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.manifest import manifest
from schemes.loader import file_of
from schemes.scheme import Scheme
from storage.store import Store
from storage.tables import Envoi, Reponse, now
from tests.conftest import TODAY
from tests.conversations.conftest import Connect
from tests.conversations.dialogue import Writer
from tests.conversations.test_fiche_on_slack import begin
from workflows.assistant import Assistant, FollowedAssistant
from workspace import Workspace
from workspace.actions import speaking


@pytest.fixture
def workspace(
    way: Connect, sqlite_store: Store, ille_et_vilaine_scheme: Scheme
) -> Iterator[Workspace]:
    assistant = Assistant(ille_et_vilaine_scheme, sqlite_store, today=lambda: TODAY)
    with Workspace.start(manifest=manifest()) as running, way(running, assistant):
        yield running


@pytest.fixture
def alice(workspace: Workspace) -> Writer:
    return Writer(workspace, "alice")


def test_a_click_delivered_three_times_counts_once(
    workspace: Workspace, alice: Writer, sqlite_store: Store
) -> None:
    begin(alice)
    alice.clicks("Non")
    workspace.deliver_again(times=2)
    alice.reads("Pourquoi faut-il acheter")
    alice.says("Le parc est usé.")
    workspace.deliver_again(times=2)
    alice.reads("Quelles solutions")
    assert alice.reads_nothing()
    with sqlite_store.read() as session:
        assert len(session.exec(select(Reponse)).all()) == 4


def test_an_answer_to_a_question_sent_but_not_noted_as_sent(
    alice: Writer, sqlite_store: Store
) -> None:
    """As after a kill between the two: what was on the screen is what is answered."""
    begin(alice)
    asked = col(Envoi.cle).endswith(":contrat-existant")
    unsettled = {"etat": "a-envoyer", "canal": None, "ts": None, "prise": "dead"}
    with sqlite_store.write() as session:
        later = now() + timedelta(hours=1)
        session.execute(update(Envoi).where(asked).values(**unsettled, du=later))
    alice.says("non")
    with sqlite_store.write() as session:
        session.execute(update(Envoi).where(asked).values(du=now()))
    alice.reads("Pourquoi faut-il acheter")
    assert alice.thread_reads().count("Un contrat en cours") == 1
    assert "Un contrat en cours couvre-t-il déjà ce besoin ?\n→ Non" in alice.thread_reads()


def test_an_answer_of_20_000_characters_is_refused_kindly(
    alice: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a client that lets people write more than Slack's own, up to what its API takes."""
    monkeypatch.setattr(speaking, "LONGEST_MESSAGE", 40_000)
    begin(alice)
    alice.clicks("Non")
    alice.reads("Pourquoi faut-il acheter")
    alice.says("Le parc est usé. " * 1_200)
    refused = alice.reads("Pourquoi faut-il acheter")
    assert "compte 20 399 caractères, et je peux en garder 3 000" in refused
    alice.says("Le parc est usé. " * 170)
    alice.reads("Quelles solutions")
    alice.says("résumé")
    recap = alice.reads("Continuer")
    assert recap.count("Le parc est usé.") == 170
    assert "Vélos à assistance électrique" in recap


def test_a_file_is_not_taken_for_an_answer_in_silence(alice: Writer) -> None:
    """What Slack's own clients make of a text too long for a message."""
    begin(alice)
    alice.person.send_file(
        alice.person.direct_message(), "reponse.txt", b"Le parc", thread_ts=alice.thread
    )
    assert "écrivez votre réponse sans fichier" in alice.reads("Ce fichier n'est joint à rien")


RUBBISH = (
    "<b>gras</b> & <script>alert(1)</script>",
    "<!channel> <!here> *gras* `code`",
    *("# titre", "= a :: b", "- liste", "? quoi", "~ x", "* y :: z", "@ source"),
    "Vélos 🚲 :wave: \u202e inversé",
    "tab\\tulation\\x00 et \\x1b[31mrouge",
)


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_is_shown_as_typed_and_pings_nobody(alice: Writer, rubbish: str) -> None:
    alice.commands("fiche")
    alice.reads("Quelle direction")
    alice.says(rubbish)
    alice.reads("Quel est l'objet")
    typed = "".join(c if c.isprintable() else " " for c in rubbish).split()
    [closed] = [m for m in alice.sees_now() if "Quelle direction" in str(m["blocks"])]
    answer = closed["blocks"][1]["text"]
    assert answer["type"] == "plain_text"
    assert answer["text"].split() == ["→", *typed]
    for message in alice.sees_now():
        assert "<!" not in message["text"]


def test_a_mention_in_an_answer_names_and_pings_nobody(alice: Writer) -> None:
    begin(alice)
    alice.clicks("Non")
    alice.reads("Pourquoi faut-il acheter")
    alice.says("<!channel> voir <@U0PAUL001>")
    alice.reads("Quelles solutions")
    alice.says("résumé")
    alice.reads("Continuer")
    for message in alice.sees_now()[1:]:
        assert "<@U0PAUL001>" not in str(message)
        assert "<!channel>" not in message["text"]


NEW_QUESTION = """
    - id: adresse-livraison
      volet: identification
      libelle: "Où faut-il livrer ?"
      type: texte
"""
OTHER_ORDER = """
    - id: alternatives
      options:
        - {id: occasion, libelle: Acheter d'occasion ou reconditionné}
        - {id: location, libelle: Louer}
        - {id: aucune, libelle: Aucune}
"""


class Edited:
    """A definition's file, edited while the bot runs."""

    def __init__(self, path: Path, store: Store) -> None:
        self._path = path
        self._original = file_of("ille-et-vilaine").read_text(encoding="utf-8")
        self._edits = 0
        self.edit("")
        self.faults: list[object] = []
        self.followed = FollowedAssistant(str(path), store, self.faults.append)

    def edit(self, questions: str, without: str = "") -> None:
        """Add to the original's questions, drop some of them."""
        heading = "\n  questions:"
        text = self._original.replace(heading, without + heading + questions, 1)
        self._path.write_text(text, encoding="utf-8")
        self._edits += 1
        os.utime(self._path, (self._edits, self._edits))


@pytest.fixture
def edited(sqlite_store: Store, tmp_path: Path) -> Iterator[Edited]:
    definition = Edited(tmp_path / "ille-et-vilaine.yaml", sqlite_store)
    yield definition
    assert definition.faults == []


@pytest.fixture
def writer(way: Connect, edited: Edited) -> Iterator[Writer]:
    """Alice, whose bot follows the edited definition."""
    with Workspace.start(manifest=manifest()) as running, way(running, edited.followed):
        yield Writer(running, "alice")


def test_begun_under_one_definition_and_finished_under_the_next(
    writer: Writer, edited: Edited
) -> None:
    begin(writer)
    writer.clicks("Non")
    writer.reads("Pourquoi faut-il acheter")
    edited.edit(NEW_QUESTION)
    writer.says("Le parc est usé.")
    heard = writer.reads("La fiche a changé depuis la dernière fois")
    assert "Questions nouvelles : « Où faut-il livrer ? »" in heard
    assert "vos réponses sont gardées" in heard
    assert "*Où faut-il livrer ?*" in heard
    writer.says("Au siège")
    assert "La fiche a changé" not in writer.reads("Quelles solutions")
    writer.says("résumé")
    recap = writer.reads("Il reste des questions")
    for kept in ("Direction des achats", "Vélos à", "Le parc est usé.", "Au siège"):
        assert kept in recap


def test_an_answer_to_a_question_that_a_new_definition_drops(
    writer: Writer, edited: Edited
) -> None:
    begin(writer)
    edited.edit("", without="\n  sans: [contrat-existant, fin-contrat-existant]")
    writer.clicks("Oui")
    heard = writer.reads("*Pourquoi faut-il acheter")
    assert "Votre réponse n'est pas prise" in heard
    assert "Questions retirées : « Un contrat en cours" in heard
    writer.says("Le parc est usé.")
    writer.reads("Quelles solutions")


def test_choices_in_another_order_under_a_new_definition(writer: Writer, edited: Edited) -> None:
    begin(writer)
    writer.clicks("Non")
    writer.reads("Pourquoi faut-il acheter")
    writer.says("Le parc est usé.")
    writer.reads("Quelles solutions")
    edited.edit(OTHER_ORDER)
    writer.ticks("Louer", "Acheter d'occasion ou reconditionné")
    writer.reads("Pourquoi ces solutions")
    assert "Acheter d'occasion ou reconditionné ; Louer" in writer.thread_reads()
