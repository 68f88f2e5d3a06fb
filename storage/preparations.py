"""Changes of the marchés made aside, in short transactions, then counted all at once.

A million marchés take minutes to write: one transaction would hold SQLite's only write lock all
that time. What a preparation writes is told apart by its number, and `visible` leaves it out
until `publier`. A process killed in between leaves rows that never count; `nettoyer` drops them.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from sqlalchemy import ColumnElement, FromClause, Table, delete, or_, select, text, update
from sqlmodel import Session, SQLModel, col

from storage.marches_tables import Ecart, Import, Marche, MarcheSource, Preparation
from storage.store import Store

_ONE_AT_A_TIME = 7_273_799  # the key of PostgreSQL's advisory lock, next to the imports'
_FOR_EVER = 1_000_000_000
"""Milliseconds; SQLite wants a number."""

_BATCH = 5000
_MARCHES = SQLModel.metadata.tables[Marche.__tablename__]
_SOURCES = SQLModel.metadata.tables[MarcheSource.__tablename__]
_ECARTS = SQLModel.metadata.tables[Ecart.__tablename__]
_OPEN = select(col(Preparation.numero))


def visible(marches: FromClause = _MARCHES) -> ColumnElement[bool]:
    """Whether a row of the marchés counts, for any reader."""
    return marches.c.ecrit_par.not_in(_OPEN) & or_(
        marches.c.remplace_par == 0, marches.c.remplace_par.in_(_OPEN)
    )


def en_vigueur(sources: FromClause = _SOURCES) -> ColumnElement[bool]:
    """Whether what a source says counts: a dossier's always does."""
    imports = select(col(Import.id)).where(
        col(Import.annule_le).is_(None), col(Import.en_cours).is_(False)
    )
    return or_(sources.c.import_id.is_(None), sources.c.import_id.in_(imports))


@contextmanager
def seul(store: Store, attend: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Wait until no other import comes in or is taken back, and keep the others waiting.

    `attend` is called once when there is another to wait for. The lock outlives transactions, not
    the process: PostgreSQL frees it with its connection, SQLite with the file beside the
    database, which nothing else writes.
    """
    if store.engine.dialect.name == "sqlite":
        path = f"{store.engine.url.database}-import"
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                attend()
                lock.execute(f"PRAGMA busy_timeout = {_FOR_EVER}")
                lock.execute("BEGIN EXCLUSIVE")
            yield
        return
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text(f"SELECT pg_try_advisory_lock({_ONE_AT_A_TIME})")):
            attend()
            connection.execute(text(f"SELECT pg_advisory_lock({_ONE_AT_A_TIME})"))
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({_ONE_AT_A_TIME})"))


def ouvrir(session: Session, import_id: int) -> int:
    """Begin a preparation for an import that comes in or is taken back; its number."""
    row = Preparation(import_id=import_id)
    session.add(row)
    session.flush()
    return row.numero or 0


def publier(session: Session, numero: int) -> None:
    """Make what a preparation wrote count, and what it replaces count no more."""
    session.execute(delete(Preparation).where(col(Preparation.numero) == numero))


def nettoyer(store: Store) -> None:
    """Drop every row that will never count again; only for the one who is `seul`.

    Preparations that are still open were left by a process that died: they are undone.
    """
    with store.read() as session:
        left = session.execute(select(col(Preparation.numero), col(Preparation.import_id))).all()
    for numero, import_id in left:
        abandonner(store, numero)
        with store.read() as session:
            unfinished = session.get_one(Import, import_id).en_cours
        if unfinished:
            for table in (_SOURCES, _ECARTS):
                _drop(store, table, table.c.import_id == import_id)
        with store.write() as session:
            publier(session, numero)
            session.execute(delete(Import).where(col(Import.id) == import_id, col(Import.en_cours)))
    _drop(store, _MARCHES, _MARCHES.c.remplace_par != 0)
    gone = select(col(Import.id)).where(col(Import.annule_le).is_not(None))
    _drop(store, _SOURCES, _SOURCES.c.import_id.in_(gone))


def abandonner(store: Store, numero: int) -> None:
    """Undo what an open preparation wrote of the marchés; it stays open."""
    for ids in _batches(store, _MARCHES, _MARCHES.c.remplace_par == numero):
        with store.write() as session:
            session.connection().execute(
                update(_MARCHES).where(_MARCHES.c.id.in_(ids)).values(remplace_par=0)
            )
    _drop(store, _MARCHES, _MARCHES.c.ecrit_par == numero)


def _drop(store: Store, table: Table, rows: ColumnElement[bool]) -> None:
    for ids in _batches(store, table, rows):
        with store.write() as session:
            session.connection().execute(delete(table).where(table.c.id.in_(ids)))


def _batches(store: Store, table: Table, rows: ColumnElement[bool]) -> Iterator[list[int]]:
    with store.read() as session:
        found = session.connection().execute(
            select(table.c.id).where(rows), execution_options={"yield_per": _BATCH}
        )
        for batch in found.scalars().partitions():
            yield list(batch)
