"""Office time between two instants, and what it makes late."""

from datetime import timedelta

import pytest

from schemes.scheme import Scheme
from tests.storage.echeances.conftest import at
from workflows.echeances.jours import JoursOuvres
from workflows.echeances.semaine import semaine
from workflows.echeances.vigie import en_retard


@pytest.fixture
def jours(landes_scheme: Scheme) -> JoursOuvres:
    """Open from 9 to 17 (`common/rappels.yaml`)."""
    return JoursOuvres(landes_scheme.rappels)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2027-10-04T10:00", "2027-10-04T11:30", 1.5),
        ("2027-10-04T07:00", "2027-10-04T09:30", 0.5),
        ("2027-10-01T16:00", "2027-10-04T09:30", 1.5),  # Friday to Monday
        ("2027-10-02T09:00", "2027-10-03T18:00", 0),
        ("2027-10-29T09:00", "2027-11-02T10:00", 9),  # Monday is All Saints' Day
        ("2027-10-04T11:00", "2027-10-04T10:00", 0),
    ],
)
def test_worked(jours: JoursOuvres, since: str, until: str, hours: float) -> None:
    assert jours.worked(at(since), at(until)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("now", "late"),
    [("2027-10-04T10:00", False), ("2027-10-04T10:01", True)],
)
def test_late_by_more_than_an_hour_of_office(jours: JoursOuvres, now: str, late: bool) -> None:
    assert en_retard(jours, at("2027-10-01T20:00"), at(now)) is late
    assert not en_retard(jours, None, at(now))


def test_the_week_opens_on_its_first_working_day(jours: JoursOuvres) -> None:
    assert semaine(jours, at("2027-11-01T10:00")) is None
    week = semaine(jours, at("2027-11-03T10:00"))
    assert week
    assert (week.lundi.isoformat(), week.dimanche.isoformat()) == ("2027-11-01", "2027-11-07")
    assert week.ouverture == at("2027-11-02T09:00")
