"""What reaches the app, how it acknowledges, and what happens when it does not."""

import json
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.workspace.payloads import actions, button
from tests.workspace.raw_apps import (
    Received,
    acknowledge,
    raw_http,
    raw_socket,
    receive,
    socket_address,
)
from tests.workspace.sample_app import MANIFEST
from workspace import RequestUrlRefusedError, Timing, Workspace

QUICK = Timing(ack_limit=0.5, redelivery_delays=(0.0, 0.0, 0.0))


def in_background(work: Callable[[], Any]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_the_sdk_s_own_socket_client_is_served(alone: Workspace) -> None:
    client = SocketModeClient(alone.app_token, web_client=WebClient(base_url=alone.api_url))

    def answer(sender: Any, request: SocketModeRequest) -> None:
        text = f"{request.type} {request.payload['text']}"
        sender.send_socket_mode_response(
            SocketModeResponse(request.envelope_id, payload={"text": text})
        )

    client.socket_mode_request_listeners.append(answer)
    client.connect()
    alice = alone.person("alice")
    alice.command("/exemple", "deux", channel=alone.channel)
    assert alice.wait_for()["text"] == "slash_commands deux"
    client.auto_reconnect_enabled = False
    alone.stop()
    client.close()


def test_a_ticket_opens_one_socket_only(alone: Workspace) -> None:
    address = socket_address(alone)
    with connect(address, proxy=None) as socket:
        assert receive(socket)["type"] == "hello"
        with pytest.raises(InvalidStatus), connect(address, proxy=None):
            pass


def test_the_eleventh_socket_is_turned_away(alone: Workspace) -> None:
    with ExitStack() as stack:
        opened = [connect(socket_address(alone), proxy=None) for _ in range(11)]
        greetings = [receive(stack.enter_context(socket)) for socket in opened]
    assert [greeting["type"] for greeting in greetings] == ["hello"] * 10 + ["disconnect"]
    assert greetings[-1]["reason"] == "too_many_websockets"


def test_an_envelope_goes_to_one_socket_and_each_has_its_turn(alone: Workspace) -> None:
    with raw_socket(alone) as first, raw_socket(alone) as second:
        alice = alone.person("alice")
        texts = []
        for number, socket in enumerate((first, second, first, second)):
            alice.dm(str(number))
            envelope = receive(socket)
            acknowledge(socket, envelope)
            texts.append(envelope["payload"]["event"]["text"])
        assert texts == ["0", "1", "2", "3"]
        for socket in (first, second):
            with pytest.raises(TimeoutError):
                socket.recv(timeout=0.05)


def test_an_event_is_delivered_again_until_acknowledged() -> None:
    with Workspace.start(MANIFEST, timing=QUICK) as workspace, raw_socket(workspace) as socket:
        workspace.person("alice").dm("Bonjour")
        attempts = [receive(socket) for _ in range(3)]
        acknowledge(socket, attempts[-1])
        assert [attempt["retry_attempt"] for attempt in attempts] == [0, 1, 2]
        assert [attempt["retry_reason"] for attempt in attempts] == ["", "timeout", "timeout"]
        assert len({attempt["payload"]["event_id"] for attempt in attempts}) == 1
        with pytest.raises(TimeoutError):
            socket.recv(timeout=0.7)


def test_an_event_is_delivered_again_on_another_socket_when_one_closes() -> None:
    with Workspace.start(MANIFEST, timing=QUICK) as workspace:
        with raw_socket(workspace) as lost, raw_socket(workspace) as kept:
            workspace.cut_socket_at_next_delivery()
            workspace.person("alice").dm("Bonjour")
            receive(lost)
            with pytest.raises(ConnectionClosed):
                lost.recv(timeout=5)
            again = receive(kept)
            acknowledge(kept, again)
        assert again["retry_attempt"] == 1


def test_what_people_read_when_the_app_is_away(alone: Workspace) -> None:
    alice = alone.person("alice")
    alice.command("/exemple", channel=alone.channel)
    assert alice.notices() == [
        "/exemple a échoué : l’application n’est pas joignable (dispatch_failed)."
    ]
    alice.command("/inconnue", channel=alone.channel)
    assert alice.notices()[-1] == "« /inconnue » n’est pas une commande connue."


def test_what_people_read_when_the_app_is_too_slow() -> None:
    with Workspace.start(MANIFEST, timing=QUICK) as workspace, raw_socket(workspace):
        alice = workspace.person("alice")
        alice.command("/exemple", channel=workspace.channel)
        assert alice.notices() == [
            "/exemple a échoué : l’application n’a pas répondu à temps (operation_timeout)."
        ]


def test_people_read_why_an_answer_was_refused(alone: Workspace) -> None:
    with raw_socket(alone) as socket:
        alice = alone.person("alice")
        typing = in_background(lambda: alice.command("/exemple", channel=alone.channel))
        acknowledge(socket, receive(socket), {"blocks": [{"type": "section"}]})
        typing.join()
        assert "invalid_blocks" in alice.notices()[0]
        assert alone.record == []


def test_events_held_are_released_in_reverse(alone: Workspace) -> None:
    with raw_socket(alone) as socket:
        alone.hold_events(2)
        alice = alone.person("alice")
        alice.dm("un")
        alice.dm("deux")
        alone.release_events(reverse=True)
        envelopes = [receive(socket), receive(socket)]
        for envelope in envelopes:
            acknowledge(socket, envelope)
        texts = [envelope["payload"]["event"]["text"] for envelope in envelopes]
        assert texts == ["deux", "un"]


def test_a_delivery_is_doubled(alone: Workspace) -> None:
    with raw_socket(alone) as socket:
        alone.double_deliveries(1)
        alone.person("alice").dm("Bonjour")
        envelopes = [receive(socket), receive(socket)]
        for envelope in envelopes:
            acknowledge(socket, envelope)
        assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1


def test_a_command_doubled_is_answered_once(alone: Workspace) -> None:
    with raw_socket(alone) as socket:
        alone.double_deliveries(1)
        alice = alone.person("alice")
        typing = in_background(lambda: alice.command("/exemple", channel=alone.channel))
        envelopes = [receive(socket), receive(socket)]
        for envelope in envelopes:
            acknowledge(socket, envelope, {"text": "Une fois"})
        typing.join()
        assert len({envelope["payload"]["trigger_id"] for envelope in envelopes}) == 1
        assert [entry.body["text"] for entry in alone.record] == ["Une fois"]


def test_sockets_are_refreshed(alone: Workspace) -> None:
    with raw_socket(alone) as socket:
        alone.refresh_sockets()
        assert receive(socket)["reason"] == "refresh_requested"
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=5)


