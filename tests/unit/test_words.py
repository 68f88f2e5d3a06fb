"""The years in a question, and the words that are left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TODAY
from workflows.words import cut, plain, words


@pytest.mark.parametrize(
    ("said", "annees", "left"),
    [
        ("heures-insertion 2025", (2025,), "heures-insertion"),
        ("heures-insertion", (), "heures-insertion"),
        ("heures insertion 2023-2025", (2023, 2024, 2025), "heures insertion"),
        ("heures insertion 2023 – 2025", (2023, 2024, 2025), "heures insertion"),
        ("heures de 2023 à 2025", (2023, 2024, 2025), "heures de"),
        ("heures entre 2023 et 2025", (2023, 2024, 2025), "heures entre"),
        ("heures 2025-2023", (2023, 2024, 2025), "heures"),
        ("heures 2023 2025", (2023, 2025), "heures"),
        ("2025", (2025,), ""),
        ("heures cette année", (2026,), "heures"),
        ("heures l'année dernière", (2025,), "heures"),
        ("objectif 9", (), "objectif 9"),
        ("action 1-1.3", (), "action 1-1.3"),
        ("1-1.3", (), "1-1.3"),
        ("2.1", (), "2.1"),
        ("A2 2025", (2025,), "A2"),
    ],
)
def test_years_are_taken_out(said: str, annees: tuple[int, ...], left: str) -> None:
    asked = cut(said, TODAY)
    assert asked.annees == annees
    assert asked.text == left
    assert asked.refused == ()


@pytest.mark.parametrize(
    ("said", "parties", "annees"),
    [
        ("heures en mars 2025", ("mars",), (2025,)),
        ("heures au mois d'août 2025", ("aout",), (2025,)),
        ("heures du 2e trimestre 2025", ("2e trimestre",), (2025,)),
        ("heures au premier semestre de 2025 ?", ("premier semestre",), (2025,)),
        ("heures en juin ?", ("juin",), ()),
    ],
)
def test_less_than_a_year_is_taken_out_and_told(
    said: str, parties: tuple[str, ...], annees: tuple[int, ...]
) -> None:
    asked = cut(said, TODAY)
    assert (asked.text.split()[0], asked.parties, asked.annees) == ("heures", parties, annees)


@pytest.mark.parametrize(
    "said", ["marsouin 2025", "marche 2025", "mars et vénus 2025", "action t25"]
)
def test_words_that_begin_as_a_month_are_left(said: str) -> None:
    assert cut(said, TODAY).parties == ()


@pytest.mark.parametrize("said", ["heures 99999", "heures 1789", "heures 0000", "heures 123"])
def test_what_only_looks_like_a_year_is_refused(said: str) -> None:
    asked = cut(said, TODAY)
    assert asked.annees == ()
    assert asked.refused == (said.split()[1],)
    assert asked.text == "heures"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Heures d’insertion", ("heure", "insertion")),
        ("combien d'heures d'insertion ?", ("heure", "insertion")),
        ("ÉGALITÉ femmes-hommes", ("egalite", "femme", "homme")),
        ("marchés réservés", ("marche", "reserve")),
        ("le bio", ("bio",)),
        ("😀 !!", ()),
        ("œuvre", ("oeuvre",)),
    ],
)
def test_words_that_count(said: str, expected: tuple[str, ...]) -> None:
    assert words(said) == expected


@given(st.text(max_size=600))
def test_nothing_typed_breaks_the_cut(said: str) -> None:
    asked = cut(said, TODAY)
    assert all(1990 <= annee <= 2100 for annee in asked.annees)
    assert plain(asked.text) == plain(plain(asked.text))


@given(st.integers(1990, 2100), st.integers(1990, 2100))
def test_a_range_holds_every_year_between(first: int, last: int) -> None:
    low, high = sorted((first, last))
    assert cut(f"heures {first}-{last}", TODAY).annees == tuple(range(low, high + 1))
