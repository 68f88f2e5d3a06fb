"""People in the results of the review."""

from collections.abc import Iterable

from sqlmodel import Session

from storage import personnes
from storage.revue_tables import Personne
from workflows.results import Qui
from workflows.roles import VISA

BOT = "spaser"
"""Who acts when nobody does: a delay that passes, the last visa that comes."""


def qui(session: Session, personne: str) -> Qui:
    """Someone by their id; someone unknown is called by it."""
    return named(session.get(Personne, personne), personne)


def named(known: Personne | None, personne: str) -> Qui:
    """Someone by their id, and what is known of them."""
    if personne == BOT:
        return Qui(id=BOT, nom="SPASER")
    return Qui(id=personne, nom=known.nom if known else personne)


def tous(session: Session, ids: Iterable[str]) -> tuple[Qui, ...]:
    """Several people, by their ids."""
    return tuple(qui(session, personne) for personne in sorted(ids))


def titulaires(session: Session, role: str) -> tuple[Qui, ...]:
    """Who has a role."""
    return tuple(Qui(id=row.id, nom=row.nom) for row in personnes.holders(session, role))


def viseurs(session: Session, visa: str) -> tuple[Qui, ...]:
    """Who may give a visa."""
    return titulaires(session, f"{VISA}{visa}")


def direction(session: Session, personne: str) -> str | None:
    """The direction of a person, when it is known."""
    known = session.get(Personne, personne)
    return known.direction if known else None
