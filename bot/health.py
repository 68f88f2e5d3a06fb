"""Whether what is owed leaves in time, for whoever watches over the process."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from storage import envois, rappels
from workflows.assistant import Assistant
from workflows.echeances.jours import JoursOuvres
from workflows.echeances.vigie import en_retard

LATE = timedelta(minutes=15)
"""A message owed for longer is late: three of the outbox's longest delays."""

Health = tuple[HTTPStatus, dict[str, Any]]


def health(assistant: Assistant, at: datetime) -> Health:
    """An HTTP status and its JSON: 503 when the store is away, or something is late at an instant.

    `en_attente` messages wait, the oldest for `plus_ancien_s` seconds (null when none does);
    `abandonnes` could reach nobody, `illisibles` could not be put into words. The oldest reminder
    that should be said was due `rappel_s` seconds ago (null when none is due): it is late after
    an hour of office time.
    """
    scheme = assistant.scheme
    try:
        with assistant.store.read() as session:
            owed = envois.backlog(session)
            reminder = rappels.first_due(session, scheme.id)
    except SQLAlchemyError:
        return HTTPStatus.SERVICE_UNAVAILABLE, {"etat": "base injoignable"}
    waits = owed.oldest is not None and at - owed.oldest > LATE
    late = waits or en_retard(JoursOuvres(scheme.rappels), reminder, at)
    return HTTPStatus.SERVICE_UNAVAILABLE if late else HTTPStatus.OK, {
        "etat": "en retard" if late else "à l'heure",
        "en_attente": owed.waiting,
        "plus_ancien_s": _age(owed.oldest, at),
        "abandonnes": owed.abandoned,
        "illisibles": owed.aside,
        "rappel_s": _age(reminder, at),
    }


def _age(since: datetime | None, at: datetime) -> int | None:
    """Whole seconds between two instants; None when the first has not come."""
    return int((at - since).total_seconds()) if since and since <= at else None
