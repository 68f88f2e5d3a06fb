"""The word that tells of a message given up; where the proof of a value is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

GIVEN_UP = sa.text("etat = 'abandonne'")


def upgrade() -> None:
    op.add_column("valeurs_indicateurs", sa.Column("piece", sa.Text(), nullable=True))
    op.add_column("envois", sa.Column("signale", sa.String(200), nullable=True))
    op.create_index(op.f("ix_envois_destinataire_id"), "envois", ["destinataire", "id"])
    op.create_index(
        op.f("ix_envois_abandonnes"),
        "envois",
        ["destinataire", "id"],
        sqlite_where=GIVEN_UP,
        postgresql_where=GIVEN_UP,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_envois_abandonnes"), "envois")
    op.drop_index(op.f("ix_envois_destinataire_id"), "envois")
    op.drop_column("envois", "signale")
    op.drop_column("valeurs_indicateurs", "piece")
