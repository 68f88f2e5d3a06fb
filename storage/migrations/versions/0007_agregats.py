"""What formulas compute: yearly counts of the marchés."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "formules_comptees",
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("formule", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("scheme", "formule", name=op.f("pk_formules_comptees")),
    )
    op.create_table(
        "agregats",
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("formule", sa.String(32), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("numerateur", sa.BigInteger(), nullable=False),
        sa.Column("denominateur", sa.BigInteger(), nullable=True),
        sa.Column("inconnus", sa.Integer(), nullable=False),
        sa.Column("examines", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scheme", "formule", "annee", name=op.f("pk_agregats")),
    )


def downgrade() -> None:
    op.drop_table("agregats")
    op.drop_table("formules_comptees")
