"""Many things at once, and anything at all: nothing lost, nothing that breaks."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.workspace.payloads import (
    actions,
    button,
    context,
    field,
    image,
    mrkdwn,
    plain,
    section,
    select,
)
from tests.workspace.sample_app import MANIFEST
from workspace import Workspace
from workspace.block_kit.surfaces import check_metadata, checked_message_blocks, checked_view
from workspace.errors import SlackError
from workspace.manifest import Manifest

ANY_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(), inner, max_size=4),
    max_leaves=12,
)
GOOD_BLOCKS = [
    section(accessory=select()),
    actions(button(), select()),
    context(mrkdwn(), image()),
    field({"type": "multi_static_select", "options": [{"text": plain(), "value": "1"}]}),
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
]


def spoilt(value: Any, path: list[int], by: Any) -> Any:
    """Replace a part of a payload, found by a path of positions, by something else."""
    if not path or not isinstance(value, dict | list) or not value:
        return by
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    chosen = keys[path[0] % len(keys)]
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[chosen] = spoilt(copy[chosen], path[1:], by)
    return copy


def test_fifty_commands_at_once_are_all_answered(workspace: Workspace) -> None:
    people = [workspace.person(name) for name in ("alice", "paul", "helene", "karim", "claire")]
    with ThreadPoolExecutor(50) as crowd:
        for number in range(50):
            person = people[number % len(people)]
            crowd.submit(person.command, "/exemple", f"n° {number}", channel=workspace.channel)
    answers = [entry.body["text"] for entry in workspace.record]
    assert sorted(answers) == sorted(f"Bonjour n° {number}" for number in range(50))
    assert all(person.notices() == [] for person in people)


def test_messages_said_at_once_have_their_own_timestamps(alone: Workspace) -> None:
    alice, paul = alone.person("alice"), alone.person("paul")
    with ThreadPoolExecutor(8) as crowd:
        for number in range(100):
            crowd.submit((alice, paul)[number % 2].say, alone.channel, str(number))
    messages = alone.messages(alone.channel)
    stamps = [message["ts"] for message in messages]
    assert len(set(stamps)) == 100
    assert stamps == sorted(stamps)


@given(block=some.sampled_from(GOOD_BLOCKS), path=some.lists(some.integers(0, 9)), by=ANY_JSON)
@settings(max_examples=300, deadline=None)
def test_a_spoilt_block_is_refused_or_accepted_never_a_crash(
    block: Any, path: list[int], by: Any
) -> None:
    for judge in (
        lambda: checked_message_blocks([spoilt(block, path, by)]),
        lambda: checked_view({"type": "home", "blocks": [spoilt(block, path, by)]}),
    ):
        try:
            judge()
        except SlackError as refusal:
            assert refusal.messages or refusal.code == "msg_blocks_too_long"


@given(anything=ANY_JSON)
@settings(max_examples=200, deadline=None)
def test_anything_at_all_is_refused_or_accepted(anything: Any) -> None:
    for judge in (checked_message_blocks, checked_view, check_metadata):
        try:
            judge(anything)
        except SlackError as refusal:
            assert refusal.code
    if isinstance(anything, dict):
        try:
            Manifest.from_json(anything)
        except ValueError as error:
            assert "manifest" in str(error)


METHODS = [
    "chat.postMessage",
    "chat.update",
    "conversations.history",
    "conversations.open",
    "files.completeUploadExternal",
    "views.open",
    "views.publish",
    "views.update",
]
NAMES = ["channel", "blocks", "text", "view", "users", "files", "ts", "user_id", "view_id", "limit"]


def test_every_method_answers_whatever_it_is_given() -> None:
    with Workspace.start(MANIFEST) as workspace, httpx.Client() as client:
        headers = {"Authorization": f"Bearer {workspace.bot_token}"}

        @given(
            method=some.sampled_from(METHODS),
            arguments=some.dictionaries(some.sampled_from(NAMES), ANY_JSON),
        )
        @settings(max_examples=100, deadline=None)
        def check(method: str, arguments: dict[str, Any]) -> None:
            address = f"{workspace.api_url}{method}"
            answer = client.post(address, headers=headers, json=arguments)
            assert answer.status_code == 200
            assert isinstance(answer.json()["ok"], bool)

        check()


VERBS = [
    "say",
    "command",
    "act-on-message",
    "act-in-view",
    "submit",
    "react",
    "suggest",
    "mark-read",
]
FIELDS = ["channel", "text", "ts", "value", "entered", "view", "action_id", "block_id", "files"]


def test_the_page_s_requests_are_checked_too(alone: Workspace) -> None:
    with httpx.Client() as client:

        @given(
            verb=some.sampled_from(VERBS),
            details=some.dictionaries(some.sampled_from(FIELDS), ANY_JSON),
        )
        @settings(max_examples=100, deadline=None)
        def check(verb: str, details: dict[str, Any]) -> None:
            body = {"as": "U0ALICE01", "channel": alone.channel, **details}
            answer = client.post(f"{alone.url}page/act/{verb}", json=body)
            assert answer.status_code in (200, 400, 502)

        check()
