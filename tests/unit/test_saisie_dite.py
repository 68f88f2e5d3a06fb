"""A value said in words: what is heard, and when its size is asked back."""

from decimal import Decimal

import pytest

from storage.valeurs import Valeur
from workflows.bureau import lire as heard
from workflows.campagne.demandes import derniere
from workflows.saisie_dite import Saisir, demesuree, lire


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        (
            "saisir heures-insertion 2025 31 000",
            ("heures-insertion", 2025, "31 000", False, None),
        ),
        ("Saisir A1 2025 25 %", ("A1", 2025, "25 %", False, None)),
        (
            "saisir heures d'insertion 2025 : 31 000,5 heures",
            ("heures d'insertion", 2025, "31 000,5 heures", False, None),
        ),
        (
            "saisir heures-insertion 2025 310 000 confirmer : relevé : mars",
            ("heures-insertion", 2025, "310 000", True, "relevé : mars"),
        ),
        ("saisir A1 2025 25 :", ("A1", 2025, "25", False, None)),
        ("saisir A1 2025 2025", ("A1", 2025, "2025", False, None)),
        ("saisir A1 14", ("A1", None, "14", False, None)),
        ("saisir A1 20251", ("A1", None, "20251", False, None)),
        ("saisir heures 31 000 : relevé", ("heures", None, "31 000", False, "relevé")),
    ],
)
def test_what_enters_a_value(
    said: str, wish: tuple[str, int | None, str, bool, str | None]
) -> None:
    assert lire(said) == heard(said) == Saisir(*wish)


@pytest.mark.parametrize(
    "said",
    [
        "saisir",
        "saisir A1",
        "saisir A1 2025",
        "saisir A1 2025 :",
        "saisir les valeurs",
        "A1 2025 25",
    ],
)
def test_what_enters_nothing(said: str) -> None:
    assert lire(said) is None


@pytest.mark.parametrize(
    ("valeur", "connue", "asked"),
    [
        ("99.9", "10", False),
        ("100", "10", True),
        ("1.1", "10", False),
        ("1", "10", True),
        ("0", "10", True),
        ("12", "0", False),
    ],
)
def test_ten_times_more_or_less_is_asked_back(valeur: str, connue: str, asked: bool) -> None:
    assert demesuree(Decimal(valeur), Decimal(connue)) is asked


def test_the_last_known_is_of_an_earlier_year_or_of_the_same() -> None:
    known = {year: Valeur(Decimal(year), "saisi") for year in (2023, 2025, 2026)}
    found = {year: derniere(known, year) for year in (2022, 2023, 2024, 2026)}
    assert {year: last and last.annee for year, last in found.items()} == {
        2022: None,
        2023: 2023,
        2024: 2023,
        2026: 2025,
    }
