"""People, their roles, the journal, and the review of dossiers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _journal()
    _review()
    _words_of_the_review()
    _outcome()
    _refuse_changes_of_the_journal()


def _people() -> None:
    op.create_table(
        "personnes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("nom", sa.String(200), nullable=False),
        sa.Column("direction", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personnes")),
    )
    op.create_table(
        "habilitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("personne", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("portee", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_habilitations")),
        sa.ForeignKeyConstraint(
            ["personne"], ["personnes.id"], name=op.f("fk_habilitations_personne_personnes")
        ),
        sa.UniqueConstraint(
            "personne", "role", "portee", name=op.f("uq_habilitations_personne_role_portee")
        ),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("qui", sa.String(200), nullable=False),
        sa.Column("quoi", sa.String(32), nullable=False),
        sa.Column("objet", sa.String(80), nullable=False),
        sa.Column("mots", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_objet_id"), "journal", ["objet", "id"])


def _review() -> None:
    op.create_table(
        "seances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(64), nullable=False),
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seances")),
        sa.UniqueConstraint(
            "scheme", "instance", "jour", name=op.f("uq_seances_scheme_instance_jour")
        ),
    )
    op.create_table(
        "revues",
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("objet", sa.String(300), nullable=False),
        sa.Column("vers", sa.String(20), nullable=False),
        sa.Column("motifs", sa.Text(), nullable=False),
        sa.Column("etat_par", sa.String(64), nullable=False),
        sa.Column("etat_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visas_avant", sa.Date(), nullable=True),
        sa.Column("signale_par", sa.String(64), nullable=True),
        sa.Column("signale_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signale_motif", sa.Text(), nullable=True),
        sa.Column("seance", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("dossier", name=op.f("pk_revues")),
        _dossier_of("revues"),
        sa.ForeignKeyConstraint(["seance"], ["seances.id"], name=op.f("fk_revues_seance_seances")),
    )
    op.create_table(
        "versions_dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("derniere_reponse", sa.Integer(), nullable=False),
        sa.Column("par", sa.String(64), nullable=False),
        sa.Column("soumise_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions_dossier")),
        _dossier_of("versions_dossier"),
        sa.UniqueConstraint("dossier", "numero", name=op.f("uq_versions_dossier_dossier_numero")),
    )


def _words_of_the_review() -> None:
    op.create_table(
        "visas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visa", sa.String(64), nullable=False),
        sa.Column("qui", sa.Text(), nullable=False),
        sa.Column("avis", sa.String(12), nullable=True),
        sa.Column("commentaire", sa.Text(), nullable=True),
        sa.Column("par", sa.String(64), nullable=True),
        sa.Column("donne_le", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visas")),
        _dossier_of("visas"),
        sa.UniqueConstraint(
            "dossier", "version", "visa", name=op.f("uq_visas_dossier_version_visa")
        ),
    )
    op.create_table(
        "avis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("membre", sa.String(64), nullable=False),
        sa.Column("avis", sa.String(12), nullable=False),
        sa.Column("commentaire", sa.Text(), nullable=True),
        sa.Column("donne_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avis")),
        _dossier_of("avis"),
    )
    op.create_index(op.f("ix_avis_dossier_version"), "avis", ["dossier", "version"])
    op.create_table(
        "complements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("demande", sa.Text(), nullable=False),
        sa.Column("par", sa.String(64), nullable=False),
        sa.Column("demande_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reponse", sa.Text(), nullable=True),
        sa.Column("repondu_par", sa.String(64), nullable=True),
        sa.Column("repondu_le", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complements")),
        _dossier_of("complements"),
    )
    op.create_index(op.f("ix_complements_dossier"), "complements", ["dossier"])


def _outcome() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("par", sa.String(64), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seance", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        _dossier_of("decisions"),
        sa.ForeignKeyConstraint(
            ["seance"], ["seances.id"], name=op.f("fk_decisions_seance_seances")
        ),
    )
    op.create_index(op.f("ix_decisions_dossier"), "decisions", ["dossier"])
    op.create_table(
        "notifications",
        sa.Column("dossier", sa.Integer(), nullable=False),
        sa.Column("montant", sa.String(40), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("titulaire", sa.String(300), nullable=False),
        sa.Column("heures", sa.String(40), nullable=True),
        sa.Column("clauses", sa.Text(), nullable=True),
        sa.Column("par", sa.String(64), nullable=False),
        sa.Column("saisie_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dossier", name=op.f("pk_notifications")),
        _dossier_of("notifications"),
    )


def _dossier_of(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_dossier_dossiers")
    return sa.ForeignKeyConstraint(["dossier"], ["dossiers.id"], name=name)


def _refuse_changes_of_the_journal() -> None:
    """On SQLite, INSERT OR REPLACE removes a row without saying DELETE: it is refused too."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'le journal ne se modifie pas'; END $$"
        )
        op.execute(
            "CREATE TRIGGER journal_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        )
        return
    for moment in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER journal_refuse_{moment.lower()} BEFORE {moment} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END"
        )
    op.execute(
        "CREATE TRIGGER journal_refuse_replace BEFORE INSERT ON journal "
        "WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END"
    )


def downgrade() -> None:
    for table in (
        "notifications", "decisions", "complements", "avis", "visas", "versions_dossier",
        "revues", "seances", "journal", "habilitations", "personnes",
    ):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION journal_refuse")
