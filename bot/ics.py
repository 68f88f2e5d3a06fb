"""Échéances as a calendar file (RFC 5545), for any agenda."""

from datetime import date, timedelta

from icalendar import Calendar, Event

from workflows.echeances.results import LigneEcheance, ListeEcheances
from workflows.understanding.dates import say_date


def calendar(liste: ListeEcheances) -> bytes:
    """The dated échéances of a list, an all-day event each; undated ones have no place in it.

    An échéance keeps its UID for ever and its SEQUENCE grows with it, so that an agenda that
    reads the file again moves its event, or strikes it out once withdrawn.
    """
    found = Calendar()
    found.add("prodid", "-//SPASER//echeances//FR")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", f"SPASER, {liste.collectivite}")
    for ligne in liste.lignes:
        if ligne.due is not None:
            found.add_component(_event(liste.scheme, ligne, ligne.due))
    return bytes(found.to_ical())


def _event(scheme: str, ligne: LigneEcheance, due: date) -> Event:
    """An event of a whole day: it ends, by the standard, where the next day begins."""
    event = Event()
    event.add("uid", f"{ligne.uid or ligne.cle}@{scheme}.spaser")
    event.add("sequence", ligne.version)
    event.add("dtstamp", ligne.modifiee_le)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(1))
    event.add("status", "CANCELLED" if ligne.etat == "retiree" else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    done = "Fait – " if ligne.etat == "faite" else ""
    event.add("summary", f"{done}{ligne.nom} : {ligne.objet}")
    event.add("description", "\n".join(_description(ligne)))
    return event


def _description(ligne: LigneEcheance) -> list[str]:
    said = [f"Imprimé : {ligne.imprime}"]
    if ligne.pilotes:
        said.append(f"Pilotage : {' ; '.join(ligne.pilotes)}")
    if ligne.due != ligne.prevue_le and ligne.prevue_le:
        said.append(f"Prévue le {say_date(ligne.prevue_le)}")
    return [*said, f"Source : {ligne.source}"]
