"""Percentages and numbers, as buyers type them."""

import pytest

from tests.unit.understanding.asking import answered, question

SHARE = question("pourcentage")
HOURS = question("nombre", "Combien d'heures d'insertion prévoyez-vous ?")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15 %", "15 %"),
        ("15", "15 %"),
        ("15%", "15 %"),
        ("15\xa0%", "15 %"),
        ("15 pour cent", "15 %"),
        ("15 pourcents", "15 %"),
        ("quinze pour cent", "15 %"),
        ("environ 15 %", "15 %"),
        ("15/100", "15 %"),
        ("15 sur 100", "15 %"),
        ("15 % de la note", "15 %"),
        ("15,0 %", "15 %"),
        ("15 pct", "15 %"),
        ("12,5 %", "12,5 %"),
        ("12.500 %", "12,5 %"),
        ("0", "0 %"),
        ("100 %", "100 %"),
        ("la moitié", "50 %"),
        ("un quart", "25 %"),
        ("0,15 %", "0,15 %"),
        ("0,15", "0,15 % | 15 % ?"),
        ("0.5", "0,5 % | 50 % ?"),
    ],
)
def test_percentages(typed: str, expected: str) -> None:
    assert answered(SHARE, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("150 %", "ne dépasse pas 100"),
        ("101", "ne dépasse pas 100"),
        ("-3 %", "négatif"),
        ("10 à 15 %", "plusieurs valeurs"),
        ("10-15 %", "plusieurs valeurs"),
        ("au moins 10 %", "limite"),
        ("un tiers", "Je ne lis pas"),
        ("15 points", "Je ne lis pas"),
        ("15 ‰", "Je ne lis pas"),
        ("fort", "Je ne lis pas"),
        ("1 sur 4", "Je ne lis pas"),
    ],
)
def test_percentages_refused(typed: str, expected: str) -> None:
    said = answered(SHARE, typed)
    assert said.startswith("refus")
    assert expected in said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("350", "350"),
        ("350 h", "350"),
        ("350 heures", "350"),
        ("350 heures d'insertion", "350"),
        ("trois cent cinquante", "350"),
        ("environ 350 heures", "350"),
        ("350,0", "350"),
        ("1 200 h", "1 200"),
        ("350,5", "350,5"),
        ("aucune", "0"),
        ("zéro", "0"),
        ("pas d'heure", "0"),
        ("1.200", "1 200 | 1,2 ?"),
    ],
)
def test_numbers(typed: str, expected: str) -> None:
    assert answered(HOURS, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("350 jours", "pas ce qu'il compte"),
        ("350 heures par an", "pas ce qu'il compte"),
        ("350 à 400", "plusieurs valeurs"),
        ("au moins 350", "limite"),
        ("-3", "négatif"),
        ("350h30", "Je ne lis pas"),
        ("quelques-unes", "Je ne lis pas"),
        ("aucune idée", "plus tard"),
        ("99999999999999", "trop grand"),
    ],
)
def test_numbers_refused(typed: str, expected: str) -> None:
    said = answered(HOURS, typed)
    assert said.startswith("refus")
    assert expected in said
