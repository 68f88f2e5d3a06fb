"""People and their roles. Whoever has not been given a role does not have it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.revue_tables import Habilitation, Personne


def register(
    session: Session, personne: str, *, nom: str | None = None, direction: str | None = None
) -> Personne:
    """The person of an id, known from now on; what is given replaces what was known of them."""
    known = session.get(Personne, personne)
    if known is None:
        known = Personne(id=personne, nom=nom or personne, direction=direction)
        session.add(known)
    known.nom = nom or known.nom
    known.direction = direction or known.direction
    session.flush()
    return known


def known(session: Session, ids: Iterable[str]) -> dict[str, Personne]:
    """The people known among these ids."""
    rows = session.exec(select(Personne).where(col(Personne.id).in_(set(ids))))
    return {row.id: row for row in rows}


def everyone(session: Session) -> Sequence[Personne]:
    """Everybody known, by name."""
    return session.exec(select(Personne).order_by(Personne.nom, Personne.id)).all()


def roles(session: Session, personne: str) -> frozenset[str]:
    """The roles of a person: « comite », « visa:referent-clauses-sociales »."""
    rows = session.exec(select(Habilitation).where(Habilitation.personne == personne))
    return frozenset(spelled(row) for row in rows)


def holders(session: Session, role: str) -> Sequence[Personne]:
    """Who has a role, by name."""
    name, _, portee = role.partition(":")
    return session.exec(
        select(Personne)
        .join(Habilitation, col(Habilitation.personne) == col(Personne.id))
        .where(Habilitation.role == name, Habilitation.portee == portee)
        .order_by(Personne.nom, Personne.id)
    ).all()


def give(session: Session, personne: str, role: str) -> bool:
    """Give a role to a person who is known; False when they already had it."""
    if role in roles(session, personne):
        return False
    name, _, portee = role.partition(":")
    session.add(Habilitation(personne=personne, role=name, portee=portee))
    session.flush()
    return True


def withdraw(session: Session, personne: str, role: str) -> bool:
    """Take a role back; False when the person did not have it."""
    name, _, portee = role.partition(":")
    held = delete(Habilitation).where(
        col(Habilitation.personne) == personne,
        col(Habilitation.role) == name,
        col(Habilitation.portee) == portee,
    )
    return bool(session.execute(held).rowcount)  # type: ignore[attr-defined]


def spelled(row: Habilitation) -> str:
    """A role as people write it."""
    return f"{row.role}:{row.portee}" if row.portee else row.role
