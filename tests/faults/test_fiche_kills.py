"""A whole fiche, the bot killed at every question: no answer lost, no question asked twice."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import cycle
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.manifest import manifest
from schemes.fiche import Question
from schemes.loader import shipped
from storage.store import Store
from storage.tables import Dossier, Reponse
from tests.conversations.test_fiche_in_the_terminal import ANSWERS, NOT_BLOCKED
from tests.faults.owing import key_of, received
from tests.faults.processes import environment, spaser
from workspace import ApiFault, Timing, Workspace

AS_SLACK_BUT_QUICKER = Timing(redelivery_delays=(0.0, *[0.2] * 300))
HEAD = "fiche:1:U0ALICE01"
SCHEME = "landes"


class Desk:
    """Alice in front of her fiche, and the process that asks her questions."""

    def __init__(self, workspace: Workspace, url: str, log: Path) -> None:
        self.workspace = workspace
        self.alice = workspace.person("alice")
        self._known = environment(workspace, url, timeout=0.3)
        self._log = log
        self._bot = self._start()

    def _start(self) -> ForkServerProcess:
        bot = spaser(self._known, "run", "--scheme", SCHEME, log=self._log)
        self.workspace.wait_for_bot(timeout=30)
        return bot

    def kill(self) -> None:
        self._bot.kill()
        self._bot.join()
        self.workspace.wait_for_bot(sockets=0)

    def restart(self) -> None:
        self._bot = self._start()

    def suspend(self) -> None:
        assert self._bot.pid
        os.kill(self._bot.pid, signal.SIGSTOP)

    def see(self, tour: int) -> str:
        """What a turn of the fiche shows, once it is there."""
        shown = self.alice.wait_for(lambda m: is_turn(m, tour), timeout=30)
        return str(shown["text"]).replace("\u00a0", " ")

    def say(self, text: str) -> None:
        shown = self.workspace.messages(self.alice.direct_message())
        [head] = [m for m in shown if m.get("metadata") and key_of(m) == HEAD]
        self.alice.dm(text, thread_ts=head["ts"])


def is_turn(message: dict[str, Any], tour: int) -> bool:
    return bool(message.get("metadata")) and key_of(message).startswith(f"{HEAD}:{tour}:")


def before_it_is_said(desk: Desk, text: str, tour: int) -> str:
    desk.kill()
    desk.say(text)
    desk.restart()
    return desk.see(tour)


def before_it_is_read(desk: Desk, text: str, tour: int) -> str:
    desk.suspend()
    desk.say(text)
    desk.kill()
    desk.restart()
    return desk.see(tour)


def once_it_is_acknowledged(desk: Desk, text: str, tour: int) -> str:
    desk.workspace.fail_calls("chat.update", ApiFault.NO_ANSWER)
    desk.say(text)
    desk.workspace.deliver_again(times=1)
    desk.kill()
    desk.restart()
    return desk.see(tour)


def once_the_next_is_sent_but_not_known(desk: Desk, text: str, tour: int) -> str:
    desk.workspace.fail_calls("chat.postMessage", ApiFault.ANSWER_LOST)
    desk.say(text)
    shown = desk.see(tour)
    desk.kill()
    desk.restart()
    return shown


def once_the_next_is_seen(desk: Desk, text: str, tour: int) -> str:
    desk.say(text)
    shown = desk.see(tour)
    desk.kill()
    desk.restart()
    return shown


INSTANTS: tuple[Callable[[Desk, str, int], str], ...] = (
    before_it_is_said,
    once_it_is_acknowledged,
    once_the_next_is_sent_but_not_known,
    before_it_is_read,
    once_the_next_is_seen,
)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with Workspace.start(manifest=manifest(), timing=AS_SLACK_BUT_QUICKER) as workspace:
        desk = Desk(workspace, database_url, tmp_path / "log")
        yield desk
        desk.kill()


def asked_in(text: str) -> Question | None:
    lines = text.splitlines()
    return next((q for q in shipped(SCHEME).fiche.questions if q.libelle in lines), None)


def test_a_whole_fiche_with_a_kill_at_every_question(desk: Desk, store: Store) -> None:
    desk.alice.command("/spaser", "fiche", channel=desk.workspace.channel)
    tour, asked = 1, []
    shown = desk.see(tour)
    for instant in cycle(INSTANTS):
        question = asked_in(shown)
        if question is None:
            break
        asked.append(question.id)
        tour += 1
        shown = instant(desk, NOT_BLOCKED.get(question.id, ANSWERS[question.type]), tour)
    once_it_is_acknowledged(desk, "envoyer", tour + 1)
    assert len(asked) == len(set(asked)) > 20
    head, *turns = [key for key in received(desk.workspace) if key.startswith(HEAD)]
    assert head == HEAD
    assert [int(key.split(":")[3]) for key in turns] == list(range(1, tour + 2))
    with store.read() as session:
        assert list(session.exec(select(Reponse.question).order_by(col(Reponse.id)))) == asked
        assert [dossier.etat for dossier in session.exec(select(Dossier))] != ["brouillon"]
