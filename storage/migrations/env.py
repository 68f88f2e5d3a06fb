"""Alembic's entry point: it always works on the connection that `migrate` hands it."""

from alembic import context

from storage import formules_tables, marches_tables  # noqa: F401 -- they join the metadata
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
