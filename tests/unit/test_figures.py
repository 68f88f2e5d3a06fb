"""Figures as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french import amount, number
from workflows.figures import NotAFigureError, parse


@pytest.mark.parametrize(
    ("typed", "unite", "expected"),
    [
        ("31000", "heures", "31000"),
        ("31 000", "heures", "31000"),
        ("31\u202f000", "heures", "31000"),
        ("31\u00a0000,5", "heures", "31000.5"),
        ("31 000 heures", "heures", "31000"),
        ("31 000 h", "heures", "31000"),
        ("1 heure", "heures", "1"),
        ("25 %", "%", "25"),
        ("25,5%", "%", "25.5"),
        ("25.5", "%", "25.5"),
        ("0,125", "%", "0.125"),
        ("1 234 567,89 €", "€", "1234567.89"),
        ("12'500", "€", "12500"),
    ],
)
def test_understood(typed: str, unite: str, expected: str) -> None:
    assert parse(typed, unite) == Decimal(expected)


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.500", "999,999"])
def test_two_readings_are_asked_back(typed: str) -> None:
    with pytest.raises(NotAFigureError, match="deux façons"):
        parse(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "beaucoup", "12 34", "1 2345", "-5", "1e9", "NaN", "inf", "12 %", "1,2,3", "٣١", "1" * 16],
)
def test_refused(typed: str) -> None:
    with pytest.raises(NotAFigureError):
        parse(typed, "heures")


@pytest.mark.parametrize("typed", ["-5", "-5 heures", "−31 000,5", "- 5"])
def test_what_is_below_zero_is_said_so(typed: str) -> None:
    with pytest.raises(NotAFigureError, match="est négatif"):
        parse(typed, "heures")
    with pytest.raises(NotAFigureError, match="n'est pas un nombre"):
        parse(typed + " ou 6", "heures")


@given(st.decimals(0, 10**9, places=2, allow_nan=False), st.sampled_from(["heures", "%", "€"]))
def test_what_we_print_we_understand(value: Decimal, unite: str) -> None:
    assert parse(amount(value, unite), unite) == value
    assert parse(number(value), unite) == value
