"""Tables of the marchés: where each comes from, what is known of it, its hours of insertion.

A marché is worked out from its sources, and only from them: taking an import back is removing
its sources and working out again what they touched (`storage/marches.py`).
"""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import BigInteger, Index, String, Text, text
from sqlmodel import Field, SQLModel

from storage.tables import now

Contrat = Literal["marche", "concession"]
"""What the buyer published: a marché public, or a concession contract."""

TypeAchat = Literal["fournitures", "services", "travaux"]
"""What is bought, by the division of the CPV code."""

GenreImport = Literal["decp", "heures", "valeurs"]
"""What a file brings: marchés, hours of insertion, values of indicators."""

_LIVE = text("annule_le IS NULL")
_REPLACED = text("remplace_par <> 0")


class Import(SQLModel, table=True):
    """A file taken in, whole from one instant on; `annule_le` once it is taken back.

    `en_cours`: it is being written (`Preparation`) and counts for nothing yet.
    `lus` counts the records of the file: each adds a marché, changes it, leaves it as it was,
    completes another record of the file (`regroupes`), belongs to another buyer
    (`hors_perimetre`) or is set aside (`ecartes`). A file, by the digest of its bytes and of
    the buyers kept of it, counts once: it cannot be live twice.
    """

    __tablename__ = "imports"
    __table_args__ = (
        Index(
            None,
            "scheme",
            "genre",
            "empreinte",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    genre: GenreImport = Field(sa_type=String(8))
    fichier: str = Field(max_length=255)
    empreinte: str = Field(max_length=64)
    auteur: str = Field(max_length=200)
    importe_le: datetime = Field(default_factory=now)
    lus: int = 0
    ajoutes: int = 0
    mis_a_jour: int = 0
    inchanges: int = 0
    regroupes: int = 0
    hors_perimetre: int = 0
    ecartes: int = 0
    annule_le: datetime | None = None
    annule_par: str | None = Field(default=None, max_length=200)
    en_cours: bool = False

    @property
    def numero(self) -> int:
        """Its number, as people say it. Raises ValueError before it is stored."""
        if self.id is None:
            raise ValueError("not stored yet")
        return self.id


class Preparation(SQLModel, table=True):
    """A change of the marchés being written, for an import that comes in or is taken back.

    While its row is here, what it writes counts for nothing and what it replaces still counts;
    the transaction that removes the row makes the change, whole. A number never comes back.
    """

    __tablename__ = "preparations"
    __table_args__ = ({"sqlite_autoincrement": True},)

    numero: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="imports.id")


class Ecart(SQLModel, table=True):
    """What an import set aside, and why, in French.

    `champ` names the value that was set aside; null when the whole record was.
    """

    __tablename__ = "ecarts"
    __table_args__ = (Index(None, "import_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="imports.id")
    ligne: int
    marche: str | None = Field(default=None, max_length=64)
    champ: str | None = Field(default=None, max_length=40)
    motif: str = Field(sa_type=Text)


class MarcheSource(SQLModel, table=True):
    """What one source says of a marché: a record of an imported file, or a dossier notified.

    `acheteur` and `identifiant` are the identity under which sources are brought together;
    `identite` is that identity as the source writes it. `contenu` is the JSON of what it says.
    """

    __tablename__ = "marches_sources"
    __table_args__ = (
        Index(None, "scheme", "acheteur", "identifiant"),
        Index(None, "import_id", "acheteur", "identifiant"),
    )

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    acheteur: str = Field(max_length=14)
    identifiant: str = Field(max_length=64)
    import_id: int | None = Field(default=None, foreign_key="imports.id")
    dossier: int | None = Field(default=None, foreign_key="dossiers.id")
    ligne: int | None = None
    identite: str = Field(max_length=200)
    contenu: str = Field(sa_type=Text)


class Marche(SQLModel, table=True):
    """A marché or a concession, once, whatever the number of its sources, holders and changes.

    Null means unknown, never « no »: a marker of missing data or a contradiction is no answer.
    A consideration is true when it is stated, false when what is stated leaves it out.

    `montant_centimes` is the amount before tax in euro cents, as published: for a marché the
    fixed amount or the estimated maximum, for a concession its global value; never an
    expenditure. `code_cpv` is eight digits, without the check digit. `techniques`,
    `modalites` and `titulaires` hold several values joined by « ; ». `titulaire_pme`: at least one
    holder is a PME, which only the national consolidation says.

    `ecrit_par` and `remplace_par` are the preparations that wrote the row and that replace it,
    0 for none; which rows count is said by `storage/preparations.py`.
    """

    __tablename__ = "marches"
    __table_args__ = (
        Index(
            "ix_marches_par_identite",
            "scheme",
            "acheteur",
            "identifiant",
            "ecrit_par",
            "remplace_par",
            unique=True,
        ),
        Index(None, "remplace_par", sqlite_where=_REPLACED, postgresql_where=_REPLACED),
        Index(
            "ix_marches_par_annee",
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
            "ecrit_par",
            "remplace_par",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    acheteur: str = Field(max_length=14)
    identifiant: str = Field(max_length=64)
    contrat: Contrat = Field(sa_type=String(10))
    objet: str | None = Field(default=None, sa_type=Text)
    nature: str | None = Field(default=None, max_length=80)
    type_achat: TypeAchat | None = Field(default=None, sa_type=String(11))
    code_cpv: str | None = Field(default=None, max_length=8)
    procedure: str | None = Field(default=None, max_length=80)
    techniques: str | None = Field(default=None, sa_type=Text)
    modalites: str | None = Field(default=None, sa_type=Text)
    date_notification: date
    annee: int
    montant_centimes: int | None = Field(default=None, sa_type=BigInteger)
    duree_mois: int | None = None
    lieu_code: str | None = Field(default=None, max_length=20)
    lieu_type: str | None = Field(default=None, max_length=40)
    clause_sociale: bool | None = None
    critere_social: bool | None = None
    reserve: bool | None = None
    clause_environnementale: bool | None = None
    critere_environnemental: bool | None = None
    innovant: bool | None = None
    avance: bool | None = None
    sous_traitance: bool | None = None
    offres_recues: int | None = None
    titulaires: str | None = Field(default=None, sa_type=Text)
    titulaire_pme: bool | None = None
    ecrit_par: int = 0
    remplace_par: int = 0


class HeuresInsertion(SQLModel, table=True):
    """Hours of insertion worked in a period, for a contract and a public (`total`, `femmes`…).

    The hours of a public are part of the total, and publics overlap: only `total` is summed.
    `centiemes` are hundredths of an hour. `courant` marks the row that counts when several
    imports speak of the same contract, period and public: the last one. `personnes` is how many
    people the hours are those of, null when the file does not say.
    """

    __tablename__ = "heures_insertion"
    __table_args__ = (
        Index(None, "scheme", "annee", "public"),
        Index(None, "scheme", "marche", "debut", "fin"),
        Index(None, "import_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    import_id: int = Field(foreign_key="imports.id")
    ligne: int
    marche: str = Field(max_length=64)
    annee: int
    debut: date
    fin: date
    public: str = Field(max_length=40)
    centiemes: int = Field(sa_type=BigInteger)
    personnes: int | None = None
    courant: bool = True


class ValeurImportee(SQLModel, table=True):
    """Which import brought a value of an indicator."""

    __tablename__ = "valeurs_importees"

    import_id: int = Field(foreign_key="imports.id", primary_key=True)
    valeur: int = Field(foreign_key="valeurs_indicateurs.id", primary_key=True)


class CorrespondanceHeures(SQLModel, table=True):
    """Which header of an hours file is which column, as last used: remembered by header.

    `entete` is the header brought down to plain lower case words.
    """

    __tablename__ = "correspondances_heures"

    scheme: str = Field(primary_key=True, max_length=64)
    entete: str = Field(primary_key=True, max_length=200)
    champ: str = Field(max_length=40)
