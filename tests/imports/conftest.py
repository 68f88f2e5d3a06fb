"""Importing as the command line does it, and looking at what it left."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from schemes.scheme import Scheme
from storage.store import Store
from tests.conftest import TODAY
from workflows.imports import decp
from workflows.imports.results import RapportImport

FICHIERS = Path(__file__).parent / "fichiers"

TakeIn = Callable[..., RapportImport]


@pytest.fixture
def take_in(store: Store, landes_scheme: Scheme) -> TakeIn:
    """Import a DECP file, by its path or by its name among ours."""

    def run(name: str | Path, **options: Any) -> RapportImport:
        return decp.importer(
            store, landes_scheme, FICHIERS / name, auteur="Claire", today=TODAY, **options
        )

    return run


INNER = ("id", "ecrit_par", "remplace_par")
"""Columns that say how a row came to be there, not what it says."""


def rows(store: Store, table: str, *, without: tuple[str, ...] = INNER) -> list[dict[str, Any]]:
    """Every row of a table, in the order of their words."""
    columns = [c for c in SQLModel.metadata.tables[table].columns if c.name not in without]
    with store.read() as session:
        found = [{**row} for row in session.connection().execute(select(*columns)).mappings()]
    return sorted(found, key=str)


def marches(store: Store) -> dict[str, dict[str, Any]]:
    """Every marché by its identifier."""
    return {row["identifiant"]: row for row in rows(store, "marches")}
