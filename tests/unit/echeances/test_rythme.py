"""When a due date is recalled: working days, hours in Paris, the rhythm and its corners."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.loader import shipped
from schemes.rappels import Rappels
from workflows.clock import PARIS
from workflows.echeances.jours import JoursOuvres
from workflows.echeances.rythme import Rythme

COMMON = shipped("landes").rappels
DUE = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def rappels(**changes: object) -> Rappels:
    return Rappels.model_validate(COMMON.model_dump() | changes)


RHYTHMS = st.builds(
    rappels,
    avant=st.lists(st.integers(0, 120), min_size=1, max_size=5).map(tuple),
    apres=st.integers(1, 40),
    alsace_moselle=st.booleans(),
    lundi_de_pentecote_ferme=st.booleans(),
    jours_fermes=st.lists(DUE, max_size=10).map(tuple),
)


@pytest.mark.parametrize(
    ("day", "changes", "is_open"),
    [
        (date(2026, 11, 20), {}, True),
        (date(2026, 11, 21), {}, False),  # Saturday
        (date(2026, 11, 11), {}, False),
        (date(2026, 4, 3), {}, True),  # Good Friday
        (date(2026, 4, 3), {"alsace_moselle": True}, False),
        (date(2025, 12, 26), {}, True),
        (date(2025, 12, 26), {"alsace_moselle": True}, False),
        (date(2026, 5, 25), {}, False),  # lundi de Pentecôte
        (date(2026, 5, 25), {"lundi_de_pentecote_ferme": False}, True),
        (date(2026, 12, 24), {"jours_fermes": ("2026-12-24",)}, False),
    ],
)
def test_working_days(day: date, changes: dict[str, object], is_open: bool) -> None:
    assert JoursOuvres(rappels(**changes)).is_open(day) == is_open


@pytest.mark.parametrize(
    ("local", "is_office_time"),
    [
        ("2026-03-27T09:00", True),  # the last working day of winter time
        ("2026-03-27T08:59", False),
        ("2026-03-30T09:00", True),  # the first of summer time
        ("2026-03-30T16:59", True),
        ("2026-03-30T17:00", False),
        ("2026-03-29T10:00", False),  # the Sunday of the change
    ],
)
def test_office_hours_are_those_of_paris(local: str, is_office_time: bool) -> None:
    instant = datetime.fromisoformat(local).replace(tzinfo=PARIS).astimezone(UTC)
    assert JoursOuvres(COMMON).is_office_time(instant) == is_office_time


def test_offices_open_at_nine_in_paris_in_winter_and_in_summer() -> None:
    jours = JoursOuvres(COMMON)
    assert jours.opening(date(2026, 3, 27)) == datetime(2026, 3, 27, 8, tzinfo=UTC)
    assert jours.opening(date(2026, 3, 30)) == datetime(2026, 3, 30, 7, tzinfo=UTC)
    evening = datetime(2026, 3, 27, 18, tzinfo=UTC)
    assert jours.next_opening(evening) == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert jours.next_opening(datetime(2026, 3, 30, 5, tzinfo=UTC)) == jours.opening(
        date(2026, 3, 30)
    )


def test_a_year_end_by_the_calendar() -> None:
    """The 31st of December 2028 is a Sunday: its reminder comes on Friday, before it passes."""
    found = list(islice(Rythme(COMMON).reminders(date(2028, 12, 31)), 6))
    assert found == [
        (-90, date(2028, 10, 2)),
        (-30, date(2028, 12, 1)),
        (-7, date(2028, 12, 26)),
        (0, date(2028, 12, 29)),
        (7, date(2029, 1, 8)),
        (14, date(2029, 1, 15)),
    ]


def test_two_steps_on_one_day_are_one() -> None:
    rhythm = Rythme(rappels(avant=(1, 0)))
    sunday = date(2026, 11, 22)
    assert next(rhythm.reminders(sunday)) == (0, date(2026, 11, 20))


@given(RHYTHMS, DUE)
def test_reminders_fall_on_working_days_one_a_day_and_in_order(found: Rappels, due: date) -> None:
    rhythm = Rythme(found)
    reminders = list(islice(rhythm.reminders(due), 20))
    days = [relance.jour for relance in reminders]
    assert all(map(rhythm.jours.is_open, days))
    assert days == sorted(set(days))
    assert [r.pas for r in reminders] == sorted({r.pas for r in reminders})
    for relance in reminders:
        assert (relance.jour <= due) == (relance.pas <= 0)
        if relance.pas > 0:
            assert relance.jour >= due + timedelta(relance.pas)


@given(RHYTHMS, DUE, st.integers(-200, 200), st.integers(0, 23))
def test_the_next_reminder_is_the_first_after_now(
    found: Rappels, due: date, days: int, hour: int
) -> None:
    rhythm = Rythme(found)
    now = datetime.combine(due + timedelta(days), datetime.min.time(), PARIS).astimezone(UTC)
    now += timedelta(hours=hour)
    relance, instant = rhythm.next(due, now)
    assert instant > now
    assert instant.astimezone(PARIS).hour == found.heures.debut
    earlier = takewhile(lambda other: other != relance, rhythm.reminders(due))
    assert all(rhythm.jours.opening(other.jour) <= now for other in earlier)


@given(RHYTHMS, DUE, st.integers(-100, 60))
def test_a_step_that_was_said_is_not_said_again(found: Rappels, due: date, said: int) -> None:
    rhythm = Rythme(found)
    now = rhythm.jours.opening(due - timedelta(200))
    relance, _ = rhythm.next(due, now, said=said)
    assert relance.pas > said


def test_who_is_at_work_is_left_in_peace_save_on_the_day_itself() -> None:
    rhythm = Rythme(COMMON)
    due = date(2027, 3, 31)
    now = datetime(2027, 3, 22, 10, tzinfo=UTC)
    assert rhythm.next(due, now)[0].pas == -7
    assert rhythm.next(due, now, quiet_until=now + timedelta(7))[0].pas == 0
    late = datetime(2027, 4, 6, 10, tzinfo=UTC)
    assert rhythm.next(due, late)[0].pas == 7
    assert rhythm.next(due, late, quiet_until=late + timedelta(7))[0].pas == 14
