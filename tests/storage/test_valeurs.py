"""Values of indicators, on both databases."""

from decimal import Decimal

import pytest

from schemes.scheme import Scheme
from storage import valeurs
from storage.store import Store
from tests.conftest import TODAY
from workflows.assistant import Assistant
from workflows.results import ReponseIndicateur
from workflows.saisie import Refus, Saisie, saisir


@pytest.fixture
def assistant(store: Store, landes_scheme: Scheme) -> Assistant:
    return Assistant(landes_scheme, store, today=lambda: TODAY)


def enter(assistant: Assistant, valeur: str, **parts: object) -> Saisie | Refus:
    whole = {"indicateur": "heures-insertion", "annee": 2025, "auteur": "Claire Martin"} | parts
    return saisir(assistant, valeur=valeur, **whole)  # type: ignore[arg-type]


def answer(assistant: Assistant, question: str = "heures-insertion 2025") -> ReponseIndicateur:
    found = assistant.answer(question)
    assert isinstance(found, ReponseIndicateur)
    return found


def test_a_value_entered_is_answered_with_its_author_and_gap(assistant: Assistant) -> None:
    done = enter(assistant, "31 000 heures", provenance="bilan 2025")
    assert isinstance(done, Saisie)
    said = answer(assistant)
    assert said.valeur == 31000
    assert (said.origine, said.auteur) == ("saisi", "Claire Martin")
    assert said.provenance == "bilan 2025"
    assert said.ecart == 444
    assert said.atteinte


def test_the_earlier_value_stays_in_the_history(assistant: Assistant) -> None:
    enter(assistant, "31 000")
    second = enter(assistant, "29 500,5", auteur="Paul Durand")
    assert isinstance(second, Saisie)
    assert second.ancienne == 31000
    assert answer(assistant).valeur == Decimal("29500.5")
    with assistant.store.read() as session:
        kept = valeurs.history(session, "landes", "heures-insertion")
    assert [(row.valeur, row.auteur) for row in kept] == [
        (31000, "Claire Martin"),
        (Decimal("29500.5"), "Paul Durand"),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        {"indicateur": "heures-inexistantes"},
        {"indicateur": "domaines-marches-ess"},
        {"annee": 1900},
        {"annee": 2027},
        {"auteur": " "},
        {"auteur": "x" * 201},
        {"provenance": "x" * 2001},
    ],
)
def test_what_cannot_be_entered_is_refused_and_nothing_is_kept(
    assistant: Assistant, parts: dict[str, object]
) -> None:
    refused = enter(assistant, "10", **parts)
    assert isinstance(refused, Refus)
    assert refused.message.endswith(".")
    with assistant.store.read() as session:
        assert not valeurs.history(session, "landes", "heures-insertion")


def test_decimals_are_kept_to_the_digit(store: Store) -> None:
    with store.write() as session:
        valeurs.record(
            session,
            scheme="landes",
            indicateur="clause-sociale",
            annee=2024,
            valeur=Decimal("0.1000000000000000000001"),
            origine="saisi",
            auteur="x",
        )
    with store.read() as session:
        row = valeurs.current(session, "landes", "clause-sociale")[2024]
    assert row.valeur == Decimal("0.1000000000000000000001")
    assert row.saisie_le
    assert row.saisie_le.utcoffset() is not None


def test_hostile_words_are_data(assistant: Assistant) -> None:
    enter(assistant, "10", auteur="Robert'); DROP TABLE receptions; --")
    assert answer(assistant).auteur == "Robert'); DROP TABLE receptions; --"
    enter(assistant, "11")
    assert answer(assistant).valeur == 11
