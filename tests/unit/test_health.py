"""Whether what is owed leaves in time, when the store itself is ill."""

from http import HTTPStatus

from sqlalchemy import text

from bot.health import health
from storage.store import Store
from storage.tables import now


def test_a_store_that_cannot_be_read_is_not_healthy(store: Store) -> None:
    with store.write() as session:
        session.execute(text("DROP TABLE envois"))
    assert health(store, now()) == (
        HTTPStatus.SERVICE_UNAVAILABLE,
        {"etat": "base injoignable"},
    )
