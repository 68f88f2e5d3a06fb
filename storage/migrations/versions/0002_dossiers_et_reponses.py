"""Fiches being written: dossiers, and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("auteur", sa.String(64), nullable=False),
        sa.Column("etat", sa.String(16), nullable=False),
        sa.Column("en_pause", sa.Boolean(), nullable=False),
        sa.Column("question", sa.String(64), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiers")),
    )
    op.create_index(op.f("ix_dossiers_auteur_scheme"), "dossiers", ["auteur", "scheme"])
    op.create_table(
        "reponses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=True),
        sa.Column("auteur", sa.String(64), nullable=False),
        sa.Column("donnee_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reponses")),
        sa.ForeignKeyConstraint(
            ["dossier"], ["dossiers.id"], name=op.f("fk_reponses_dossier_dossiers")
        ),
    )
    op.create_index(op.f("ix_reponses_dossier_id"), "reponses", ["dossier", "id"])


def downgrade() -> None:
    op.drop_table("reponses")
    op.drop_table("dossiers")
