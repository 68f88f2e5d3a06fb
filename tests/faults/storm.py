"""`make faults`: processes killed at random while Slack fails; people receive what they are owed.

A producer owes conversations (a message, its change, a reply in its thread), each in one
transaction; workers send them. Workers and producer are killed (-9) at random instants, calls
fail at random. At the end, what the workspace recorded is compared with what the store owes and
with what the producer knows to be committed.
"""

import argparse
import logging
import random
import re
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from sqlmodel import col, func, select

from bot.manifest import manifest
from bot.outbox import LONGEST_DELAY
from storage import envois
from storage.store import Store
from storage.tables import Envoi
from tests.faults.owing import pause
from tests.faults.processes import begin, environment, spaser
from tests.postgres import new_postgres_database, postgres
from workspace import ApiFault, People, Profile, Workspace

PEOPLE = [f"U0GENS{rank:03}" for rank in range(40)]
SENDING = ("chat.postMessage", "chat.update")
LOOKING = ("conversations.open", "conversations.history", "conversations.replies")
TIMEOUT = 0.5
"""Seconds given to a call; a claim holds three times as long."""

MOST_WAITING = 200
PACE = 1.2
"""Seconds between the kills of one worker, on average."""

LOGS = Path("var/faults")
"""What the processes log, one folder an engine, until the next run."""

LAST_CALM = LONGEST_DELAY + timedelta(minutes=1)
"""What waits is given this long to leave, once nothing is killed any more."""


class Report(NamedTuple):
    """What happened, and the differences between owed and received: all must be zero.

    `seen_at_work` counts the workers that had begun to send before they were killed; `faults`
    the calls that failed on demand.
    """

    engine: str
    workers: int
    worker_kills: int
    producer_kills: int
    died_by_themselves: int
    faults: int
    seen_at_work: int
    owed: int
    attempts: int
    received: int
    lost: int
    double: int
    not_owed: int
    disordered: int
    unchanged: int

    def table(self) -> str:
        """One line a figure."""
        return "\n" + "\n".join(f"{name:>20}  {value}" for name, value in self._asdict().items())

    @property
    def faithful(self) -> bool:
        """Whether people received what they were owed, once and in order."""
        return self.owed == self.received > 0 and not any((self.died_by_themselves, *self[-5:]))


def run(url: str, workers: int, kills: int, seed: int, folder: Path) -> Report:
    """Kill workers so many times, then let one send what is left."""
    chance, ledger, log = random.Random(seed), folder / "ledger", folder / "log"  # noqa: S311
    ledger.touch()
    people = People([Profile(name, name.lower(), name, "") for name in PEOPLE])
    with (
        Workspace.start(manifest=manifest(), people=people) as workspace,
        Store(url) as store,
    ):
        known = environment(workspace, url, TIMEOUT)
        living = [spaser(known, "worker", log=log) for _ in range(workers)]
        producer = begin(produce, url, 0, ledger)
        killed, produced, failed, died = 0, 1, 0, 0
        while killed < kills:
            failed += fail_something(workspace, chance)
            victim = producer if chance.random() < 0.15 else chance.choice(living)
            victim.join(chance.uniform(0, 2 * PACE / workers))
            victim.kill()
            victim.join()
            died += victim.exitcode != -signal.SIGKILL
            if victim is producer:
                producer = begin(produce, url, produced, ledger)
                produced += 1
            else:
                living[living.index(victim)] = spaser(known, "worker", log=log)
                killed += 1
            failed -= workspace.stop_failing()
        producer.kill()
        producer.join()
        wait_until_nothing_is_owed(store)
        for worker in living:
            worker.terminate()
            worker.join()
        counts = compare(workspace, store, ledger)
    engine = url.partition(":")[0].partition("+")[0]
    return Report(
        engine,
        workers,
        killed,
        produced - 1,
        died,
        failed,
        log.read_text().count("outbox_started"),
        *counts,
    )


def produce(url: str, life: int, ledger: Path) -> None:
    """Owe conversations for as long as it lives, each noted once it is committed."""
    chance = random.Random(life)  # noqa: S311
    with Store(url) as store, ledger.open("a") as noted:
        for numero in range(life * 100_000, (life + 1) * 100_000):
            person, head = chance.choice(PEOPLE), f"n:{numero}"
            with store.write() as session:
                for cle, rang, link in (
                    (head, 0, {}),
                    (f"{head}:change", 1, {"remplace": head}),
                    (f"{head}:fil", 2, {"fil": head}),
                ):
                    envois.put(
                        session, cle=cle, destinataire=person, contenu=pause(numero, rang), **link
                    )
            noted.write(f"{numero}\n")
            noted.flush()
            while waiting(store) > MOST_WAITING:
                Event().wait(0.05)