def test_http_requests_are_signed_and_repeated() -> None:
    def refuse(request: Received) -> tuple[int, dict[str, Any]]:
        if "challenge" in request.body.decode():
            return 200, {"challenge": request.json()["challenge"]}
        return (500, {}) if "x-slack-retry-num" not in request.headers else (200, {})

    with Workspace.start(MANIFEST, timing=QUICK) as workspace, raw_http(refuse) as (url, received):
        workspace.set_request_url(url)
        workspace.person("alice").dm("Bonjour")
        verification, first, second = (received.get(timeout=5) for _ in range(3))
        verifier = SignatureVerifier(workspace.signing_secret)
        for request in (verification, first, second):
            assert verifier.is_valid_request(request.body, request.headers)
        assert first.json() == second.json()
        assert second.headers["x-slack-retry-num"] == "1"
        assert second.headers["x-slack-retry-reason"] == "http_error"


def test_commands_are_forms_and_interactions_a_form_field(alone: Workspace) -> None:
    def accept(request: Received) -> tuple[int, dict[str, Any]]:
        if b"challenge" in request.body and request.headers["content-type"] == "application/json":
            return 200, {"challenge": request.json()["challenge"]}
        return 200, {}

    with raw_http(accept) as (url, received):
        alone.set_request_url(url)
        alice = alone.person("alice")
        alice.command("/exemple", "45 000 € & plus", channel=alone.channel)
        alice.shortcut("note")
        received.get(timeout=5)
        command = parse_qs(received.get(timeout=5).body.decode())
        shortcut = json.loads(parse_qs(received.get(timeout=5).body.decode())["payload"][0])
    assert command["text"] == ["45 000 € &amp; plus"]
    assert command["trigger_id"] and command["response_url"]
    assert shortcut["type"] == "shortcut"
    assert shortcut["user"]["id"] == alice.id


