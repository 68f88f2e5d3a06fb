"""Every answer of every scheme, judged by the workspace: none is beyond Slack's limits."""

from collections.abc import Iterator

import pytest

from bot.blocks.message import message
from bot.readings import Reading, read
from schemes.loader import paths, shipped
from storage.store import Store
from tests.conftest import TODAY
from workflows.assistant import Assistant
from workflows.results import Option
from workspace.block_kit.surfaces import checked_message_blocks

MAX_TEXT = 4_000
"""Characters of a message's text, beyond which Slack cuts it."""


def questions(assistant: Assistant) -> Iterator[str]:
    scheme = assistant.scheme
    yield from ("", "indicateurs", "zut", "action 1", "x" * 501)
    for indicateur in scheme.indicateurs:
        for years in ("", " 2024", " 2017-2029"):
            yield f"{indicateur}{years}"
    for place in scheme.walk():
        yield place.noeud.id


@pytest.mark.parametrize("scheme_id", list(paths()))
def test_every_answer_is_accepted(sqlite_store: Store, scheme_id: str) -> None:
    assistant = Assistant(shipped(scheme_id), sqlite_store, today=lambda: TODAY)
    for question in questions(assistant):
        sent = message(read(assistant.answer(question)), shareable=True)
        checked_message_blocks(sent["blocks"])
        assert len(sent["text"]) < MAX_TEXT, question
        assert any("Source" in str(block) for block in sent["blocks"]) or not assistant.answer(
            question
        ).type.startswith(("indicateur", "noeud")), question


def test_an_answer_longer_than_slack_accepts_is_cut_and_keeps_its_buttons() -> None:
    reading = Reading(
        title="T" * 200,
        facts=[(f"étiquette {rank}", "v" * 3_000) for rank in range(25)],
        paragraphs=["p" * 4_000] * 60,
        groups=[("groupe", ["i" * 2_000] * 40)],
        notes=["n" * 3_000] * 30,
        source="s" * 4_000,
        choices=tuple(Option(libelle="l" * 100, demande="d" * 3_000) for _ in range(30)),
        share="x",
    )
    sent = message(reading, shareable=True)
    blocks = checked_message_blocks(sent["blocks"])
    assert blocks
    assert blocks[-1]["type"] == "actions"
    assert "La suite ne tient pas" in str(blocks[-2])
