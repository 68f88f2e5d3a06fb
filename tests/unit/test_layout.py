"""Words laid out within Slack's limits: none is lost, none is formatting."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import links, people
from bot.blocks.layout import (
    MAX_FIELD,
    MAX_SECTION,
    Block,
    context,
    escaped,
    facts,
    listing,
    paragraph,
    subtitle,
)
from workflows.pieces import Piece

PAUL = people.mark("U012ABC")
SHOWN = "<https://exemple.fr/d_1_|PV>"
FILE = links.mark(str(Piece("PV", "https://exemple.fr/d_1_")))
BROKEN = re.compile(r"&(?!(?:amp|lt|gt);)|<(?!(?:@U012ABC|https://exemple\.fr/d_1_\|PV)>)")
"""An entity or a reference that is not whole."""


def texts(blocks: list[Block]) -> list[str]:
    """Each text of sections and small print, which Slack accepts and which is broken nowhere."""
    found = [
        part
        for block in blocks
        for part in [*filter(None, [block.get("text")]), *block.get("elements", [])]
    ]
    assert all(0 < len(part["text"]) <= MAX_SECTION for part in found)
    mrkdwn = [part["text"] for part in found if part["type"] == "mrkdwn"]
    assert not any(map(BROKEN.search, mrkdwn))
    return [str(part["text"]) for part in found]


def test_a_long_list_keeps_every_line_with_its_people_and_files() -> None:
    line = f"{PAUL} R&D {'x&' * 140} {FILE}"
    heading, *sections = texts(listing("Échéances", [line] * 9))
    assert heading == "*Échéances*"
    shown = f"• <@U012ABC> R&amp;D {'x&amp;' * 140} {SHOWN}"
    assert "\n".join(sections).split("\n") == [shown] * 9
    assert len(sections) == 3


@given(
    st.lists(
        st.sampled_from(["mot", "&", "<" * 40, "x&" * 700, "y" * 3100, PAUL, FILE]), min_size=1
    )
)
def test_a_paragraph_loses_nothing(words: list[str]) -> None:
    said = "".join(texts(paragraph(" ".join(words))))
    kept = html.unescape(said.replace("<@U012ABC>", PAUL).replace(SHOWN, FILE))
    assert kept.replace(" ", "") == "".join(words)
    assert "".join(texts(context([" ".join(words)]))) == said


def test_a_person_and_a_file_are_never_broken() -> None:
    for before in range(2980, 3001):
        said = "".join(texts(paragraph(f"{'x' * before}{PAUL}{FILE}")))
        assert said == f"{'x' * before}<@U012ABC>{SHOWN}"


def test_a_fact_longer_than_a_column_is_a_paragraph_in_its_place() -> None:
    long = f"{'relevé ' * 285}{FILE}"
    first, between, last = facts([("Valeur", "31"), ("D'après", long), ("Par", PAUL)])
    assert [field["text"] for field in first["fields"]] == ["*Valeur*\n31"]
    assert texts([between]) == [f"D'après : {'relevé ' * 285}{SHOWN}"]
    assert [field["text"] for field in last["fields"]] == ["*Par*\n<@U012ABC>"]
    [field] = facts([("A", "x&" * 332 + "yyyy")])[0]["fields"]
    assert len(field["text"]) == MAX_FIELD


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*urgent* _vite_ ~non~ `x`", "∗urgent∗ ˍviteˍ ∼non∼ ˋxˋ"),
        ("pv_du_3_mars.pdf __init__", "pv_du_3_mars.pdf ˍˍinitˍˍ"),
        ("> 90 000 €", "\u00ad&gt; 90 000 €"),
        ("<!channel> <@U012ABC>", "&lt;!channel&gt; &lt;@U012ABC&gt;"),
    ],
)
def test_words_are_never_formatting(typed: str, shown: str) -> None:
    beside = {"type": "mrkdwn", "text": f"{shown}\n<@U012ABC>", "verbatim": True}
    assert paragraph(f"{typed}\n{PAUL}") == [{"type": "section", "text": beside}]
    [[field]] = [block["fields"] for block in facts([("Mot", typed)])]
    assert field == {"type": "mrkdwn", "text": f"*Mot*\n{shown}", "verbatim": True}
    [alone] = paragraph(typed)
    assert alone["text"] == {"type": "plain_text", "text": typed, "emoji": False}


def test_a_title_of_a_list_is_bold_as_a_whole() -> None:
    assert subtitle("Un *mot* & deux")["text"]["text"] == "*Un ∗mot∗ &amp; deux*"


@pytest.mark.parametrize("limit", range(3, 12))
def test_what_is_cut_keeps_its_entities_whole(limit: int) -> None:
    cut = escaped("a&b&c&d", limit)
    assert len(cut) <= limit
    assert html.unescape(cut).rstrip("…") in ("a", "a&", "a&b")
    assert cut.endswith("…")
