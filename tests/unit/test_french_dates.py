"""Dates as they are said in French: the first of a month is an ordinal."""

from datetime import UTC, date, datetime

from bot import french


def test_days_and_instants_are_those_of_paris() -> None:
    evening = datetime(2027, 2, 28, 23, 30, tzinfo=UTC)
    assert french.day(evening) == "1er mars 2027"
    assert french.moment(evening) == "1er mars 2027 à 00:30"
    assert french.moment(datetime(2027, 7, 2, 12, 5, tzinfo=UTC)) == "2 juillet 2027 à 14:05"


def test_a_day_is_said_with_its_name() -> None:
    assert french.date_of(date(2027, 3, 18)) == "jeudi 18 mars 2027"
    assert french.date_of(date(2027, 7, 1)) == "jeudi 1er juillet 2027"
    assert french.short_day(date(2027, 3, 2)) == "mar. 2 mars 2027"
    assert french.short_day(date(2027, 6, 1)) == "mar. 1er juin 2027"
