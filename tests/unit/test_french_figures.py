"""Figures as they are written in French."""

from decimal import Decimal

import pytest

from bot import french


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("637962.5", "€", "637 962,50 €"),
        ("637962.555", "€", "637 962,56 €"),
        ("637962.00", "€", "637 962 €"),
        ("0.5", "€", "0,50 €"),
        ("12.5", "heures", "12,5 heures"),
        ("25", "%", "25 %"),
    ],
)
def test_euros_that_are_not_whole_have_their_cents(value: str, unit: str, said: str) -> None:
    assert french.amount(Decimal(value), unit).replace("\u00a0", " ") == said
