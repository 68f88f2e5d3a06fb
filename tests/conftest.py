"""What every kind of test shares: databases, assistants, days."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from schemes.loader import shipped
from schemes.scheme import Scheme
from storage.store import Store
from tests.postgres import new_postgres_database, postgres
from workflows.assistant import Assistant

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL."""
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'spaser.db'}"
    return new_postgres_database(request.getfixturevalue("postgres_server"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'spaser.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def landes_scheme() -> Scheme:
    return shipped("landes")


@pytest.fixture(scope="session")
def ille_et_vilaine_scheme() -> Scheme:
    return shipped("ille-et-vilaine")


@pytest.fixture
def landes(sqlite_store: Store, landes_scheme: Scheme) -> Assistant:
    return Assistant(landes_scheme, sqlite_store, today=lambda: TODAY)


@pytest.fixture
def ille_et_vilaine(sqlite_store: Store, ille_et_vilaine_scheme: Scheme) -> Assistant:
    return Assistant(ille_et_vilaine_scheme, sqlite_store, today=lambda: TODAY)
