"""A quiet week is said once, so that silence is never taken for a breakdown."""

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from schemes.scheme import Scheme
from storage import echeances, envois
from storage.store import Store
from workflows.clock import paris_day
from workflows.echeances.jours import JoursOuvres
from workflows.owing import owe
from workflows.results import Resultat


class SemaineCalme(Resultat):
    """Nothing is due or late in the week of a Monday; `prochaine` is the next date after it."""

    type: Literal["semaine-calme"] = "semaine-calme"
    lundi: date
    prochaine: date | None


class Semaine(NamedTuple):
    """A week: its Monday, its Sunday, when its first working day opens (in UTC)."""

    lundi: date
    dimanche: date
    ouverture: datetime


def semaine(jours: JoursOuvres, now: datetime) -> Semaine | None:
    """The week of an instant; None outside office hours, when nothing is said."""
    if not jours.is_office_time(now):
        return None
    today = paris_day(now)
    lundi = today - timedelta(today.weekday())
    return Semaine(lundi, lundi + timedelta(6), jours.opening(jours.on_or_after(lundi)))


def dire_semaine_calme(store: Store, scheme: Scheme, now: datetime, coordinateur: str) -> None:
    """Owe the word of a quiet week to the coordinator (a person's id, or a channel's), once.

    The week is judged as it was when it opened: what is answered since then was not nothing.
    """
    week = semaine(JoursOuvres(scheme.rappels), now)
    if week is None:
        return
    cle = f"semaine:{scheme.id}:{week.lundi.isoformat()}"
    with store.read() as session:
        if envois.is_owed(session, cle):
            return
        if echeances.is_busy(session, scheme.id, week.dimanche, since=week.ouverture):
            return
    with store.write() as session:
        said = SemaineCalme(
            scheme=scheme.id,
            collectivite=scheme.collectivite,
            lundi=week.lundi,
            prochaine=echeances.first_open(session, scheme.id),
        )
        owe(session, cle, coordinateur, said)
