"""What waits for people in the bot, recalled as échéances are."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "echeances",
        sa.Column("definie", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column(
        "echeances", sa.Column("personnes", sa.JSON(), nullable=False, server_default="[]")
    )


def downgrade() -> None:
    op.drop_column("echeances", "personnes")
    op.drop_column("echeances", "definie")
