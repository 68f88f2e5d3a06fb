"""Whether what is owed leaves in time, for whoever watches over the process."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from storage import envois
from storage.store import Store

LATE = timedelta(minutes=15)
"""A message owed for longer is late: three of the outbox's longest delays."""

Health = tuple[HTTPStatus, dict[str, Any]]


def health(store: Store, at: datetime) -> Health:
    """An HTTP status and its JSON: 503 when the store is away or a message is late at an instant.

    `en_attente` messages wait, the oldest for `plus_ancien_s` seconds (null when none does);
    `abandonnes` could reach nobody, `illisibles` could not be put into words.
    """
    try:
        with store.read() as session:
            owed = envois.backlog(session)
    except SQLAlchemyError:
        return HTTPStatus.SERVICE_UNAVAILABLE, {"etat": "base injoignable"}
    age = at - owed.oldest if owed.oldest else timedelta(0)
    late = age > LATE
    return HTTPStatus.SERVICE_UNAVAILABLE if late else HTTPStatus.OK, {
        "etat": "en retard" if late else "à l'heure",
        "en_attente": owed.waiting,
        "plus_ancien_s": int(age.total_seconds()) if owed.oldest else None,
        "abandonnes": owed.abandoned,
        "illisibles": owed.aside,
    }
