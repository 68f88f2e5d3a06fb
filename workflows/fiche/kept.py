"""A fiche as the store keeps it: its answers read back, and the whole of it by its number."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from sqlmodel import Session

from schemes.fiche import Fiche
from schemes.scheme import Scheme
from storage import dossiers
from storage.tables import Dossier
from workflows.fiche import views
from workflows.fiche.conditions import Answers
from workflows.fiche.parcours import Parcours
from workflows.fiche.results import Recapitulatif
from workflows.understanding import Valeur, from_json


def read_answers(fiche: Fiche, kept: Mapping[str, str | None]) -> Answers:
    """The answers, by question; one that its question no longer admits is left out."""
    answers: dict[str, Valeur | None] = {}
    for question in fiche.questions:
        if question.id in kept:
            raw = kept[question.id]
            with suppress(ValueError):
                answers[question.id] = raw and from_json(question, json.loads(raw))
    return answers


def parcours_of(session: Session, scheme: Scheme, dossier: Dossier, today: date) -> Parcours:
    """The fiche with its answers; one that its question no longer admits is asked again."""
    kept = dossiers.answers(session, dossier)
    return Parcours(scheme.fiche, read_answers(scheme.fiche, kept), today)


def recap_of(session: Session, scheme: Scheme, numero: int, today: date) -> Recapitulatif:
    """The whole fiche of a number. Raises LookupError when the scheme has none of that number."""
    dossier = dossiers.numbered(session, scheme=scheme.id, numero=numero)
    if dossier is None:
        raise LookupError(numero)
    parcours = parcours_of(session, scheme, dossier, today)
    return views.recap(scheme, dossier, parcours, dossiers.writers(session, dossier))
