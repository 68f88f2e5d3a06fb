"""Transactions, migrations and the inbox, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, MetaData, Table, select, text

from storage import inbox
from storage.migrations.migrate import config
from storage.store import Store
from storage.tables import metadata


def test_migrations_make_exactly_the_tables_of_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_migrations_have_one_head() -> None:
    assert len(ScriptDirectory.from_config(config()).get_heads()) == 1


def test_opening_twice_changes_nothing(store: Store, database_url: str) -> None:
    with store.write() as session:
        assert inbox.claim(session, "a")
    again = Store(database_url)
    with again.write() as session:
        assert not inbox.claim(session, "a")
    again.close()


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: Store(database_url), range(8)))
    with stores[0].read() as session:
        assert session.connection().scalar(text("SELECT count(*) FROM alembic_version")) == 1
    for store in stores:
        store.close()


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write() as session:
        inbox.claim(session, "a")
        raise RuntimeError
    with store.write() as session:
        assert inbox.claim(session, "a")


def test_concurrent_writers_lose_no_increment(store: Store) -> None:
    compteur = Table("compteur", MetaData(), Column("n", Integer))
    with store.write() as session:
        compteur.create(session.connection())
        session.connection().execute(compteur.insert().values(n=0))

    def increment(_: int) -> None:
        with store.write() as session:
            connection = session.connection()
            seen = connection.scalars(select(compteur.c.n).with_for_update()).one()
            connection.execute(compteur.update().values(n=seen + 1))

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(increment, range(200)))
    with store.read() as session:
        assert session.connection().scalars(select(compteur.c.n)).one() == 200


def test_a_key_is_claimed_once_by_many_at_once(store: Store) -> None:
    def claim(_: int) -> bool:
        with store.write() as session:
            return inbox.claim(session, "evenement:Ev1")

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(claim, range(32))) == 1


def test_a_released_key_can_be_claimed_again(store: Store) -> None:
    with store.write() as session:
        inbox.claim(session, "a")
        inbox.release(session, "a")
        inbox.release(session, "never claimed")
    with store.write() as session:
        assert inbox.claim(session, "a")
