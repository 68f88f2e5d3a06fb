"""The outbox; who writes a fiche, and under which version of its definition."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = sa.text("etat = 'a-envoyer'")


def upgrade() -> None:
    op.create_table(
        "envois",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cle", sa.String(200), nullable=False),
        sa.Column("destinataire", sa.String(64), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.Column("fil", sa.String(200), nullable=True),
        sa.Column("remplace", sa.String(200), nullable=True),
        sa.Column("etat", sa.String(16), nullable=False),
        sa.Column("du", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prise", sa.String(32), nullable=True),
        sa.Column("essais", sa.Integer(), nullable=False),
        sa.Column("canal", sa.String(64), nullable=True),
        sa.Column("ts", sa.String(32), nullable=True),
        sa.Column("erreur", sa.Text(), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_envois")),
        sa.UniqueConstraint("cle", name=op.f("uq_envois_cle")),
    )
    op.create_index(op.f("ix_envois_fil"), "envois", ["fil"])
    op.create_index(op.f("ix_envois_remplace"), "envois", ["remplace"])
    op.create_index(op.f("ix_envois_canal_ts"), "envois", ["canal", "ts"])
    op.create_index(
        op.f("ix_envois_du"), "envois", ["du"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_index(
        op.f("ix_envois_file"),
        "envois",
        ["destinataire", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_table(
        "versions_fiche",
        sa.Column("empreinte", sa.String(64), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("vue_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("empreinte", name=op.f("pk_versions_fiche")),
    )
    op.create_table(
        "redacteurs",
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("personne", sa.String(64), nullable=False),
        sa.Column("en_pause", sa.Boolean(), nullable=False),
        sa.Column("depuis", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dossier", "personne", name=op.f("pk_redacteurs")),
        sa.ForeignKeyConstraint(
            ["dossier"], ["dossiers.id"], name=op.f("fk_redacteurs_dossier_dossiers")
        ),
    )
    op.create_index(op.f("ix_redacteurs_personne_en_pause"), "redacteurs", ["personne", "en_pause"])
    op.execute(
        "INSERT INTO redacteurs (dossier, personne, en_pause, depuis) "
        "SELECT id, auteur, en_pause, cree_le FROM dossiers"
    )
    with op.batch_alter_table("dossiers") as dossiers:
        dossiers.drop_column("en_pause")
        dossiers.add_column(sa.Column("tour", sa.Integer(), nullable=False, server_default="0"))
        dossiers.add_column(sa.Column("empreinte", sa.String(64), nullable=True))
        dossiers.create_foreign_key(
            op.f("fk_dossiers_empreinte_versions_fiche"),
            "versions_fiche",
            ["empreinte"],
            ["empreinte"],
        )


def downgrade() -> None:
    with op.batch_alter_table("dossiers") as dossiers:
        dossiers.drop_constraint(op.f("fk_dossiers_empreinte_versions_fiche"), type_="foreignkey")
        dossiers.drop_column("empreinte")
        dossiers.drop_column("tour")
        dossiers.add_column(
            sa.Column("en_pause", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.drop_table("redacteurs")
    op.drop_table("versions_fiche")
    op.drop_table("envois")
