"""Échéances: what is due, its answers, its reminders, the people behind printed pilotes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "echeances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("cle", sa.String(200), nullable=False),
        sa.Column("nature", sa.String(20), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("imprime", sa.Text(), nullable=False),
        sa.Column("quand", sa.String(32), nullable=False),
        sa.Column("prevue_le", sa.Date(), nullable=True),
        sa.Column("reportee_au", sa.Date(), nullable=True),
        sa.Column("pilotes", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("etat", sa.String(8), nullable=False),
        sa.Column("avancement", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_echeances")),
        sa.UniqueConstraint("scheme", "cle", name=op.f("uq_echeances_scheme_cle")),
    )
    op.create_table(
        "reponses_echeances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("echeance", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(8), nullable=False),
        sa.Column("auteur", sa.String(200), nullable=False),
        sa.Column("mot", sa.Text(), nullable=True),
        sa.Column("fichier", sa.Text(), nullable=True),
        sa.Column("pourcentage", sa.Integer(), nullable=True),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("a_qui", sa.String(64), nullable=True),
        sa.Column("donnee_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reponses_echeances")),
        sa.ForeignKeyConstraint(
            ["echeance"], ["echeances.id"], name=op.f("fk_reponses_echeances_echeance_echeances")
        ),
    )
    op.create_index(
        op.f("ix_reponses_echeances_echeance_id"), "reponses_echeances", ["echeance", "id"]
    )
    _create_reminders()
    op.create_table(
        "pilotes",
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("personne", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("scheme", "nom", "personne", name=op.f("pk_pilotes")),
    )


def _create_reminders() -> None:
    op.create_table(
        "rappels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("echeance", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("pas", sa.Integer(), nullable=True),
        sa.Column("du", sa.DateTime(timezone=True), nullable=False),
        sa.Column("envoye_le", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rappels")),
        sa.ForeignKeyConstraint(
            ["echeance"], ["echeances.id"], name=op.f("fk_rappels_echeance_echeances")
        ),
        sa.UniqueConstraint("echeance", "due", "pas", name=op.f("uq_rappels_echeance_due_pas")),
    )
    not_sent = sa.text("envoye_le IS NULL")
    op.create_index(
        op.f("ix_rappels_en_attente"),
        "rappels",
        ["scheme", "du"],
        sqlite_where=not_sent,
        postgresql_where=not_sent,
    )
    op.create_index(
        op.f("uq_rappels_un_en_attente"),
        "rappels",
        ["echeance"],
        unique=True,
        sqlite_where=not_sent,
        postgresql_where=not_sent,
    )
    op.create_table(
        "lignes_resumes",
        sa.Column("personne", sa.String(64), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("echeance", sa.Integer(), nullable=False),
        sa.Column("motif", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("personne", "jour", "echeance", name=op.f("pk_lignes_resumes")),
        sa.ForeignKeyConstraint(
            ["echeance"], ["echeances.id"], name=op.f("fk_lignes_resumes_echeance_echeances")
        ),
    )
    op.create_index(op.f("ix_lignes_resumes_echeance"), "lignes_resumes", ["echeance"])


def downgrade() -> None:
    for table in ("pilotes", "lignes_resumes", "rappels", "reponses_echeances", "echeances"):
        op.drop_table(table)
