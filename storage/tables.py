"""The tables, one class each."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Dialect, Index, MetaData, String, Text, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

Origine = Literal["calcule", "saisi", "publie"]
"""Where a figure comes from: computed from the marchés, entered, printed in the scheme."""

EtatDossier = Literal[
    "brouillon",
    "soumis",
    "en-visa",
    "inscrit",
    "a-completer",
    "valide",
    "reoriente",
    "defavorable",
    "ajourne",
    "lance",
    "notifie",
    "infructueux",
    "abandonne",
]
"""Where a dossier is."""

EtatEnvoi = Literal["a-envoyer", "envoye", "abandonne", "illisible"]
"""Where a message that is owed is; `illisible` until a process starts that can put it in words."""

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept to the digit: SQLite has no decimals of its own, so it is text."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """The text form, without exponent."""
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The number that was stored."""
        return None if value is None else Decimal(value)


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


class ValeurIndicateur(SQLModel, table=True):
    """The value of an indicator for a year, in the indicator's unit.

    Rows are only added: the newest of a year counts, the earlier ones are its history. `piece` is
    a file that proves it, as words carry it (see `workflows.pieces`).
    """

    __tablename__ = "valeurs_indicateurs"
    __table_args__ = (Index(None, "scheme", "indicateur", "annee"),)

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    indicateur: str = Field(max_length=64)
    annee: int
    valeur: Decimal = Field(sa_type=ExactDecimal)
    origine: Origine = Field(sa_type=String(8))
    provenance: str | None = Field(default=None, sa_type=Text)
    piece: str | None = Field(default=None, sa_type=Text)
    auteur: str = Field(max_length=200)
    saisie_le: datetime = Field(default_factory=now)


class Revision(SQLModel, table=True):
    """One row: how many times the values of indicators have changed."""

    __tablename__ = "revisions"

    id: int | None = Field(default=None, primary_key=True)
    numero: int


class VersionFiche(SQLModel, table=True):
    """The questions of a fiche as a definition had them: JSON, their labels by id."""

    __tablename__ = "versions_fiche"

    empreinte: str = Field(primary_key=True, max_length=64)
    questions: str = Field(sa_type=Text)
    vue_le: datetime = Field(default_factory=now)


class Dossier(SQLModel, table=True):
    """A fiche, from its first question. `question` is the one that waits for its writers.

    `tour` grows with each thing shown to its writers: what answers an earlier one comes too
    late. `empreinte` names the version of the definition under which it was last shown.
    """

    __tablename__ = "dossiers"
    __table_args__ = (Index(None, "auteur", "scheme"),)

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    auteur: str = Field(max_length=64)
    etat: EtatDossier = Field(default="brouillon", sa_type=String(16))
    question: str | None = Field(default=None, max_length=64)
    tour: int = 0
    empreinte: str | None = Field(
        default=None, max_length=64, foreign_key="versions_fiche.empreinte"
    )
    cree_le: datetime = Field(default_factory=now)
    modifie_le: datetime = Field(default_factory=now)

    @property
    def numero(self) -> int:
        """Its number, as people say it. Raises ValueError before it is stored."""
        if self.id is None:
            raise ValueError("not stored yet")
        return self.id


class Redacteur(SQLModel, table=True):
    """Someone who writes a fiche: its author, or whom they share the writing with.

    `en_pause` when that person left it for later.
    """

    __tablename__ = "redacteurs"
    __table_args__ = (Index(None, "personne", "en_pause"),)

    dossier: int = Field(primary_key=True, foreign_key="dossiers.id")
    personne: str = Field(primary_key=True, max_length=64)
    en_pause: bool = False
    depuis: datetime = Field(default_factory=now)


class Reponse(SQLModel, table=True):
    """An answer to a question of a fiche. Rows are only added: the newest of a question counts.

    `valeur` is JSON; null when the question was passed.
    """

    __tablename__ = "reponses"
    __table_args__ = (Index(None, "dossier", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: int = Field(foreign_key="dossiers.id")
    question: str = Field(max_length=64)
    valeur: str | None = Field(default=None, sa_type=Text)
    auteur: str = Field(max_length=64)
    donnee_le: datetime = Field(default_factory=now)


class Reception(SQLModel, table=True):
    """The inbox: a delivery already handled. It keeps no word of the message."""

    __tablename__ = "receptions"

    cle: str = Field(primary_key=True, max_length=200)
    recue_le: datetime = Field(default_factory=now)


_WAITING = text("etat = 'a-envoyer'")
_GIVEN_UP = text("etat = 'abandonne'")


class Envoi(SQLModel, table=True):
    """The outbox: a message owed to a person or a channel, written with what it follows from.

    `contenu` is the JSON of a result; `fil` the key of the message whose thread it goes in,
    `remplace` the key of an earlier message whose place it takes. `prise` names the last
    attempt whose outcome is not known: while it is set, the message may have been sent.
    `canal` and `ts` say where it was sent. `signale` is the key of the word that tells the
    coordinator that it was given up.
    """

    __tablename__ = "envois"
    __table_args__ = (
        Index("ix_envois_du", "du", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index(
            "ix_envois_file",
            "destinataire",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index(
            "ix_envois_abandonnes",
            "destinataire",
            "id",
            sqlite_where=_GIVEN_UP,
            postgresql_where=_GIVEN_UP,
        ),
        Index(None, "destinataire", "id"),
        Index(None, "fil"),
        Index(None, "remplace"),
        Index(None, "canal", "ts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    cle: str = Field(max_length=200, unique=True)
    destinataire: str = Field(max_length=64)
    contenu: str = Field(sa_type=Text)
    fil: str | None = Field(default=None, max_length=200)
    remplace: str | None = Field(default=None, max_length=200)
    etat: EtatEnvoi = Field(default="a-envoyer", sa_type=String(16))
    du: datetime = Field(default_factory=now)
    prise: str | None = Field(default=None, max_length=32)
    essais: int = 0
    canal: str | None = Field(default=None, max_length=64)
    ts: str | None = Field(default=None, max_length=32)
    erreur: str | None = Field(default=None, sa_type=Text)
    signale: str | None = Field(default=None, max_length=200)
    cree_le: datetime = Field(default_factory=now)