def test_an_address_that_does_not_repeat_the_challenge_is_refused(alone: Workspace) -> None:
    wrong = raw_http(lambda _: (200, {"challenge": "autre"}))
    with wrong as (url, _), pytest.raises(RequestUrlRefusedError):
        alone.set_request_url(url)
    with pytest.raises(RequestUrlRefusedError):
        alone.set_request_url(url)
    with pytest.raises(ValueError, match="looks like"):
        Workspace.start(request_url="ici")
    with pytest.raises(ValueError, match="looks like"):
        alone.set_request_url("https://ailleurs.example/")


def test_a_response_url_serves_five_times(alone: Workspace) -> None:
    alice = alone.person("alice")
    alice.command("/exemple", channel=alone.channel)
    url = alone.last_delivery["response_url"]
    answers = [httpx.post(url, json={"text": str(number)}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[-1].json()["error"] == "used_url"
    assert [entry.body["text"] for entry in alone.record] == list("01234")
    assert all(entry.audience == {alice.id} for entry in alone.record)


def test_a_response_url_expires() -> None:
    with Workspace.start(MANIFEST, timing=Timing(response_url_life=0.0)) as workspace:
        workspace.person("alice").command("/exemple", channel=workspace.channel)
        answer = httpx.post(workspace.last_delivery["response_url"], json={"text": "Tard"})
        assert answer.json()["error"] == "expired_url"


def test_a_response_url_answers_all_replaces_and_deletes(alone: Workspace) -> None:
    alice = alone.person("alice")
    posted = WebClient(alone.bot_token, base_url=alone.api_url).chat_postMessage(
        channel=alone.channel, text="Choisir", blocks=[actions(button())]
    )
    alice.click({**posted["message"], "channel": alone.channel}, action_id="b")
    url = alone.last_delivery["response_url"]
    httpx.post(url, json={"text": "Pour tous", "response_type": "in_channel"})
    httpx.post(url, json={"text": "Choisi", "replace_original": True})
    assert [m["text"] for m in alone.messages(alone.channel)] == ["Choisi", "Pour tous"]
    httpx.post(url, json={"delete_original": True})
    assert [m["text"] for m in alone.messages(alone.channel)] == ["Pour tous"]
    refused = httpx.post(url, json={"blocks": [{"type": "section"}]})
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_blocks")


@pytest.mark.parametrize(
    ("events", "heard"),
    [
        (["message.im"], ["message"]),
        (["app_mention"], []),
        (["message.im", "app_mention"], ["message"]),
        ([], []),
    ],
)
def test_only_subscribed_events_are_delivered(events: list[str], heard: list[str]) -> None:
    manifest = {**MANIFEST, "settings": {"event_subscriptions": {"bot_events": events}}}
    with Workspace.start(manifest, timing=QUICK) as workspace:
        workspace.person("alice").dm("<@U0BOTAPP1> Bonjour")
        try:
            delivered = [workspace.last_delivery["event"]["type"]]
        except LookupError:
            delivered = []
    assert delivered == heard


@pytest.mark.parametrize(
    ("escaping", "text"),
    [
        ({}, "@paul &lt;@U0PAUL001&gt; &amp;"),
        ({"should_escape": False}, "@paul &lt;@U0PAUL001&gt; &amp;"),
        ({"should_escape": True}, "<@U0PAUL001> <@U0PAUL001> &amp;"),
    ],
)
def test_a_command_names_people_by_id_only_when_the_manifest_asks_for_it(
    escaping: dict[str, bool], text: str
) -> None:
    commands = [{"command": "/exemple", **escaping}]
    features = {**MANIFEST["features"], "slash_commands": commands}
    with Workspace.start({**MANIFEST, "features": features}, timing=QUICK) as workspace:
        alice = workspace.person("alice")
        alice.command("/exemple", "@paul <@U0PAUL001> &", channel=workspace.channel)
        assert workspace.last_delivery["text"] == text


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("features", {"slash_commands": [{"command": "exemple"}]}),
        ("features", {"shortcuts": [{"type": "page"}]}),
        ("features", []),
        ("oauth_config", {"scopes": {"bot": ["tout"]}}),
        ("oauth_config", {"scopes": {"bot": []}}),
        ("settings", {"event_subscriptions": {"bot_events": ["pluie"]}}),
    ],
)
def test_a_wrong_manifest_is_refused(part: str, value: Any) -> None:
    with pytest.raises(ValueError, match="manifest"):
        Workspace.start({**MANIFEST, part: value})
