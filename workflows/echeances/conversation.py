"""Échéances by words alone: what was heard becomes a list, or an answer that counts."""

from datetime import datetime
from typing import cast

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances
from workflows.clock import paris_day
from workflows.echeances.echeancier import Echeancier, Issue
from workflows.echeances.listes import listed
from workflows.echeances.paroles import Lister, Repondre, percentage
from workflows.echeances.results import ReponseEcheances
from workflows.echeances.suivi import follow
from workflows.results import Option
from workflows.understanding import Ambiguous, NotUnderstood, Periode
from workflows.understanding.calendar import Day
from workflows.understanding.dates import read_date
from workflows.words import plain


def reply(
    session: Session, scheme: Scheme, personne: str, heard: Lister | Repondre, now: datetime
) -> ReponseEcheances:
    """What to show to a person (an id) for what they said; the rows follow the definition first."""
    follow(session, scheme, now)
    if isinstance(heard, Lister):
        return listed(
            session,
            scheme,
            personne=personne,
            today=paris_day(now),
            filtre=heard.filtre,
            annee=heard.annee,
        )
    return _answered(Echeancier(session, scheme, personne, now), heard)


def _answered(desk: Echeancier, heard: Repondre) -> Issue:
    words = " ".join(filter(None, (heard.suite, heard.mot))) or None
    if heard.type == "fait":
        return desk.done(heard.numero, mot=words)
    if heard.type == "en_cours":
        done = percentage(heard.suite)
        mot = words if done is None else heard.mot
        return desk.ongoing(heard.numero, pourcentage=done, mot=mot)
    if heard.type == "reporte":
        return _postponed(desk, heard)
    named = _person(desk, words)
    return desk.pass_on(heard.numero, a_qui=named, mot=None if named else words)


def _postponed(desk: Echeancier, heard: Repondre) -> Issue:
    """The new date, as typed; a period ends on its last day, by the convention of échéances."""
    read = read_date(heard.suite, desk.today)
    if isinstance(read, NotUnderstood):
        return desk.refuse(heard.numero, "date_incomprise", detail=read.raison)
    if isinstance(read, Ambiguous):
        reason = f" : {heard.mot}" if heard.mot else ""
        options = tuple(
            Option(
                libelle=reading.libelle,
                demande=f"reporter {heard.numero} au {reading.libelle}{reason}",
            )
            for reading in read.readings
        )
        return desk.refuse(heard.numero, "date_ambigue", options=options)
    said = cast(Day, read.valeur)
    day = said.fin if isinstance(said, Periode) else said
    return desk.postpone(heard.numero, day, mot=heard.mot)


def _person(desk: Echeancier, words: str | None) -> str | None:
    """The one person that words name: by a printed pilote matched to them, or by their id."""
    named = plain(words or "")
    matched = echeances.people(desk.session, desk.scheme.id)
    found = {
        person
        for nom, persons in matched.items()
        for person in persons
        if named in (plain(nom), plain(person))
    }
    return found.pop() if len(found) == 1 else None
