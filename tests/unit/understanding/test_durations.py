"""Durations in months, as buyers type them."""

import pytest

from tests.unit.understanding.asking import answered, question

DURATION = question("duree")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("4 ans", "4 ans"),
        ("4ans", "4 ans"),
        ("quatre ans", "4 ans"),
        ("48 mois", "4 ans"),
        ("48mois", "4 ans"),
        ("48 m", "4 ans"),
        ("4 années", "4 ans"),
        ("un an ferme + 3 fois 1 an", "4 ans"),
        ("un an ferme puis 3 fois un an", "4 ans"),
        ("1 an + 3 x 1 an", "4 ans"),
        ("4 x 1 an", "4 ans"),
        ("12 mois x 4", "4 ans"),
        ("1 an + 1 an + 2 ans", "4 ans"),
        ("4 ans maximum", "4 ans"),
        ("4 ans reconductions comprises", "4 ans"),
        ("4 ans dont 3 reconductions", "4 ans"),
        ("48 mois (4 ans)", "4 ans"),
        ("4 ans, soit 48 mois", "4 ans"),
        ("4 ans (48 mois)", "4 ans"),
        ("environ 4 ans", "4 ans"),
        ("durée : 4 ans", "4 ans"),
        ("pour une durée de 4 ans", "4 ans"),
        ("18 mois", "18 mois"),
        ("1 an et demi", "18 mois"),
        ("un an et demi", "18 mois"),
        ("1,5 an", "18 mois"),
        ("1 an et 6 mois", "18 mois"),
        ("1 an, 6 mois", "18 mois"),
        ("1 an 6 mois", "18 mois"),
        ("6 trimestres", "18 mois"),
        ("3 semestres", "18 mois"),
        ("deux ans et demi", "30 mois"),
        ("un an", "1 an"),
        ("6 mois", "6 mois"),
        ("un trimestre", "3 mois"),
        (
            "2 ans reconductible une fois pour 1 an",
            "3 ans, reconductions comprises | 2 ans, sans les reconductions ?",
        ),
        ("36", "36 mois ?"),
        ("4", "4 mois | 4 ans ?"),
        ("1 an ferme", "1 an en tout, sans reconduction ?"),
        ("4 ans ?", "4 ans ?"),
    ],
)
def test_understood_or_asked_back(typed: str, expected: str) -> None:
    assert answered(DURATION, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2 semaines", "en mois entiers"),
        ("90 jours", "en mois entiers"),
        ("6 mois et demi", "en mois entiers"),
        ("1 an renouvelable", "reconductions"),
        ("1 an reconductible 3 ans", "reconductions"),
        ("1 an reconductions", "reconductions"),
        ("3 à 4 ans", "une seule durée"),
        ("12-18 mois", "une seule durée"),
        ("2 ou 3 ans", "une seule durée"),
        ("4 ans et 48 mois", "une seule durée"),
        ("4 ans, 12 mois", "Je ne lis pas"),
        ("moins de 4 ans", "limite"),
        ("0 mois", "au moins un mois"),
        ("200 ans", "99 ans"),
        ("1 an + 3", "Je ne lis pas"),
        ("3 ans + 1 an de garantie", "Je ne lis pas"),
        ("jusqu'en 2028", "Je ne lis pas"),
        ("longtemps", "Je ne lis pas"),
        ("-4 ans", "Je ne lis pas"),
    ],
)
def test_refused_with_the_reason(typed: str, expected: str) -> None:
    said = answered(DURATION, typed)
    assert said.startswith("refus")
    assert expected in said


@pytest.mark.parametrize(
    "typed",
    [
        "1 an reconductible 3 fois",
        "1 an, renouvelable trois fois",
        "1 an tacitement reconductible 3 fois",
        "12 mois reconductible 3 fois 12 mois",
        "un an (reconductible tacitement 3 fois)",
        "1 an avec 3 reconductions",
        "1 an et 3 reconductions d'un an",
        "1 an reconductible 3 fois par période d'un an",
    ],
)
def test_a_year_renewed_three_times_is_four_years_or_one(typed: str) -> None:
    readings = "4 ans, reconductions comprises | 1 an, sans les reconductions ?"
    assert answered(DURATION, typed) == readings
