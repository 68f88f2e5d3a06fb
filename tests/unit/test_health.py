"""Whether what is owed leaves in time: messages, reminders, and a store that is ill itself."""

from http import HTTPStatus

import pytest
from sqlalchemy import text

from bot.health import health
from storage.tables import now
from tests.storage.echeances.conftest import at
from workflows.assistant import Assistant
from workflows.echeances.suivi import follow


def test_a_store_that_cannot_be_read_is_not_healthy(landes: Assistant) -> None:
    with landes.store.write() as session:
        session.execute(text("DROP TABLE envois"))
    assert health(landes, now()) == (
        HTTPStatus.SERVICE_UNAVAILABLE,
        {"etat": "base injoignable"},
    )


@pytest.mark.parametrize(
    ("instant", "status", "age"),
    [
        ("2027-10-04T08:59", 200, None),
        ("2027-10-04T10:00", 200, 3600),
        ("2027-10-04T10:01", 503, 3660),
        ("2027-10-05T08:00", 503, 82800),
    ],
)
def test_a_reminder_is_late_after_an_hour_of_office(
    landes: Assistant, instant: str, status: int, age: int | None
) -> None:
    with landes.store.write() as session:
        follow(session, landes.scheme, at("2027-09-20T10:00"))
    found, said = health(landes, at(instant))
    assert (found, said["rappel_s"]) == (status, age)
    assert said["etat"] == ("à l'heure" if status == 200 else "en retard")
