"""Échéances by words alone: what was heard becomes a list, or an answer that counts."""

from datetime import datetime
from typing import cast

from sqlmodel import Session

from schemes.scheme import Scheme
from workflows.clock import paris_day
from workflows.echeances.echeancier import Echeancier, Issue
from workflows.echeances.listes import listed
from workflows.echeances.paroles import Lister, Repondre, percentage
from workflows.echeances.results import PAGE, ReponseEcheances
from workflows.echeances.suivi import follow
from workflows.personnes import choisir, nommees
from workflows.results import Option
from workflows.understanding import Ambiguous, NotUnderstood, Periode
from workflows.understanding.calendar import Day
from workflows.understanding.dates import read_date


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
            apres=heard.apres,
            combien=PAGE,
        )
    return _answered(Echeancier(session, scheme, personne, now), heard)


def _answered(desk: Echeancier, heard: Repondre) -> Issue:
    words = " ".join(filter(None, (heard.suite, heard.mot))) or None
    fichier = _written(heard)
    if heard.type == "fait":
        return desk.done(heard.numero, mot=words, fichier=fichier)
    if heard.type == "en_cours":
        done = percentage(heard.suite)
        mot = words if done is None else heard.mot
        return desk.ongoing(heard.numero, pourcentage=done, mot=mot, fichier=fichier)
    if heard.type == "reporte":
        return _postponed(desk, heard)
    return _passed_on(desk, heard.numero, words, fichier)


def _postponed(desk: Echeancier, heard: Repondre) -> Issue:
    """The new date, as typed; a period ends on its last day, by the convention of échéances."""
    read = read_date(heard.suite, desk.today)
    if isinstance(read, NotUnderstood):
        return desk.refuse(heard.numero, "date_incomprise", detail=read.raison)
    if isinstance(read, Ambiguous):
        reason = f" : {heard.mot}" if heard.mot else ""
        reason += f" {heard.piece}" if heard.piece else ""
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
    return desk.postpone(heard.numero, day, mot=heard.mot, fichier=_written(heard))


def _written(heard: Repondre) -> str | None:
    """The file of an answer, as words carry it."""
    return str(heard.piece) if heard.piece else None


def _passed_on(desk: Echeancier, numero: int, words: str | None, fichier: str | None) -> Issue:
    """To the person that words name; when they name nobody, they are for the coordinators."""
    named = nommees(desk.session, desk.scheme.id, words) if words else ()
    if len(named) > 1:
        options = choisir(desk.session, named, lambda one: f"pas moi {numero} : {one}")
        return desk.refuse(numero, "plusieurs_personnes", options=options)
    if named:
        return desk.pass_on(numero, a_qui=named[0].id, fichier=fichier)
    return desk.pass_on(numero, mot=words, fichier=fichier)
