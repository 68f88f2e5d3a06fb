"""The auditor: what should have left and has not is said to the coordinator, once a day."""

from datetime import datetime, timedelta
from typing import Literal

from schemes.scheme import Scheme
from storage import envois, rappels
from storage.store import Store
from workflows.clock import paris_day
from workflows.echeances.jours import JoursOuvres
from workflows.owing import owe
from workflows.results import Resultat

PATIENCE = timedelta(hours=1)
"""Of office time: what waits for longer is late."""


class Retard(Resultat):
    """Since when the oldest owed message, or pending reminder, is late; None when none is."""

    type: Literal["retard"] = "retard"
    message_depuis: datetime | None
    rappel_depuis: datetime | None


def en_retard(jours: JoursOuvres, since: datetime | None, now: datetime) -> bool:
    """Whether something that waits since an instant is late: by more than an hour of office."""
    return since is not None and jours.worked(since, now) > PATIENCE


def dire_retard(store: Store, scheme: Scheme, now: datetime, coordinateur: str) -> None:
    """Owe the word of what is late to the coordinator (a person's id, or a channel's).

    Nothing outside office hours, and one word a day.
    """
    jours = JoursOuvres(scheme.rappels)
    if not jours.is_office_time(now):
        return
    cle = f"retard:{scheme.id}:{paris_day(now).isoformat()}"
    with store.read() as session:
        message = envois.backlog(session).oldest
        rappel = rappels.first_due(session, scheme.id)
        late = [since if en_retard(jours, since, now) else None for since in (message, rappel)]
        if late == [None, None] or envois.is_owed(session, cle):
            return
    said = Retard(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        message_depuis=late[0],
        rappel_depuis=late[1],
    )
    with store.write() as session:
        owe(session, cle, coordinateur, said)
