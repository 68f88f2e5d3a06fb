"""Who may drive the workspace, and what a restart keeps."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from tests.workspace.payloads import home
from tests.workspace.sample_app import MANIFEST
from workspace import People, Profile, Workspace
from workspace.errors import SlackError

SAY = {"as": "U0ALICE01", "channel": "C0GENERAL", "text": "Bonjour"}


def test_our_own_page_may_act(alone: Workspace) -> None:
    origin = alone.url.rstrip("/")
    answer = httpx.post(f"{alone.url}page/act/say", json=SAY, headers={"Origin": origin})
    assert answer.json()["ok"] is True
    assert [message["text"] for message in alone.messages(alone.channel)] == ["Bonjour"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ailleurs.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "ailleurs.example"},
        {"Host": "127.0.0.1.ailleurs.example:80"},
    ],
)
def test_another_page_cannot_drive_it(alone: Workspace, headers: dict[str, str]) -> None:
    for path in ("page/act/say", "api/chat.postMessage"):
        assert httpx.post(f"{alone.url}{path}", json=SAY, headers=headers).status_code == 403
    assert httpx.get(f"{alone.url}page/start", headers=headers).status_code == 403
    assert alone.messages(alone.channel) == []


def test_a_form_of_another_page_cannot_even_navigate_to_an_action(alone: Workspace) -> None:
    headers = {"Origin": "https://ailleurs.example", "Sec-Fetch-Mode": "navigate"}
    answer = httpx.post(f"{alone.url}page/act/say", data=SAY, headers=headers)
    assert answer.status_code == 403


def test_it_listens_on_loopback_only(alone: Workspace) -> None:
    assert alone.url.startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_an_error(alone: Workspace) -> None:
    port = int(alone.url.rsplit(":", 1)[1].rstrip("/"))
    with pytest.raises(OSError, match="in use"):
        Workspace.start(port=port)


def test_nothing_is_served_outside_the_page_s_own_files(alone: Workspace) -> None:
    for path in ("static/../routes.py", "static/%2e%2e/routes.py", "static/js"):
        assert httpx.get(f"{alone.url}{path}").status_code == 404


def test_files_are_given_to_those_who_were_shown_them(alone: Workspace) -> None:
    alice = alone.person("alice")
    private = alice.direct_message("U0HELENE1")
    shared = alice.send_file(private, "note.html", b"<script>alert(1)</script>")
    address = f"{alone.url}page/files/{shared['files'][0]['id']}"
    seen = httpx.get(address, params={"as": "U0HELENE1"})
    assert seen.headers["content-disposition"].startswith("attachment")
    assert seen.headers["x-content-type-options"] == "nosniff"
    assert httpx.get(address, params={"as": "U0PAUL001"}).status_code == 404


def test_an_empty_file_is_refused(alone: Workspace) -> None:
    with pytest.raises(SlackError, match="no_file_data"):
        alone.person("alice").send_file(alone.channel, "vide.txt", b"")


@pytest.mark.parametrize(
    ("person", "channel", "text", "error"),
    [
        ("paul", "C0COMITE1", "Bonjour", "channel_not_found"),
        ("paul", "C0NOWHERE", "Bonjour", "channel_not_found"),
        ("alice", "C0GENERAL", " ", "no_text"),
        ("alice", "C0GENERAL", "x" * 12_001, "msg_too_long"),
    ],
)
def test_people_have_limits_too(
    alone: Workspace, person: str, channel: str, text: str, error: str
) -> None:
    with pytest.raises(SlackError, match=error):
        alone.person(person).say(channel, text)


@pytest.mark.parametrize(
    ("typed", "passed_on"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("<script>", "&lt;script&gt;"),
        ("@paul et #general", "<@U0PAUL001> et <#C0GENERAL>"),
        ("paul@exemple.fr", "paul@exemple.fr"),
        ("<@U0PAUL001>", "<@U0PAUL001>"),
        ("*gras* 🙂 {{ 7 * 7 }}", "*gras* 🙂 {{ 7 * 7 }}"),
    ],
)
def test_what_is_typed_is_escaped_as_slack_does(
    alone: Workspace, typed: str, passed_on: str
) -> None:
    assert alone.person("alice").say(alone.channel, typed)["text"] == passed_on


def test_the_manifest_can_close_direct_messages() -> None:
    features = {**MANIFEST["features"], "app_home": {"messages_tab_enabled": False}}
    with (
        Workspace.start({**MANIFEST, "features": features}) as workspace,
        pytest.raises(SlackError, match="messages_tab_disabled"),
    ):
        workspace.person("alice").dm("Bonjour")


def test_other_people_can_be_invited() -> None:
    people = People([Profile("U0ZOE0001", "zoe", "Zoé Petit", "Juriste")])
    with Workspace.start(people=people) as workspace:
        assert workspace.person("zoe").say(workspace.channel, "Bonjour")["user"] == "U0ZOE0001"
        with pytest.raises(KeyError):
            workspace.person("alice")


def test_a_restart_keeps_messages_files_homes_and_secrets(tmp_path: Path) -> None:
    kept = tmp_path / "etat.json"
    with Workspace.start(MANIFEST, state_file=kept) as before:
        alice = before.person("alice")
        alice.dm("Bonjour")
        alice.send_file(before.channel, "note.txt", b"Contenu")
        WebClient(before.bot_token, base_url=before.api_url).views_publish(
            user_id=alice.id, view=home()
        )
        conversation = alice.direct_message()
    with Workspace.start(MANIFEST, state_file=kept) as after:
        assert after.bot_token == before.bot_token
        assert [m["text"] for m in after.messages(conversation)] == ["Bonjour"]
        file_id = after.messages(after.channel)[0]["files"][0]["id"]
        address = f"{after.url}page/files/{file_id}"
        assert httpx.get(address, params={"as": alice.id}).text == "Contenu"
        assert httpx.get(f"{after.url}page/start", params={"as": alice.id}).json()["home"]
        earlier = after.messages(conversation)[0]["ts"]
        assert after.person("alice").dm("Encore")["ts"] > earlier
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "[]", '{"format": 99}', '{"format": 1}'])
def test_a_file_that_is_not_a_state_is_left_alone(tmp_path: Path, content: str) -> None:
    kept = tmp_path / "etat.json"
    kept.write_text(content)
    with pytest.raises(ValueError, match="state file"):
        Workspace.start(state_file=kept)
    assert kept.read_text() == content


@pytest.fixture
def command_line(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(MANIFEST))
    arguments = ["--port", "0", "--json", "--manifest", str(manifest)]
    with subprocess.Popen(
        [sys.executable, "-m", "workspace", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def test_the_command_line_prints_one_line_and_stops_cleanly(
    command_line: "subprocess.Popen[str]",
) -> None:
    assert command_line.stdout is not None
    facts: dict[str, Any] = json.loads(command_line.stdout.readline())
    assert list(facts) == [
        "url",
        "api_url",
        "bot_token",
        "app_token",
        "signing_secret",
        "channel",
    ]
    slack = WebClient(facts["bot_token"], base_url=facts["api_url"])
    assert slack.auth_test()["user"] == "exemple"
    command_line.send_signal(signal.SIGINT)
    rest, errors = command_line.communicate(timeout=10)
    assert (command_line.returncode, rest, errors) == (0, "", "")


@pytest.mark.parametrize("arguments", [["--port", "PORT"], ["--manifest", "/dev/null"]])
def test_the_command_line_says_what_is_wrong(arguments: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [sys.executable, "-m", "workspace", *(a.replace("PORT", port) for a in arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr.startswith("workspace: ")
    assert "Traceback" not in run.stderr
