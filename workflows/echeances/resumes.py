"""The digest of a person and a day: written once, then kept up to date with what is answered."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances
from storage.echeances_tables import EcheanceSuivie, LigneResume
from workflows.echeances.lignes import Lignes
from workflows.echeances.results import LigneRappel, Motif, Resume
from workflows.owing import owe


def key(person: str, day: date) -> str:
    """The key of the message that carries the digest of a person and a day."""
    return f"rappel:{person}:{day.isoformat()}"


def write(session: Session, resume: Resume) -> None:
    """Write a digest to send, and note what is read in it."""
    session.add_all(
        LigneResume(
            personne=resume.personne,
            jour=resume.jour,
            echeance=line.numero,
            motif=line.motif,
        )
        for line in resume.lignes
    )
    owe(session, key(resume.personne, resume.jour), resume.personne, resume)


def compose(scheme: Scheme, person: str, day: date, lines: Iterable[LigneRappel]) -> Resume:
    """A digest, the most urgent first."""
    return Resume(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        personne=person,
        jour=day,
        lignes=tuple(sorted(lines, key=lambda line: (line.due or date.max, line.numero))),
    )


def refresh(session: Session, scheme: Scheme, echeance: EcheanceSuivie, version: str) -> None:
    """Bring every digest in which an échéance was read to what is now known of its lines.

    `version` tells this update from the others: an answer's number.
    """
    lignes = Lignes.read(session, scheme.id)
    for person, day in echeances.digests_with(session, echeance):
        lines = [
            lignes.reminder(row, day, cast(Motif, motif), person)
            for row, motif in echeances.digest(session, person, day)
        ]
        first = key(person, day)
        said = compose(scheme, person, day, lines)
        owe(session, f"{first}:{version}", person, said, remplace=first)
