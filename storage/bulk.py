"""Many rows at once, by each database's own fast way."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Table


def insert(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows, each a value per column, in the connection's transaction.

    They go straight to the driver, by COPY on PostgreSQL: measured 1.7 times faster than through
    SQLAlchemy on SQLite, 5 times on PostgreSQL. Values must be of types that both drivers know.
    """
    names = ", ".join(columns)
    cursor = connection.connection.cursor()
    try:
        if connection.dialect.name == "postgresql":
            with cast(psycopg.Cursor[Any], cursor).copy(
                f"COPY {table.name} ({names}) FROM STDIN"
            ) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cast(sqlite3.Cursor, cursor).executemany(
                f"INSERT INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608
                rows,
            )
    finally:
        cursor.close()
