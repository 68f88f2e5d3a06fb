"""Alembic's entry point: it always works on the connection that `migrate` hands it."""

from alembic import context

import storage.echeances_tables
import storage.formules_tables
import storage.marches_tables
import storage.revue_tables  # noqa: F401 -- its tables join the metadata
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