def fail_something(workspace: Workspace, chance: random.Random) -> int:
    """Make some of the next calls fail; how many."""
    looking = chance.random() < 0.2
    method = chance.choice(LOOKING if looking else SENDING)
    times = 1 if looking else chance.randint(1, 2)
    workspace.fail_calls(method, chance.choice(list(ApiFault)), times)
    return times


def waiting(store: Store) -> int:
    """How many messages are owed."""
    with store.read() as session:
        return envois.backlog(session).waiting


def wait_until_nothing_is_owed(store: Store) -> None:
    """Raise TimeoutError when something still is after a while."""
    for _ in range(int(LAST_CALM / timedelta(seconds=0.1))):
        if waiting(store) == 0:
            return
        Event().wait(0.1)
    raise TimeoutError(f"{waiting(store)} messages still wait")


def compare(workspace: Workspace, store: Store, ledger: Path) -> tuple[int, ...]:
    """Owed, attempts, received; lost, double, not owed, disordered, unchanged."""
    with store.read() as session:
        rows = session.exec(
            select(Envoi.cle).where(col(Envoi.remplace).is_(None), Envoi.etat == "envoye")
        ).all()
        attempts = session.exec(select(func.sum(Envoi.essais))).one()
    committed = [int(line) for line in ledger.read_text().splitlines()]
    owed = {(int(cle.split(":")[1]), 2 if cle.endswith("fil") else 0) for cle in rows}
    owed |= {(numero, rang) for numero in committed for rang in (0, 2)}
    posted = [entry.body for entry in workspace.record if entry.kind == "message"]
    times = Counter(said(message) for message in posted)
    return (
        len(owed),
        attempts,
        sum(times.values()),
        len(owed - times.keys()),
        sum(count - 1 for count in times.values()),
        len(times.keys() - owed),
        sum(1 for person in PEOPLE for _ in disorders(workspace, person)),
        sum(1 for person in PEOPLE for _ in heads_left_unchanged(workspace, person)),
    )


def said(message: dict[str, Any]) -> tuple[int, int]:
    """The number and the rank that a message says."""
    found = re.search(r"n° (\d+) : (\d+) réponses", message["text"].replace("\u00a0", " "))
    assert found, message["text"]
    return int(found[1]), int(found[2])


def disorders(workspace: Workspace, person: str) -> Iterator[tuple[int, int]]:
    """The messages that a person received before an earlier one, or outside their thread."""
    last = (-1, 0)
    heads: dict[int, str] = {}
    for entry in workspace.record:
        if entry.kind != "message" or person not in entry.audience:
            continue
        numero, rang = said(entry.body)
        if rang == 0:
            heads[numero] = entry.body["ts"]
        elif entry.body.get("thread_ts") != heads.get(numero):
            yield numero, rang
        if (numero, rang) < last:
            yield numero, rang
        last = (numero, rang)


def heads_left_unchanged(workspace: Workspace, person: str) -> Iterator[int]:
    """The heads that do not say at last what replaced them."""
    for message in workspace.messages(workspace.person(person).direct_message()):
        numero, rang = said(message)
        if "thread_ts" in message and message["thread_ts"] == message["ts"] and rang != 1:
            yield numero


@contextmanager
def engines(folder: Path) -> Iterator[list[tuple[str, int]]]:
    """The address of each kind of store, and how many workers share it."""
    with postgres() as server:
        yield [(new_postgres_database(server), 2), (f"sqlite:///{folder / 'spaser.db'}", 1)]


def main() -> None:
    """Print the seed and a table; exit with 1 when anything was lost, doubled or disordered."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="workers killed, on each engine")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    asked = parser.parse_args()
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it tells of the cut answers
    print(f"seed {asked.seed}")  # noqa: T201
    faithful = True
    shutil.rmtree(LOGS, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, engines(Path(folder)) as found:
        for url, workers in found:
            place = LOGS / url.partition(":")[0]
            place.mkdir(parents=True)
            report = run(url, workers, asked.kills, asked.seed, place)
            faithful &= report.faithful
            print(report.table(), flush=True)  # noqa: T201
    sys.exit(not faithful)


if __name__ == "__main__":
    main()
