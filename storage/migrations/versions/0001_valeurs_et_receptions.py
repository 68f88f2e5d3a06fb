"""The first tables: values of indicators, and the inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "valeurs_indicateurs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("indicateur", sa.String(64), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("valeur", sa.String(40), nullable=False),
        sa.Column("origine", sa.String(8), nullable=False),
        sa.Column("provenance", sa.Text(), nullable=True),
        sa.Column("auteur", sa.String(200), nullable=False),
        sa.Column("saisie_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_valeurs_indicateurs")),
    )
    op.create_index(
        op.f("ix_valeurs_indicateurs_scheme_indicateur_annee"),
        "valeurs_indicateurs",
        ["scheme", "indicateur", "annee"],
    )
    revisions = op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.bulk_insert(revisions, [{"id": 1, "numero": 0}])
    op.create_table(
        "receptions",
        sa.Column("cle", sa.String(200), nullable=False),
        sa.Column("recue_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_receptions")),
    )


def downgrade() -> None:
    op.drop_table("receptions")
    op.drop_table("revisions")
    op.drop_table("valeurs_indicateurs")
