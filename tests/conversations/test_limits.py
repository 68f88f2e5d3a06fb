"""Every answer of every scheme, judged by the workspace: none is beyond Slack's limits."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from bot.blocks import home
from bot.blocks.message import message
from bot.readings import Reading, read
from schemes.loader import paths, shipped
from storage import valeurs
from storage.store import Store
from tests.conftest import TODAY
from tests.marches import add_marches
from tests.revue_cast import known
from workflows.accueil import accueillir
from workflows.assistant import Assistant
from workflows.results import Detail, Option
from workflows.roles import known_roles
from workspace.block_kit.surfaces import checked_message_blocks, checked_view

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


@pytest.mark.parametrize("scheme_id", list(paths()))
def test_a_whole_year_with_every_value_is_accepted(sqlite_store: Store, scheme_id: str) -> None:
    scheme = shipped(scheme_id)
    year = scheme.periode.debut + 1
    with sqlite_store.write() as session:
        for indicateur in scheme.indicateurs:
            valeurs.record(
                session,
                scheme=scheme_id,
                indicateur=indicateur,
                annee=year,
                valeur=Decimal("123456.78"),
                origine="saisi",
                auteur="Claire Martin",
            )
    assistant = Assistant(scheme, sqlite_store, today=lambda: TODAY)
    checked_message_blocks(
        message(read(assistant.answer("tableau 1850")), shareable=True)["blocks"]
    )
    table = read(assistant.answer(f"tableau {year}"))
    sent = message(table, shareable=True)
    checked_message_blocks(sent["blocks"])
    assert "La suite ne tient pas" not in str(sent["blocks"])
    assert sum(line.count("123") for _, lines in table.groups for line in lines) > 5


@pytest.mark.parametrize("scheme_id", list(paths()))
def test_every_page_of_a_detail_is_accepted_and_leads_to_the_next(
    sqlite_store: Store, scheme_id: str
) -> None:
    scheme = shipped(scheme_id)
    long = [{"objet": "Fourniture " * 90, "montant_centimes": 9_000_000_00}] * 45
    add_marches(sqlite_store, scheme, scheme.periode.debut, *long)
    assistant = Assistant(scheme, sqlite_store, today=lambda: TODAY)
    pages = 0
    for indicateur in scheme.indicateurs:
        asked = f"detail {indicateur} {scheme.periode.debut}"
        while asked:
            answer = assistant.answer(asked)
            assert isinstance(answer, Detail)
            sent = message(read(answer), shareable=True)
            checked_message_blocks(sent["blocks"])
            assert len(sent["text"]) < MAX_TEXT
            assert "La suite ne tient pas" not in str(sent["blocks"])
            asked = answer.suite.demande if answer.suite else ""
            assert not asked or asked in str(sent["blocks"][-1])
            pages += len(answer.lignes) > 0
    assert pages >= 3


def test_the_page_of_someone_with_every_role_and_too_many_drafts(
    ille_et_vilaine: Assistant,
) -> None:
    roles = known_roles(ille_et_vilaine.scheme)
    drafts = tuple(Option(libelle="l" * 200, demande=f"fiche {rank}") for rank in range(60))
    with ille_et_vilaine.store.write() as session:
        known(session, "claire", *roles)
        page = accueillir(session, ille_et_vilaine, "claire", drafts)
    view = checked_view(home.view(page))
    offered = [button["value"] for button in view["blocks"][-1]["elements"]]
    assert offered[:4] == ["nouvelle fiche", "mes échéances", "dossiers", "échéances en retard"]
    assert "fiche 0" in offered


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
