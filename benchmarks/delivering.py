"""Messages due at once to many people: how many a minute one and two workers deliver.

Against as many bare `chat.postMessage` calls in the same run, from one thread and from as many as
a worker has. `SPASER_BENCH_MESSAGES` asks for more than the default, up to what one would wait for.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from slack_sdk import WebClient

from benchmarks.measuring import result
from bot.blocks.message import message
from bot.manifest import manifest
from bot.outbox import SENDERS
from bot.readings import read
from storage.store import Store
from storage.tables import Envoi
from tests.faults.owing import pause
from tests.faults.processes import environment, spaser
from tests.postgres import new_postgres_database, postgres
from workflows.fiche.results import Pause
from workspace import People, Profile, Workspace

MESSAGES = int(os.environ.get("SPASER_BENCH_MESSAGES", "2000"))
PEOPLE = [f"U0GENS{rank:04}" for rank in range(MESSAGES // 10)]


def run() -> Iterator[dict[str, Any]]:
    """Bare calls, then one worker and two on PostgreSQL, messages a minute."""
    bare = bare_calls(threads=1)
    crowd = bare_calls(threads=SENDERS)
    with postgres() as server:
        for workers in (1, 2):
            delivered = by_workers(new_postgres_database(server), workers)
            yield result(
                f"deliver_with_{workers}",
                bare / delivered,
                None,
                messages=MESSAGES,
                people=len(PEOPLE),
                bare_per_minute=round(bare),
                bare_by_8_per_minute=round(crowd),
                delivered_per_minute=round(delivered),
            )


def bare_calls(threads: int) -> float:
    """Messages a minute, nothing kept."""
    with started() as workspace:
        client = WebClient(workspace.bot_token, base_url=workspace.api_url)
        words = message(read(Pause.model_validate_json(pause(1))), shareable=False)
        turns = (PEOPLE[rank % len(PEOPLE)] for rank in range(MESSAGES))
        begun = time.perf_counter()
        with ThreadPoolExecutor(threads) as callers:
            list(callers.map(lambda who: client.chat_postMessage(channel=who, **words), turns))
        return MESSAGES / (time.perf_counter() - begun) * 60


def by_workers(url: str, workers: int) -> float:
    """Messages a minute from processes that are already up, each of `spaser worker`."""
    with started() as workspace, Store(url) as store:
        known = environment(workspace, url)
        running = [spaser(known, "worker", log=Path(os.devnull)) for _ in range(workers)]
        contenu = pause(1)
        with store.write() as session:
            session.add_all(
                Envoi(cle=f"m:{rank}", destinataire=PEOPLE[rank % len(PEOPLE)], contenu=contenu)
                for rank in range(MESSAGES)
            )
        last = workspace.feed.wait_for(lambda entry: entry.by_app, 60)
        begun = time.perf_counter()
        count = iter(range(MESSAGES - 1))
        last = workspace.feed.wait_for(
            lambda entry: entry.by_app and entry.kind == "message" and next(count, None) is None,
            600,
        )
        elapsed = time.perf_counter() - begun
        assert last, "not all was delivered"
        for worker in running:
            worker.terminate()
            worker.join()
        return MESSAGES / elapsed * 60


def started() -> Workspace:
    """A workspace with everyone in it."""
    people = People([Profile(who, who.lower(), who, "") for who in PEOPLE])
    return Workspace.start(manifest=manifest(), people=people)
