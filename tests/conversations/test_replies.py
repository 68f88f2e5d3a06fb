"""Messages kept in memory never outlive what they say."""

from datetime import date, timedelta

import pytest

from bot.replies import MAX_KEPT, Replies
from schemes.scheme import Scheme
from storage.store import Store
from tests.conftest import TODAY
from workflows.assistant import Assistant
from workflows.saisie import saisir


@pytest.fixture
def days() -> list[date]:
    return [TODAY]


@pytest.fixture
def replies(store: Store, landes_scheme: Scheme, days: list[date]) -> Replies:
    assistant = Assistant(landes_scheme, store, today=lambda: days[-1])
    return Replies(lambda: assistant)


def enter(database_url: str, scheme: Scheme, valeur: str) -> None:
    """Enter a value as another process would."""
    elsewhere = Assistant(scheme, Store(database_url), today=lambda: TODAY)
    saisir(elsewhere, indicateur="heures-insertion", annee=2025, valeur=valeur, auteur="Claire")
    elsewhere.store.close()


def said(replies: Replies, text: str = "heures-insertion 2025") -> str:
    return str(replies.to(text, shareable=False)["text"]).replace("\u00a0", " ")


def test_a_value_entered_elsewhere_is_in_the_next_answer(
    replies: Replies, database_url: str, landes_scheme: Scheme
) -> None:
    assert "pas encore de valeur" in said(replies)
    enter(database_url, landes_scheme, "31 000")
    assert "31 000 heures (saisie)" in said(replies)
    enter(database_url, landes_scheme, "29 000")
    assert "29 000 heures (saisie)" in said(replies)


def test_the_same_question_costs_nothing_twice(replies: Replies) -> None:
    first = replies.to("heures-insertion 2025", shareable=False)
    assert replies.to("heures-insertion 2025", shareable=False) is first
    assert replies.to("heures-insertion 2025", shareable=True) != first


def test_a_new_day_is_a_new_answer(replies: Replies, days: list[date]) -> None:
    assert "Valeur 2026" in said(replies, "heures-insertion cette année")
    days.append(TODAY + timedelta(days=60))
    assert "Valeur 2027" in said(replies, "heures-insertion cette année")


def test_memory_is_bounded(replies: Replies) -> None:
    for number in range(MAX_KEPT + 50):
        replies.to(f"zut {number}", shareable=False)
    last = f"zut {MAX_KEPT + 49}"
    assert replies.to(last, shareable=False) is not replies.to(last, shareable=False)
