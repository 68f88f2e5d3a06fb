"""Imports prepared aside: what they write counts from one instant on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_BY_YEAR = [
    "scheme",
    "annee",
    "contrat",
    "type_achat",
    "clause_sociale",
    "critere_social",
    "reserve",
    "clause_environnementale",
    "critere_environnemental",
    "montant_centimes",
]
_IDENTITY = ["scheme", "acheteur", "identifiant"]
_STATE = ["ecrit_par", "remplace_par"]


def upgrade() -> None:
    op.create_table(
        "preparations",
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("numero", name=op.f("pk_preparations")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_preparations_import_id")
        ),
        sqlite_autoincrement=True,
    )
    op.add_column(
        "imports", sa.Column("en_cours", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for name in _STATE:
        op.add_column("marches", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.drop_index(op.f("ix_marches_scheme_acheteur_identifiant"), "marches")
    op.create_index("ix_marches_par_identite", "marches", [*_IDENTITY, *_STATE], unique=True)
    op.drop_index("ix_marches_par_annee", "marches")
    op.create_index("ix_marches_par_annee", "marches", [*_BY_YEAR, *_STATE])
    replaced = sa.text("remplace_par <> 0")
    op.create_index(
        op.f("ix_marches_remplace_par"),
        "marches",
        ["remplace_par"],
        sqlite_where=replaced,
        postgresql_where=replaced,
    )
    op.drop_index(op.f("ix_marches_sources_import_id"), "marches_sources")
    op.create_index(
        op.f("ix_marches_sources_import_id_acheteur_identifiant"),
        "marches_sources",
        ["import_id", "acheteur", "identifiant"],
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_marches_sources_import_id_acheteur_identifiant"), "marches_sources")
    op.create_index(op.f("ix_marches_sources_import_id"), "marches_sources", ["import_id"])
    op.drop_index(op.f("ix_marches_remplace_par"), "marches")
    op.drop_index("ix_marches_par_annee", "marches")
    op.create_index("ix_marches_par_annee", "marches", _BY_YEAR)
    op.drop_index("ix_marches_par_identite", "marches")
    op.create_index(
        op.f("ix_marches_scheme_acheteur_identifiant"), "marches", _IDENTITY, unique=True
    )
    for name in _STATE:
        op.drop_column("marches", name)
    op.drop_column("imports", "en_cours")
    op.drop_table("preparations")
