"""A fiche that several people write: shared, handed over, answered by two at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import pytest
from sqlmodel import select

from bot.manifest import manifest
from schemes.scheme import Scheme
from storage.store import Store
from storage.tables import Reponse
from tests.conftest import TODAY
from tests.conversations.conftest import Connect, bot, by_socket
from tests.conversations.dialogue import Writer
from tests.conversations.test_fiche_on_slack import begin
from tests.postgres import new_postgres_database
from workflows.assistant import Assistant
from workspace import Workspace


@pytest.fixture
def workspace(way: Connect, tmp_path: Path) -> Iterator[Workspace]:
    with bot("ille-et-vilaine", way, tmp_path) as running:
        yield running


def test_shared_by_the_menu_both_see_each_answer(workspace: Workspace) -> None:
    alice, paul = Writer(workspace, "alice"), Writer(workspace, "paul")
    begin(alice)
    alice.picks_someone(paul, menu="Écrire avec…", under="Écrite par")
    assert f"{paul.mention} écrit maintenant avec vous" in alice.reads("Écriture partagée")
    paul.reads("Un contrat en cours couvre-t-il")
    assert f"{alice.mention}, {paul.mention}" in paul.thread_reads()
    paul.clicks("Non")
    paul.reads("Pourquoi faut-il acheter")
    alice.reads("Pourquoi faut-il acheter")
    assert "Un contrat en cours couvre-t-il déjà ce besoin ?\n→ Non" in alice.thread_reads()
    alice.says("Le parc est usé.")
    alice.reads("Quelles solutions")
    paul.reads("Quelles solutions")
    assert "si l'on n'achète pas ?\n→ Le parc est usé." in paul.thread_reads()


def test_shared_by_words_with_a_mention(workspace: Workspace) -> None:
    alice, paul = Writer(workspace, "alice"), Writer(workspace, "paul")
    begin(alice)
    alice.says("partager avec Paul")
    assert "Nommez la personne" in alice.reads("Un contrat en cours")
    alice.says(f"partager avec {paul.mention}")
    alice.reads("Écriture partagée")
    paul.reads("Un contrat en cours couvre-t-il")


def test_handed_over_its_first_author_writes_it_no_more(workspace: Workspace) -> None:
    alice, paul = Writer(workspace, "alice"), Writer(workspace, "paul")
    begin(alice)
    alice.picks_someone(paul, menu="Transmettre à…", under="Écrite par")
    assert f"est maintenant écrite par {paul.mention}" in alice.reads("Fiche transmise")
    paul.reads("Un contrat en cours couvre-t-il")
    assert alice.mention not in paul.thread_reads()
    alice.says("non")
    assert "Vous n'écrivez pas de brouillon de ce numéro" in alice.reads("n° 1")
    paul.clicks("Non")
    paul.reads("Pourquoi faut-il acheter")


def test_an_answer_that_comes_too_late_is_told_and_lost_by_nobody(workspace: Workspace) -> None:
    """Both write before either is heard: what they answer is what they had before their eyes."""
    alice, paul = Writer(workspace, "alice"), Writer(workspace, "paul")
    begin(alice)
    alice.picks_someone(paul, menu="Écrire avec…", under="Écrite par")
    alice.reads("Écriture partagée")
    paul.reads("Un contrat en cours couvre-t-il")
    workspace.hold_events(2)
    alice.says("oui")
    paul.says("non")
    workspace.release_events()
    late = told_too_late(workspace, alice, paul, after=0)
    first = alice if late is paul else paul
    said = late.reads("n'a pas été prise")
    assert f"{first.mention} avait déjà répondu" in said
    assert f"déjà ce besoin ?\n→ {'Oui' if first is alice else 'Non'}" in said


def test_an_answer_in_two_messages_counts_once(workspace: Workspace) -> None:
    alice = Writer(workspace, "alice")
    begin(alice)
    workspace.hold_events(1)
    alice.says("non")
    alice.says("oui")
    alice.reads("Quand ce contrat")
    workspace.release_events()
    said = alice.reads("n'a pas été prise")
    assert "Cette question n'attendait plus de réponse." in said
    assert "déjà ce besoin ?\n→ Oui" in said


def told_too_late(workspace: Workspace, *writers: Writer, after: int) -> Writer:
    """Who is told, after an entry of the feed, that their answer was not taken."""
    told = workspace.feed.wait_for(
        lambda entry: entry.number > after and "n'a pas été prise" in entry.body.get("text", ""), 10
    )
    assert told, "nobody is told"
    [late] = [writer for writer in writers if writer.person.id in told.audience]
    return late


ROUNDS = 8


def test_two_colleagues_click_at_once_through_two_bots(
    postgres_server: str, ille_et_vilaine_scheme: Scheme
) -> None:
    """Two processes' worth of bots on one PostgreSQL, one answer for each question."""
    url = new_postgres_database(postgres_server)
    with ExitStack() as stack:
        workspace = stack.enter_context(Workspace.start(manifest=manifest()))
        for sockets in (1, 2):
            store = stack.enter_context(Store(url))
            assistant = Assistant(ille_et_vilaine_scheme, store, today=lambda: TODAY)
            stack.enter_context(by_socket(workspace, assistant, sockets))
        alice, paul = Writer(workspace, "alice"), Writer(workspace, "paul")
        begin(alice)
        alice.picks_someone(paul, menu="Écrire avec…", under="Écrite par")
        alice.reads("Un contrat en cours")
        paul.reads("Un contrat en cours")
        for _ in range(ROUNDS):
            before = len(workspace.feed.entries)
            at_once(lambda: alice.clicks("Oui"), lambda: paul.clicks("Non"))
            late = told_too_late(workspace, alice, paul, after=before)
            answered = "*Pourquoi faut-il" if late is alice else "*Quand ce contrat"
            for writer in (alice, paul):
                writer.reads(answered)
            alice.says("modifier contrat en cours")
            for writer in (alice, paul):
                writer.reads("*Un contrat en cours")
        said = [entry for entry in workspace.record if "n'a pas été prise" in str(entry.body)]
        assert len(said) == ROUNDS
        with store.read() as session:
            kept = select(Reponse).where(Reponse.question == "contrat-existant")
            assert len(session.exec(kept).all()) == ROUNDS


def at_once(*acts: Callable[[], None]) -> None:
    barrier = Barrier(len(acts))

    def act(one: Callable[[], None]) -> None:
        barrier.wait()
        one()

    with ThreadPoolExecutor(len(acts)) as threads:
        for done in [threads.submit(act, one) for one in acts]:
            done.result()
