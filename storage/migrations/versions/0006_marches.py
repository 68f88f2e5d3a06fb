"""Marchés: their sources, their imports, hours of insertion."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("genre", sa.String(8), nullable=False),
        sa.Column("fichier", sa.String(255), nullable=False),
        sa.Column("empreinte", sa.String(64), nullable=False),
        sa.Column("auteur", sa.String(200), nullable=False),
        sa.Column("importe_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lus", sa.Integer(), nullable=False),
        sa.Column("ajoutes", sa.Integer(), nullable=False),
        sa.Column("mis_a_jour", sa.Integer(), nullable=False),
        sa.Column("inchanges", sa.Integer(), nullable=False),
        sa.Column("regroupes", sa.Integer(), nullable=False),
        sa.Column("hors_perimetre", sa.Integer(), nullable=False),
        sa.Column("ecartes", sa.Integer(), nullable=False),
        sa.Column("annule_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annule_par", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(
        op.f("ix_imports_scheme_genre_empreinte"),
        "imports",
        ["scheme", "genre", "empreinte"],
        unique=True,
        sqlite_where=sa.text("annule_le IS NULL"),
        postgresql_where=sa.text("annule_le IS NULL"),
    )
    op.create_table(
        "ecarts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=False),
        sa.Column("marche", sa.String(64), nullable=True),
        sa.Column("champ", sa.String(40), nullable=True),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ecarts")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_ecarts_import_id")),
    )
    op.create_index(op.f("ix_ecarts_import_id_id"), "ecarts", ["import_id", "id"])
    op.create_table(
        "marches_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("acheteur", sa.String(14), nullable=False),
        sa.Column("identifiant", sa.String(64), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("dossier", sa.Integer(), nullable=True),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("identite", sa.String(200), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marches_sources")),
        sa.ForeignKeyConstraint(
            ["dossier"], ["dossiers.id"], name=op.f("fk_marches_sources_dossier")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_marches_sources_import_id")
        ),
    )
    op.create_index(op.f("ix_marches_sources_import_id"), "marches_sources", ["import_id"])
    op.create_index(
        op.f("ix_marches_sources_scheme_acheteur_identifiant"),
        "marches_sources",
        ["scheme", "acheteur", "identifiant"],
    )
    op.create_table(
        "marches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("acheteur", sa.String(14), nullable=False),
        sa.Column("identifiant", sa.String(64), nullable=False),
        sa.Column("contrat", sa.String(10), nullable=False),
        sa.Column("objet", sa.Text(), nullable=True),
        sa.Column("nature", sa.String(80), nullable=True),
        sa.Column("type_achat", sa.String(11), nullable=True),
        sa.Column("code_cpv", sa.String(8), nullable=True),
        sa.Column("procedure", sa.String(80), nullable=True),
        sa.Column("techniques", sa.Text(), nullable=True),
        sa.Column("modalites", sa.Text(), nullable=True),
        sa.Column("date_notification", sa.Date(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("montant_centimes", sa.BigInteger(), nullable=True),
        sa.Column("duree_mois", sa.Integer(), nullable=True),
        sa.Column("lieu_code", sa.String(20), nullable=True),
        sa.Column("lieu_type", sa.String(40), nullable=True),
        sa.Column("clause_sociale", sa.Boolean(), nullable=True),
        sa.Column("critere_social", sa.Boolean(), nullable=True),
        sa.Column("reserve", sa.Boolean(), nullable=True),
        sa.Column("clause_environnementale", sa.Boolean(), nullable=True),
        sa.Column("critere_environnemental", sa.Boolean(), nullable=True),
        sa.Column("innovant", sa.Boolean(), nullable=True),
        sa.Column("avance", sa.Boolean(), nullable=True),
        sa.Column("sous_traitance", sa.Boolean(), nullable=True),
        sa.Column("offres_recues", sa.Integer(), nullable=True),
        sa.Column("titulaires", sa.Text(), nullable=True),
        sa.Column("titulaire_pme", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marches")),
    )
    op.create_index(
        "ix_marches_par_annee",
        "marches",
        [
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
        ],
    )
    op.create_index(
        op.f("ix_marches_scheme_acheteur_identifiant"),
        "marches",
        ["scheme", "acheteur", "identifiant"],
        unique=True,
    )
    op.create_table(
        "heures_insertion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=False),
        sa.Column("marche", sa.String(64), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("public", sa.String(40), nullable=False),
        sa.Column("centiemes", sa.BigInteger(), nullable=False),
        sa.Column("personnes", sa.Integer(), nullable=True),
        sa.Column("courant", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heures_insertion")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_heures_insertion_import_id")
        ),
    )
    op.create_index(op.f("ix_heures_insertion_import_id"), "heures_insertion", ["import_id"])
    op.create_index(
        op.f("ix_heures_insertion_scheme_marche_debut_fin"),
        "heures_insertion",
        ["scheme", "marche", "debut", "fin"],
    )
    op.create_index(
        op.f("ix_heures_insertion_scheme_annee_public"),
        "heures_insertion",
        ["scheme", "annee", "public"],
    )
    op.create_table(
        "valeurs_importees",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("valeur", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("import_id", "valeur", name=op.f("pk_valeurs_importees")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_valeurs_importees_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["valeur"], ["valeurs_indicateurs.id"], name=op.f("fk_valeurs_importees_valeur")
        ),
    )
    op.create_table(
        "correspondances_heures",
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("entete", sa.String(200), nullable=False),
        sa.Column("champ", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("scheme", "entete", name=op.f("pk_correspondances_heures")),
    )


def downgrade() -> None:
    op.drop_table("correspondances_heures")
    op.drop_table("valeurs_importees")
    op.drop_table("heures_insertion")
    op.drop_table("marches")
    op.drop_table("marches_sources")
    op.drop_table("ecarts")
    op.drop_table("imports")
