"""One answer of a fiche: handled and stored; then the whole road, to the next question on Slack.

Against an empty Bolt handler and one bare SQLModel insert in the same run (and one bare
`chat.postMessage` for the whole road), with few and with many other fiches in the store.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from pydantic import SecretStr
from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import insert
from sqlmodel import SQLModel, col, select

from benchmarks.measuring import alternate, result
from bot.app import application, outgoing
from bot.manifest import manifest
from bot.replies import Replies
from bot.settings import Settings
from schemes.loader import shipped
from storage.store import Store
from storage.tables import Dossier, Envoi, Reception, Redacteur, Reponse, now
from workflows.assistant import Assistant
from workflows.fiche.fil import Fils
from workflows.fiche.ouverture import Opening
from workspace import People, Profile, Workspace

FEW, MANY = 10, 10_000
ROUNDS, CALLS = 10, 10
WRITERS = [f"U0GENS{rank:04}" for rank in range(2 * (ROUNDS * CALLS + 1))]
ANSWERS_EACH = 10


def run() -> Iterator[dict[str, Any]]:
    """The ratios with few fiches, then with many, and how much they grow."""
    few, few_road = ratios(FEW)
    many, many_road = ratios(MANY)
    yield from (few, few_road, many, many_road)
    yield result("writing_growth", many["ratio"] / few["ratio"], 1.25)
    yield result("writing_road_growth", many_road["ratio"] / few_road["ratio"], 1.25)


def ratios(others: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Handling, then the whole road, beside so many other fiches."""
    people = People([Profile(who, who.lower(), who, "") for who in WRITERS])
    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace.start(manifest=manifest(), people=people) as workspace,
        Store(f"sqlite:///{Path(folder) / 'bench.db'}") as store,
    ):
        desk = Desk.over(workspace, store)
        fill(store, others)
        threads = opened(desk, WRITERS)
        half = len(threads) // 2
        return (
            handling(desk, threads[:half], f"writing_handled_{others}"),
            whole_road(desk, threads[half:], f"writing_whole_road_{others}"),
        )


class Desk(NamedTuple):
    """A bot whose outbox sends when told to."""

    workspace: Workspace
    store: Store
    settings: Settings
    assistant: Assistant
    app: App

    @classmethod
    def over(cls, workspace: Workspace, store: Store) -> "Desk":
        """One that speaks for Landes."""
        settings = Settings(
            slack_api_url=workspace.api_url,
            slack_bot_token=SecretStr(workspace.bot_token),
            slack_signing_secret=SecretStr(workspace.signing_secret),
        )
        assistant = Assistant(shipped("landes"), store)
        return cls(workspace, store, settings, assistant, bolt(settings, assistant))


def bolt(settings: Settings, assistant: Assistant) -> App:
    """The application with a stopped outbox, and a handler that only inserts a row."""
    stopped = outgoing(settings, assistant.store)
    with stopped:
        pass
    app = application(settings, Replies(lambda: assistant), stopped)

    @app.event("reaction_added")
    def insert_one() -> None:
        with assistant.store.write() as session:
            session.add(Reception(cle=uuid4().hex))

    return app


def fill(store: Store, others: int) -> None:
    """Fiches that others write, each with its answers and the messages that asked for them."""
    who, at = [f"U0AUTRE{rank % 1000:04}" for rank in range(others)], now()
    numbers = range(1, others + 1)
    rows: dict[type[SQLModel], list[dict[str, Any]]] = {
        Dossier: [
            {"id": n, "scheme": "landes", "auteur": w, "etat": "brouillon", "tour": ANSWERS_EACH}
            for n, w in zip(numbers, who, strict=True)
        ],
        Redacteur: [
            {"dossier": n, "personne": w, "en_pause": False}
            for n, w in zip(numbers, who, strict=True)
        ],
        Reponse: [
            {"dossier": n, "question": f"q{rank}", "valeur": '"oui"', "auteur": w}
            for n, w in zip(numbers, who, strict=True)
            for rank in range(ANSWERS_EACH)
        ],
        Envoi: [
            {
                "cle": f"fiche:{n}:{w}:{tour}",
                "destinataire": w,
                "contenu": "{}",
                "etat": "envoye",
                "essais": 1,
                "canal": f"D{w}",
                "ts": f"{at.timestamp():.0f}.{n * ANSWERS_EACH + tour:06}",
            }
            for n, w in zip(numbers, who, strict=True)
            for tour in range(ANSWERS_EACH)
        ],
    }
    with store.write() as session:
        for table, lines in rows.items():
            session.execute(insert(table), lines)


class Thread(NamedTuple):
    """The thread of a fiche whose first question waits for its writer's answer."""

    writer: str
    channel: str
    ts: str


def opened(desk: Desk, writers: list[str]) -> list[Thread]:
    """A fiche begun for each writer, in the workspace."""
    for writer in writers:
        with desk.store.write() as session:
            Fils(desk.assistant, session, writer, uuid4().hex, now()).open(Opening(new=True))
    outgoing(desk.settings, desk.store).deliver_due()
    with desk.store.read() as session:
        heads = session.exec(
            select(Envoi.destinataire, Envoi.canal, Envoi.ts).where(
                col(Envoi.destinataire).in_(writers),
                col(Envoi.fil).is_(None),
                col(Envoi.remplace).is_(None),
            )
        )
        return [Thread(who, canal or "", ts or "") for who, canal, ts in heads]


def handling(desk: Desk, threads: list[Thread], name: str) -> dict[str, Any]:
    """An answer read, understood, stored, and what follows from it owed."""
    waiting = iter(threads)
    before, after = alternate(
        lambda: dispatch(desk, {"type": "reaction_added"}),
        lambda: dispatch(desk, said_in(next(waiting))),
        rounds=ROUNDS,
        calls=CALLS,
    )
    return result(name, after / before, None, baseline_us=before, answer_us=after)


def whole_road(desk: Desk, threads: list[Thread], name: str) -> dict[str, Any]:
    """The same, until the next question is in the workspace."""
    waiting, outbox = iter(threads), outgoing(desk.settings, desk.store)
    outbox.deliver_due()

    def answer() -> None:
        dispatch(desk, said_in(next(waiting)))
        assert outbox.deliver_due() == 2, "the answered question, then the next one"

    def baseline() -> None:
        dispatch(desk, {"type": "reaction_added"})
        desk.app.client.chat_postMessage(channel=WRITERS[0], text="Question suivante")

    before, after = alternate(baseline, answer, rounds=ROUNDS, calls=CALLS)
    return result(name, after / before, None, baseline_us=before, answer_us=after)


def said_in(thread: Thread) -> dict[str, Any]:
    """The event of an answer to the first question."""
    return {
        "type": "message",
        "channel_type": "im",
        "channel": thread.channel,
        "user": thread.writer,
        "text": "Direction des routes",
        "thread_ts": thread.ts,
        "ts": f"{time.time() + 1:.6f}",
    }


_numbers = count()


def dispatch(desk: Desk, event: dict[str, Any]) -> None:
    """One signed event through the Bolt application."""
    body = json.dumps(
        {
            "type": "event_callback",
            "event_id": f"Ev{next(_numbers)}",
            "team_id": "T0WORK001",
            "event": event,
        }
    )
    stamp = str(int(time.time()))
    signature = SignatureVerifier(desk.workspace.signing_secret).generate_signature(
        timestamp=stamp, body=body
    )
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature or "",
    }
    response = desk.app.dispatch(BoltRequest(body=body, headers={**headers}))
    assert response.status == 200, response.body
