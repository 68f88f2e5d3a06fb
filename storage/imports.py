"""Imports: one at a time, each file once, each taken back whole."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, text, update
from sqlmodel import Session, SQLModel, col, select

from storage import bulk
from storage.marches_tables import Ecart, GenreImport, Import, ValeurImportee
from storage.tables import ValeurIndicateur, now

_ONE_AT_A_TIME = 7_273_798  # the key of PostgreSQL's advisory lock, next to the migrations'
_BATCH = 2000
_ECARTS = SQLModel.metadata.tables["ecarts"]


def alone(session: Session) -> None:
    """Change the marchés after whoever does now; SQLite's write lock already does it."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))


def live(session: Session, *, scheme: str, genre: GenreImport, empreinte: str) -> Import | None:
    """The import of a file of this digest, unless it was taken back."""
    return session.exec(
        select(Import).where(
            Import.scheme == scheme,
            Import.genre == genre,
            Import.empreinte == empreinte,
            col(Import.annule_le).is_(None),
            col(Import.en_cours).is_(False),
        )
    ).first()


def every(session: Session, scheme: str) -> Sequence[Import]:
    """Every import of a scheme, also those taken back, the last first."""
    return session.exec(
        select(Import)
        .where(Import.scheme == scheme, col(Import.en_cours).is_(False))
        .order_by(col(Import.id).desc())
    ).all()


def annuler(session: Session, numero: int, par: str) -> None:
    """Mark an import as taken back."""
    session.execute(
        update(Import).where(col(Import.id) == numero).values(annule_le=now(), annule_par=par)
    )


def set_aside(session: Session, import_id: int, rows: Iterable[Sequence[Any]]) -> None:
    """Keep what an import set aside: rows of line, marché, field, reason."""
    bulk.insert(
        session.connection(),
        _ECARTS,
        ("import_id", "ligne", "marche", "champ", "motif"),
        ((import_id, *row) for row in rows),
    )


def ecarts(session: Session, import_id: int, limit: int | None = None) -> Iterator[Ecart]:
    """What an import set aside, in the order of the file, a few in memory at a time.

    `limit` keeps the first ones.
    """
    wanted = select(Ecart).where(Ecart.import_id == import_id)
    ordered = wanted.order_by(col(Ecart.ligne), col(Ecart.id)).limit(limit)
    yield from session.exec(ordered, execution_options={"yield_per": _BATCH})


def remove_values(session: Session, import_id: int) -> None:
    """Forget the values of indicators that an import brought."""
    links = select(ValeurImportee.valeur).where(ValeurImportee.import_id == import_id)
    brought = session.exec(links).all()
    session.execute(delete(ValeurImportee).where(col(ValeurImportee.import_id) == import_id))
    session.execute(delete(ValeurIndicateur).where(col(ValeurIndicateur.id).in_(brought)))
