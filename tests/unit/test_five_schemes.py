"""The same questions in the five schemes: figures checked by hand against their documents."""

from decimal import Decimal

import pytest

from schemes.loader import shipped
from storage.store import Store
from tests.conftest import TODAY
from workflows.assistant import Assistant
from workflows.results import FicheNoeud, ReponseIndicateur


def ask(store: Store, scheme_id: str, question: str) -> object:
    return Assistant(shipped(scheme_id), store, today=lambda: TODAY).answer(question)


def figures(answer: object) -> tuple[object, ...]:
    """Value and origin, target, next target with its year."""
    assert isinstance(answer, ReponseIndicateur)
    target, following = answer.cible, answer.prochaine_cible
    return (
        answer.valeur,
        answer.origine,
        target.valeur if target else None,
        (following.annee, following.valeur) if following else None,
    )


@pytest.mark.parametrize(
    ("scheme_id", "question", "expected"),
    [
        ("landes", "heures-insertion 2023", (None, None, 15278, (2024, 15278))),
        ("landes", "heures-insertion 2024", (None, None, 15278, (2025, 30556))),
        ("landes", "heures-insertion 2025", (None, None, 30556, (2026, 49000))),
        ("landes", "heures-insertion 2026", (None, None, 49000, None)),
        ("landes", "heures-insertion 2027", (None, None, None, None)),
        ("ille-et-vilaine", "heures-insertion 2025", (None, None, None, (2028, 100000))),
        ("ille-et-vilaine", "heures-insertion 2028", (None, None, 100000, None)),
        ("lorient-agglomeration", "heures-insertion 2022", (57682, "publie", None, (2027, 70000))),
        ("lorient-agglomeration", "heures-insertion 2025", (None, None, None, (2027, 70000))),
        ("lorient-agglomeration", "heures-insertion 2027", (None, None, 70000, None)),
        ("drome", "heures-insertion 2024", (59207, "publie", None, None)),
        ("drome", "heures-insertion 2026", (None, None, None, None)),
        ("pas-de-calais", "heures-insertion 2015", (None, None, None, None)),
        ("pas-de-calais", "heures-insertion 2018", (None, None, None, None)),
        ("landes", "A1 2026", (None, None, None, (2027, 65))),
        ("landes", "T1 2024", (None, None, 5, None)),
        ("drome", "consideration-environnementale 2026", (None, None, 100, None)),
        ("drome", "clause-sociale 2024", (36, "publie", None, None)),
        ("lorient-agglomeration", "avenants 2027", (None, None, 9, None)),
        ("pas-de-calais", "km-electriques 2015", (Decimal("1.26"), "publie", None, None)),
    ],
)
def test_figures(
    sqlite_store: Store, scheme_id: str, question: str, expected: tuple[object, ...]
) -> None:
    assert figures(ask(sqlite_store, scheme_id, question)) == expected


def test_pas_de_calais_publishes_hours_and_makes_no_indicator_of_them(sqlite_store: Store) -> None:
    answer = ask(sqlite_store, "pas-de-calais", "heures-insertion 2018")
    assert isinstance(answer, ReponseIndicateur)
    assert answer.mode == "publie"
    assert [reference.valeur for reference in answer.references] == [420000]
    assert any("n'en fait pas un indicateur" in note for note in answer.notes)


def test_drome_prints_two_shares_for_one_year_and_both_are_shown(sqlite_store: Store) -> None:
    answer = ask(sqlite_store, "drome", "clause-sociale 2024")
    assert isinstance(answer, ReponseIndicateur)
    assert answer.valeur == 36
    assert [reference.valeur for reference in answer.references] == [37]


def test_below_nine_percent_is_missed_at_nine(sqlite_store: Store) -> None:
    answer = ask(sqlite_store, "lorient-agglomeration", "avenants 2027")
    assert isinstance(answer, ReponseIndicateur)
    assert answer.cible is not None
    assert answer.cible.comparateur == "<"


@pytest.mark.parametrize(
    ("scheme_id", "question", "title"),
    [
        ("ille-et-vilaine", "objectif 9", "Systématiser les clauses sociales"),
        ("ille-et-vilaine", "9", "Systématiser les clauses sociales"),
        ("lorient-agglomeration", "EN1-O2", "Développer des achats en économie circulaire"),
        ("lorient-agglomeration", "enjeu 1 objectif 2", "Développer des achats en économie"),
        ("pas-de-calais", "1-1.3", "Diminuer la consommation de papier"),
        ("pas-de-calais", "action 1-1.3", "Diminuer la consommation de papier"),
        ("drome", "2.1", "Inclusion sociale et accès à l'emploi"),
        ("drome", "fiche-action 2.1", "Inclusion sociale et accès à l'emploi"),
        ("landes", "axe 1 mission 2", "Renforcement de l'insertion des personnes en situation"),
    ],
)
def test_each_documents_own_numbering(
    sqlite_store: Store, scheme_id: str, question: str, title: str
) -> None:
    answer = ask(sqlite_store, scheme_id, question)
    assert isinstance(answer, FicheNoeud)
    assert answer.titre.startswith(title)
