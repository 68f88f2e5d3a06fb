"""`/spaser heures-insertion 2025` against an empty Bolt handler, over 20 years × 60 indicators."""

import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from pydantic import SecretStr
from slack_bolt import Ack, App, BoltRequest
from slack_sdk.signature import SignatureVerifier

from benchmarks.measuring import alternate, result
from bot.app import build
from bot.connections import HTTP_PATH, Server
from bot.replies import Replies
from bot.settings import Settings
from schemes.loader import shipped
from storage import valeurs
from storage.store import Store
from workflows.assistant import Assistant
from workspace import Workspace

INDICATEURS, YEARS = 60, range(2007, 2027)
EMPTY = "/vide"


def run() -> Iterator[dict[str, Any]]:
    """The ratio in-process, kept and not kept in memory, then over HTTP."""
    with tempfile.TemporaryDirectory() as folder, Workspace.start() as workspace:
        settings = Settings(
            slack_api_url=workspace.api_url,
            slack_bot_token=SecretStr(workspace.bot_token),
            slack_signing_secret=SecretStr(workspace.signing_secret),
            port=0,
        )
        assistant = Assistant(shipped("landes"), Store(f"sqlite:///{Path(folder) / 'bench.db'}"))
        fill(assistant)
        with build(settings, Replies(lambda: assistant)) as app:
            app.command(EMPTY)(empty)
            yield in_process(app, workspace)
            yield first_time(app, workspace)
            yield over_http(app, settings, workspace, assistant)
        assistant.store.close()


def empty(ack: Ack) -> None:
    """A handler that does nothing."""
    ack()


def fill(assistant: Assistant) -> None:
    """Enter a value for each year of each indicator."""
    known = list(assistant.scheme.indicateurs)
    names = known + [f"autre-{rank}" for rank in range(INDICATEURS - len(known))]
    with assistant.store.write() as session:
        for name in names:
            for annee in YEARS:
                valeurs.record(
                    session,
                    scheme=assistant.scheme.id,
                    indicateur=name,
                    annee=annee,
                    valeur=Decimal("31000"),
                    origine="saisi",
                    auteur="Claire Martin",
                )


def in_process(app: App, workspace: Workspace) -> dict[str, Any]:
    """The same question again and again, as elected officials ask before a session."""
    before, after = alternate(
        lambda: dispatch(app, workspace, EMPTY, ""),
        lambda: dispatch(app, workspace, "/spaser", "heures-insertion 2025"),
        rounds=15,
        calls=200,
    )
    return result("answer_in_process", after / before, 2, empty_us=before, answer_us=after)


def first_time(app: App, workspace: Workspace) -> dict[str, Any]:
    """A question never asked before: values read, words rendered."""
    asked = iter(range(10**6))

    def ask() -> None:
        dispatch(app, workspace, "/spaser", f"heures-insertion 2025{' ' * next(asked)}."[:400])

    before, after = alternate(lambda: dispatch(app, workspace, EMPTY, ""), ask, rounds=5, calls=50)
    return result("answer_first_time", after / before, None, empty_us=before, answer_us=after)


def over_http(
    app: App, settings: Settings, workspace: Workspace, assistant: Assistant
) -> dict[str, Any]:
    """The same over signed HTTP, on the server of `spaser serve`."""
    server = Server(app, settings, lambda: assistant)
    server.start()
    with httpx.Client() as client:

        def send(command: str, text: str) -> None:
            body, headers = request(workspace, command, text)
            client.post(server.url, content=body, headers=headers).raise_for_status()

        before, after = alternate(
            lambda: send(EMPTY, ""),
            lambda: send("/spaser", "heures-insertion 2025"),
            rounds=10,
            calls=50,
        )
    server.close()
    return result("answer_over_http", after / before, 2, empty_us=before, answer_us=after)


def dispatch(app: App, workspace: Workspace, command: str, text: str) -> None:
    """One signed command through the Bolt application."""
    body, headers = request(workspace, command, text)
    response = app.dispatch(BoltRequest(body=body, headers={**headers}))
    assert response.status == 200, (HTTP_PATH, response.body)


def request(workspace: Workspace, command: str, text: str) -> tuple[str, dict[str, str]]:
    """The signed body of a command."""
    body = urlencode(
        {
            "command": command,
            "text": text,
            "trigger_id": "1.2.3",
            "user_id": "U0ALICE01",
            "channel_id": workspace.channel,
            "team_id": "T0WORK001",
        }
    )
    stamp = str(int(time.time()))
    signature = SignatureVerifier(workspace.signing_secret).generate_signature(
        timestamp=stamp, body=body
    )
    return body, {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature or "",
    }
