"""The judge of Block Kit payloads, and what slack_sdk's own models say of the same payloads."""

from typing import Any

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.workspace.accepted_payloads import ACCEPTED
from tests.workspace.payloads import button, field, modal, plain, section, text_input
from tests.workspace.refused_payloads import BLOCKS
from tests.workspace.refused_views import VIEWS
from tests.workspace.sdk_disagreements import SDK_ACCEPTS, SDK_REFUSES
from workspace.block_kit.surfaces import check_metadata, checked_message_blocks, checked_view
from workspace.errors import SlackError

REFUSED = [*BLOCKS, *VIEWS]
VIEW_NAMES = {name for name, *_ in VIEWS}


def judge(payload: Any, *, is_view: bool) -> None:
    (checked_view if is_view else checked_message_blocks)(payload)


def sdk_refuses(payload: Any, *, is_view: bool) -> bool:
    try:
        if is_view:
            View(**payload).to_dict()
        else:
            for block in Block.parse_all(payload):
                block.to_dict()
    except (SlackObjectFormationError, TypeError, AttributeError):
        return True
    return False


def test_the_tables_are_large_enough() -> None:
    assert len(REFUSED) >= 80
    assert len(ACCEPTED) >= 40


@pytest.mark.parametrize(("name", "payload", "fault"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_refused_with_its_place(name: str, payload: Any, fault: str) -> None:
    is_view = name in VIEW_NAMES
    with pytest.raises(SlackError) as refusal:
        judge(payload, is_view=is_view)
    assert refusal.value.code == ("invalid_arguments" if is_view else "invalid_blocks")
    assert f"[ERROR] {fault}" in refusal.value.messages


@pytest.mark.parametrize(("name", "payload"), ACCEPTED, ids=[name for name, _ in ACCEPTED])
def test_accepted(name: str, payload: Any) -> None:
    judge(payload, is_view=isinstance(payload, dict))


@pytest.mark.parametrize(("name", "payload", "fault"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_the_sdk_lets_through_is_known(name: str, payload: Any, fault: str) -> None:
    assert sdk_refuses(payload, is_view=name in VIEW_NAMES) == (name not in SDK_ACCEPTS)


@pytest.mark.parametrize(("name", "payload"), ACCEPTED, ids=[name for name, _ in ACCEPTED])
def test_what_the_sdk_refuses_alone_is_known(name: str, payload: Any) -> None:
    assert sdk_refuses(payload, is_view=isinstance(payload, dict)) == (name in SDK_REFUSES)


def test_every_explained_disagreement_is_about_a_payload() -> None:
    assert set(SDK_ACCEPTS) <= {name for name, *_ in REFUSED}
    assert set(SDK_REFUSES) <= {name for name, _ in ACCEPTED}


@pytest.mark.parametrize("blocks", ["[]", {"type": "section"}, 7])
def test_blocks_that_are_not_a_list(blocks: Any) -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        checked_message_blocks(blocks)


def test_a_message_too_long_as_a_whole() -> None:
    long = section(text={"type": "mrkdwn", "text": "x" * 2700})
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        checked_message_blocks([long] * 5)


def test_missing_ids_are_generated() -> None:
    blocks = checked_message_blocks(
        [section(accessory={"type": "button", "text": plain()}), section()]
    )
    assert blocks is not None
    assert len({block["block_id"] for block in blocks}) == 2
    assert blocks[0]["accessory"]["action_id"]


def test_given_ids_are_kept() -> None:
    view = checked_view(modal(field(text_input(), block_id="b"), section(accessory=button())))
    assert view["blocks"][0]["block_id"] == "b"
    assert view["blocks"][0]["element"]["action_id"] == "t"


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ("x", "invalid_metadata_format"),
        ({"event_type": "x"}, "invalid_metadata_format"),
        ({"event_type": 1, "event_payload": {}}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": {"a": "x" * 9000}}, "metadata_too_large"),
    ],
)
def test_metadata_that_slack_refuses(metadata: Any, code: str) -> None:
    with pytest.raises(SlackError, match=code):
        check_metadata(metadata)
