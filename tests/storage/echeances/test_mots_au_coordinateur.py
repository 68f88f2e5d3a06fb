"""What the coordinator is told besides digests: a quiet week, a delay. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from storage import echeances, envois, rappels
from tests.storage.echeances.conftest import COORDINATOR, Office, at
from workflows.echeances.semaine import SemaineCalme, dire_semaine_calme
from workflows.echeances.vigie import Retard, dire_retard


@pytest.fixture
def followed(office: Office) -> Office:
    """Landes, followed since a Wednesday, with nothing late."""
    office.follow("2027-09-22T10:00")
    return office


def quiet(office: Office, *instants: str) -> list[SemaineCalme]:
    """The quiet weeks said once each of these instants has come."""
    for instant in instants:
        dire_semaine_calme(office.store, office.scheme, at(instant), COORDINATOR)
    return [
        SemaineCalme.model_validate_json(row.contenu)
        for row in office.owed()
        if row.cle.startswith("semaine:")
    ]


def delays(office: Office, *instants: str) -> list[Retard]:
    """The delays said once each of these instants has come."""
    for instant in instants:
        dire_retard(office.store, office.scheme, at(instant), COORDINATOR)
    return [
        Retard.model_validate_json(row.contenu)
        for row in office.owed()
        if row.cle.startswith("retard:")
    ]


def test_a_quiet_week_is_said_once_when_it_opens(followed: Office) -> None:
    assert quiet(followed, "2027-09-27T08:59") == []
    [said] = quiet(followed, "2027-09-27T09:00", "2027-09-27T09:01", "2027-09-30T10:00")
    assert (said.lundi, said.prochaine) == (date(2027, 9, 27), date(2027, 12, 31))
    assert len(quiet(followed, "2027-10-04T09:00")) == 2


def test_many_workers_at_once_say_it_once(followed: Office) -> None:
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: quiet(followed, "2027-09-27T09:00"), range(6)))
    assert len(quiet(followed)) == 1


def test_a_week_with_something_due_or_late_is_not_quiet(followed: Office) -> None:
    assert quiet(followed, "2027-12-27T09:00", "2028-01-03T09:00") == []


def test_what_is_done_in_the_week_was_not_nothing(followed: Office) -> None:
    with followed.store.read() as session:
        rows = echeances.followed(session, "landes")
    numbers = [row.numero for row in rows if row.due == date(2027, 12, 31)]
    assert numbers
    followed.coordinates(COORDINATOR)
    for numero in numbers:
        with followed.desk(COORDINATOR, "2027-12-28T10:00") as desk:
            desk.done(numero)
    assert quiet(followed, "2027-12-28T10:01", "2027-12-30T10:00") == []
    assert len(quiet(followed, "2028-01-03T09:00")) == 1


def test_a_message_that_waits_is_late_after_an_hour_of_office(followed: Office) -> None:
    with followed.store.write() as session:
        envois.put(session, cle="x", destinataire="claire", contenu="{}")
    [row] = followed.owed()
    with followed.store.write() as session:
        session.merge(row).cree_le = at("2027-09-24T16:30")
    assert delays(followed, "2027-09-26T10:00", "2027-09-27T09:30") == []
    [said] = delays(followed, "2027-09-27T09:31", "2027-09-27T12:00")
    assert (said.message_depuis, said.rappel_depuis) == (at("2027-09-24T16:30"), None)
    assert len(delays(followed, "2027-09-28T09:00")) == 2


def test_a_reminder_that_nobody_says_is_late_too(followed: Office) -> None:
    with followed.store.read() as session:
        due = rappels.first_due(session, "landes")
    assert due == at("2027-10-04T09:00")
    assert delays(followed, "2027-10-04T10:00") == []
    [said] = delays(followed, "2027-10-04T10:01")
    assert (said.message_depuis, said.rappel_depuis) == (None, due)
