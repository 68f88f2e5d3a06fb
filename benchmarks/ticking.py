"""One tick with nothing due: 100 and 1 000 000 reminders to come, on both databases."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.measuring import alternate, result
from schemes.loader import shipped
from storage.store import Store
from tests.postgres import new_postgres_database, postgres
from workflows.echeances.veille import Veille

FEW, MANY = 100, 1_000_000
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
"""A Friday, in office hours."""

_ECHEANCES = text(
    "INSERT INTO echeances (id, scheme, cle, nature, nom, objet, imprime, quand, prevue_le,"
    " pilotes, source, etat, version, modifiee_le) "
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
    "SELECT 1000 + i, 'landes', 'noeud/' || i, 'echeance', 'Action', 'Agir', '2030', '2030',"
    " '2030-12-31', '[]', 'Axe 1', 'ouverte', 0, '2026-01-01 00:00:00' FROM n"
)
_REMINDERS = text(
    "INSERT INTO rappels (scheme, echeance, due, pas, du) "
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
    "SELECT 'landes', 1000 + i, '2030-12-31', -90, '2030-10-02 07:00:00' FROM n"
)


def run() -> Iterator[dict[str, Any]]:
    """The ratio of a tick over many reminders to one over few, on each database."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (f"sqlite:///{Path(folder) / name}.db" for name in ("few", "many"))
        yield idle("tick_sqlite", few, many)
    with postgres() as server:
        few, many = new_postgres_database(server), new_postgres_database(server)
        yield idle("tick_postgresql", few, many)


def idle(name: str, few: str, many: str) -> dict[str, Any]:
    """A tick of the store with few reminders, and of the one with many, in turn."""
    scheme = shipped("landes")

    def watched(store: Store, count: int) -> Callable[[], object]:
        veille = Veille(store, coordinateur="C0COORDIN")
        veille.tick(scheme, NOW)
        fill(store, count)
        return lambda: veille.tick(scheme, NOW)

    with Store(few) as small, Store(many) as large:
        ticks = watched(small, FEW), watched(large, MANY)
        before, after = alternate(*ticks, rounds=15, calls=100)
    return result(name, after / before, 1.5, few_us=before, many_us=after)


def fill(store: Store, count: int) -> None:
    """Add reminders to come, one for each échéance, to those of the scheme."""
    with store.write() as session:
        for statement in (_ECHEANCES, _REMINDERS):
            session.connection().execute(statement, {"count": count})
