"""The days proposed for meetings."""

from datetime import date
from itertools import islice

import pytest

from workflows.revue.programme import proposed_days


def first(quand: str, today: date, count: int = 4) -> list[date]:
    return list(islice(proposed_days(quand, today), count))


def test_every_quarter() -> None:
    assert first("trimestriel", date(2026, 11, 20)) == [
        date(2026, 12, 17),
        date(2027, 3, 18),
        date(2027, 6, 17),
        date(2027, 9, 16),
    ]


def test_a_day_that_has_come_is_not_proposed() -> None:
    assert first("trimestriel", date(2026, 12, 17), 1) == [date(2027, 3, 18)]
    assert first("trimestriel", date(2026, 12, 16), 1) == [date(2026, 12, 17)]


@pytest.mark.parametrize(
    ("quand", "expected"),
    [
        ("annuel", [date(2026, 12, 17), date(2027, 12, 16)]),
        ("semestriel", [date(2026, 12, 17), date(2027, 6, 17)]),
        ("mensuel", [date(2026, 12, 17), date(2027, 1, 21)]),
        ("2027", []),
        ("sans-date", []),
    ],
)
def test_other_frequencies(quand: str, expected: list[date]) -> None:
    assert first(quand, date(2026, 11, 20), 2) == expected


def test_from_quarters_to_years_it_is_a_thursday_and_no_public_holiday() -> None:
    """Moving holidays that fall on a Thursday: Ascension, 30 April to 3 June at the latest."""
    for day in islice(proposed_days("trimestriel", date(2026, 1, 1)), 200):
        assert day.weekday() == 3
        assert day.month in (3, 6, 9, 12)
        assert 15 <= day.day <= 21
