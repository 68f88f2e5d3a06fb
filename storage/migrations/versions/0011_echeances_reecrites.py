"""Échéances whose words changed keep the name by which calendars know them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("echeances", sa.Column("uid", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("echeances", "uid")
