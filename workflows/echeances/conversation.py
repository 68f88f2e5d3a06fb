"""Échéances by words alone: what was heard becomes a list, or an answer that counts."""

import re
from datetime import date, datetime
from typing import cast

from sqlmodel import Session

from schemes.scheme import Scheme
from workflows.echeances.echeancier import Echeancier, Issue
from workflows.echeances.listes import listed
from workflows.echeances.paroles import (
    Lister,
    NotAPercentageError,
    Proposer,
    Repondre,
    progress,
)
from workflows.echeances.results import PAGE, ListeEcheances, RefusEcheance, ReponseEcheances
from workflows.echeances.suivi import catch_up
from workflows.personnes import choisir, nommees
from workflows.results import Option
from workflows.understanding import Ambiguous, NotUnderstood, Periode, Reading
from workflows.understanding.calendar import Day
from workflows.understanding.dates import read_date

_TO = re.compile(r"(?:jusqu['’])?(?:au|aux|à|a|le|en)(?:\s+|$)", re.IGNORECASE)
"""What leads to a date."""


def reply(
    session: Session,
    scheme: Scheme,
    personne: str,
    heard: Lister | Repondre | Proposer,
    now: datetime,
) -> ReponseEcheances:
    """What to show to a person (an id) for what they said; the rows follow the definition first."""
    catch_up(session, scheme, now)
    desk = Echeancier(session, scheme, personne, now)
    match heard:
        case Lister():
            return _listed(desk, heard)
        case Proposer():
            options = tuple(Option(libelle=said, demande=said) for said in heard.demandes)
            return desk.refuse(heard.numero, "incertaine", options=options)
        case Repondre():
            return _answered(desk, heard)


def _listed(desk: Echeancier, heard: Lister) -> ListeEcheances | RefusEcheance:
    found = listed(
        desk.session,
        desk.scheme,
        personne=desk.personne,
        today=desk.today,
        filtre=heard.filtre,
        annee=heard.annee,
        numero=heard.numero,
        a_moi=heard.a_moi,
        apres=heard.apres,
        combien=PAGE,
    )
    if heard.numero is not None and not found.lignes:
        return desk.refuse(heard.numero, "inconnue")
    return found


def _answered(desk: Echeancier, heard: Repondre) -> Issue:
    fichier = _written(heard)
    if heard.type == "fait":
        return desk.done(heard.numero, mot=heard.mots, fichier=fichier)
    if heard.type == "rouvert":
        return desk.reopen(heard.numero, mot=heard.mots, fichier=fichier)
    if heard.type == "en_cours":
        return _ongoing(desk, heard)
    if heard.type == "reporte":
        return _postponed(desk, heard)
    return _passed_on(desk, heard.numero, heard.mots, fichier)


def _ongoing(desk: Echeancier, heard: Repondre) -> Issue:
    try:
        done, mot = progress(heard)
    except NotAPercentageError:
        return desk.refuse(heard.numero, "avancement")
    return desk.ongoing(heard.numero, pourcentage=done, mot=mot, fichier=_written(heard))


def _postponed(desk: Echeancier, heard: Repondre) -> Issue:
    """The new date, as typed, among those to come; a period ends on its last day, by convention."""
    said = _TO.sub("", heard.suite, 1)
    read = read_date(said, desk.today)
    if isinstance(read, NotUnderstood):
        detail = read.raison if said else "Il manque la nouvelle date."
        return desk.refuse(heard.numero, "date_incomprise", detail=detail)
    readings = read.readings if isinstance(read, Ambiguous) else (Reading("", read.valeur),)
    days = {_last_day(reading): reading.libelle for reading in readings}
    ahead = [day for day in days if day >= desk.today]
    if len(ahead) > 1:
        options = tuple(_to_another(heard, days[day]) for day in ahead)
        return desk.refuse(heard.numero, "date_ambigue", options=options)
    day = (ahead or list(days))[0]
    return desk.postpone(heard.numero, day, mot=heard.mot, fichier=_written(heard))


def _to_another(heard: Repondre, libelle: str) -> Option:
    """The same answer, with one of the dates that its words may mean."""
    reason = f" : {heard.mot}" if heard.mot else ""
    reason += f" {heard.piece}" if heard.piece else ""
    return Option(libelle=libelle, demande=f"reporter {heard.numero} au {libelle}{reason}")


def _last_day(reading: Reading) -> date:
    said = cast(Day, reading.valeur)
    return said.fin if isinstance(said, Periode) else said


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
