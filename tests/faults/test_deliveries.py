"""Forged, stale, repeated and crowded deliveries: one effect each, none lost."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from slack_sdk.signature import SignatureVerifier

from bot.app import build
from bot.connections import Server
from bot.manifest import manifest
from bot.replies import Replies
from schemes.loader import shipped
from storage.store import Store
from tests.conversations.conftest import by_socket, settings_for
from workflows.assistant import Assistant
from workspace import ApiFault, Workspace


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    store = Store(f"sqlite:///{tmp_path / 'spaser.db'}")
    yield Assistant(shipped("landes"), store)
    store.close()


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace.start(manifest=manifest()) as running:
        yield running


@pytest.fixture
def server(workspace: Workspace, assistant: Assistant) -> Iterator[Server]:
    settings = settings_for(workspace)
    with build(settings, Replies(lambda: assistant)) as app:
        running = Server(app, settings, lambda: assistant)
        running.start()
        workspace.set_request_url(running.url)
        yield running
        running.close()


def signed(workspace: Workspace, body: str, *, at: float | None = None) -> dict[str, str]:
    stamp = str(int(at if at is not None else time.time()))
    verifier = SignatureVerifier(workspace.signing_secret)
    signature = verifier.generate_signature(timestamp=stamp, body=body)
    assert signature
    return {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature,
    }


def command(text: str, trigger_id: str = "1.2.3") -> str:
    return urlencode(
        {
            "command": "/spaser",
            "text": text,
            "trigger_id": trigger_id,
            "user_id": "U0ALICE01",
            "channel_id": "C0GENERAL",
            "team_id": "T0WORK001",
        }
    )


def event(workspace: Workspace, text: str) -> str:
    alice = workspace.person("alice")
    return json.dumps(
        {
            "type": "event_callback",
            "event_id": "Ev0SAME",
            "team_id": "T0WORK001",
            "event": {
                "type": "message",
                "channel_type": "im",
                "channel": alice.direct_message(),
                "user": alice.id,
                "text": text,
                "ts": "1.1",
            },
        }
    )


def test_a_signed_command_is_answered(server: Server, workspace: Workspace) -> None:
    body = command("heures-insertion 2025")
    answer = httpx.post(server.url, content=body, headers=signed(workspace, body))
    assert answer.status_code == 200
    assert answer.json()["text"].startswith("Heures d'insertion contractualisées (A2) : 2025")


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "heures " * 2_000, "heures-insertion " + "9" * 5_000]
)
def test_a_very_long_command_gets_a_short_answer(
    server: Server, workspace: Workspace, text: str
) -> None:
    body = command(text)
    answer = httpx.post(server.url, content=body, headers=signed(workspace, body))
    assert answer.status_code == 200
    assert "trop long" in answer.json()["text"]
    assert len(answer.json()["text"]) < 500


def test_a_forged_signature_is_refused(server: Server, workspace: Workspace) -> None:
    headers = signed(workspace, command("heures-insertion 2025"))
    forged = httpx.post(server.url, content=command("heures-insertion 2026"), headers=headers)
    assert forged.status_code == 401
    unsigned = httpx.post(server.url, content=command("aide"))
    assert unsigned.status_code == 401


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_stale_or_early_signature_is_refused(
    server: Server, workspace: Workspace, minutes: int
) -> None:
    body = command("aide")
    headers = signed(workspace, body, at=time.time() + 60 * minutes)
    assert httpx.post(server.url, content=body, headers=headers).status_code == 401


@pytest.mark.parametrize("body", [b"\xff\xfe", b"", b"{", b"payload=%7B", b"x" * 100])
def test_what_is_not_a_delivery_is_refused_quietly(server: Server, body: bytes) -> None:
    assert 400 <= httpx.post(server.url, content=body).status_code < 500
    assert httpx.get(server.url).status_code == 404


def test_an_event_delivered_three_times_is_answered_once(
    server: Server, workspace: Workspace
) -> None:
    body = event(workspace, "heures-insertion 2025")
    headers = signed(workspace, body) | {"content-type": "application/json"}
    with ThreadPoolExecutor(3) as threads:
        sent = [
            threads.submit(httpx.post, server.url, content=body, headers=headers) for _ in range(3)
        ]
        assert [answer.result().status_code for answer in sent] == [200, 200, 200]
    assert len(workspace.record) == 1


def test_a_command_delivered_three_times_gets_the_same_answer(
    server: Server, workspace: Workspace
) -> None:
    body = command("heures-insertion 2025")
    answers = [
        httpx.post(server.url, content=body, headers=signed(workspace, body)).content
        for _ in range(3)
    ]
    assert answers[0] == answers[1] == answers[2]
    assert workspace.record == []


def test_deliveries_doubled_by_slack_are_answered_once(
    server: Server, workspace: Workspace
) -> None:
    alice = workspace.person("alice")
    workspace.double_deliveries(1)
    alice.dm("heures-insertion 2025")
    alice.wait_for()
    workspace.deliver_again(times=3)
    assert len(workspace.record) == 1


def test_a_click_delivered_again_shares_once(server: Server, workspace: Workspace) -> None:
    helene = workspace.person("helene")
    helene.command("/spaser", "heures-insertion 2025", channel=workspace.channel)
    helene.click(helene.wait_for(), action_id="partager")
    workspace.deliver_again(times=2)
    assert len(workspace.messages(workspace.channel)) == 1


def test_a_message_that_slack_refuses_is_sent_again_when_slack_delivers_again(
    server: Server, workspace: Workspace
) -> None:
    body = event(workspace, "heures-insertion 2025")
    headers = signed(workspace, body) | {"content-type": "application/json"}
    workspace.fail_calls("chat.postMessage", ApiFault.SERVER_ERROR)
    assert httpx.post(server.url, content=body, headers=headers).status_code == 500
    assert workspace.record == []
    assert httpx.post(server.url, content=body, headers=headers).status_code == 200
    assert len(workspace.record) == 1


def crowd(workspace: Workspace) -> None:
    """Fifty people's commands at once."""
    channel = workspace.channel
    texts = [f"heures-insertion {2023 + number % 7}" for number in range(50)]
    people = [
        workspace.person(name) for name in ("alice", "paul", "helene", "karim", "claire") * 10
    ]
    with ThreadPoolExecutor(50) as threads:
        for person, text in zip(people, texts, strict=True):
            threads.submit(person.command, "/spaser", text, channel=channel)
    answers = [entry.body["text"] for entry in workspace.record]
    assert len(answers) == 50
    for text in texts:
        year = text.split()[1]
        assert sum(f": {year}\n" in answer for answer in answers) == texts.count(text)
    assert all(person.notices() == [] for person in people)


def test_fifty_commands_at_once_over_http(server: Server, workspace: Workspace) -> None:
    crowd(workspace)


def test_fifty_commands_at_once_over_socket_mode(
    workspace: Workspace, assistant: Assistant
) -> None:
    with by_socket(workspace, assistant):
        crowd(workspace)
