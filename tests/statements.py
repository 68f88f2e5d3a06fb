"""What is asked of a database: a cost that no slow machine changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import event

from storage.store import Store


class Statement(NamedTuple):
    """A statement of SQL, with what fills it."""

    sql: str
    values: Any


@contextmanager
def statements(store: Store) -> Iterator[list[Statement]]:
    """Every statement sent in a `with` block, in order."""
    sent: list[Statement] = []

    def note(connection: Any, cursor: Any, sql: str, values: Any, *_: Any) -> None:
        sent.append(Statement(sql, values))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
