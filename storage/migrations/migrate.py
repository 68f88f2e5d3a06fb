"""Brings the tables to their newest version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

_ONE_AT_A_TIME = 7_273_797  # any number of ours: the key of PostgreSQL's advisory lock


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, bound to an open connection when one is given."""
    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.set_main_option("path_separator", "os")
    return settings


def to_newest(connection: Connection) -> None:
    """Apply what is missing, in the caller's transaction; processes that start together wait."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
    command.upgrade(config(connection), "head")
