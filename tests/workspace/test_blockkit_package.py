"""What the `blockkit` package says of the same payloads, where it is installed."""

from typing import Any

import pytest

from tests.workspace.accepted_payloads import ACCEPTED
from tests.workspace.blockkit_builder import refuses
from tests.workspace.refused_payloads import BLOCKS
from tests.workspace.refused_views import VIEWS

pytest.importorskip("blockkit")

REFUSED = [*BLOCKS, *VIEWS]

_NO_WHOLES = "blockkit looks at one block at a time; Slack looks at the message or view as a whole"
_NO_CROSS_CHECKS = "blockkit compares few fields with one another; Slack does"
_NO_LISTS = "blockkit drops an empty list, and does not count this one; Slack's schema does"
_LENIENT = "blockkit turns what it is given into the right shape before it looks at it"
_NO_EXTRAS = "blockkit knows the field, but not that Slack refuses it in this place"

BLOCKKIT_ACCEPTS: dict[str, str] = {
    **dict.fromkeys(
        [
            "51 blocks",
            "same block_id twice",
            "markdown of 12001 in all",
            "input without submit",
            "two elements with the focus",
        ],
        _NO_WHOLES,
    ),
    **dict.fromkeys(
        [
            "same action_id twice in a block",
            "two options with one value",
            "min_length over max_length",
        ],
        _NO_CROSS_CHECKS,
    ),
    **dict.fromkeys(
        [
            "11 fields",
            "no fields",
            "field of 2001",
            "actions without elements",
            "radio without options",
            "no blocks",
            "modal with an empty list of blocks",
        ],
        _NO_LISTS,
    ),
    **dict.fromkeys(
        [
            "section text is a string",
            "accessory list",
            "button url that is not one",
            "number bounds as numbers",
        ],
        _LENIENT,
    ),
    **dict.fromkeys(["url in a menu's option", "submit_disabled"], _NO_EXTRAS),
}
BLOCKKIT_REFUSES: dict[str, str] = {
    "button that asks": "Slack's own examples confirm in mrkdwn",
    "external menu": "Slack's reference lets a menu ask from no letter at all",
    "checkboxes in mrkdwn": "Slack's reference allows mrkdwn in checkboxes and radio buttons",
    "moment": "Slack's reference allows a datetimepicker among actions",
    "table of 100 rows": "blockkit does not export its table",
    "number": "Slack's bounds are strings; blockkit takes numbers, which it writes as strings",
}


@pytest.mark.parametrize(("name", "payload", "fault"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_blockkit_lets_through_is_known(name: str, payload: Any, fault: str) -> None:
    assert refuses(payload) == (name not in BLOCKKIT_ACCEPTS)


@pytest.mark.parametrize(("name", "payload"), ACCEPTED, ids=[name for name, _ in ACCEPTED])
def test_what_blockkit_refuses_alone_is_known(name: str, payload: Any) -> None:
    assert refuses(payload) == (name in BLOCKKIT_REFUSES)


def test_every_explained_disagreement_is_about_a_payload() -> None:
    assert set(BLOCKKIT_ACCEPTS) <= {name for name, *_ in REFUSED}
    assert set(BLOCKKIT_REFUSES) <= {name for name, _ in ACCEPTED}
