"""The tables of échéances: what is due, who answers for it, what was said and when."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables import now

EtatEcheance = Literal["ouverte", "faite", "passee", "retiree"]
"""Waited for, done, already past when first seen, no longer in the definition."""

TypeReponse = Literal["fait", "rouvert", "en_cours", "reporte", "pas_moi"]
"""What a person may answer to an échéance; « rouvert » takes « fait » back."""

_NOT_SENT = text("envoye_le IS NULL")


class EcheanceSuivie(SQLModel, table=True):
    """Something due once, as the definition last said it, and where it is.

    `prevue_le` is the definition's date, `reportee_au` a later or earlier one that was answered;
    neither when nothing dates it. `avancement` is in percent. `version` grows with what calendars
    show, `uid` is the name that they know it by, when that is not its key. The row outlives its
    place in the definition: answers hang on it.

    What waits for someone in the bot (a visa, a draft left behind…) is a row too, which is not
    `definie` by the scheme: `personnes` are the ids of those it waits for.
    """

    __tablename__ = "echeances"
    __table_args__ = (UniqueConstraint("scheme", "cle"),)

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    cle: str = Field(max_length=200)
    nature: str = Field(max_length=20)
    nom: str = Field(sa_type=Text)
    objet: str = Field(sa_type=Text)
    imprime: str = Field(sa_type=Text)
    quand: str = Field(max_length=32)
    prevue_le: date | None = None
    reportee_au: date | None = None
    pilotes: list[str] = Field(sa_type=JSON)
    definie: bool = True
    personnes: list[str] = Field(default_factory=list, sa_type=JSON)
    source: str = Field(sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)
    etat: EtatEcheance = Field(default="ouverte", sa_type=String(8))
    avancement: int | None = None
    version: int = 0
    uid: str | None = Field(default=None, sa_type=Text)
    modifiee_le: datetime = Field(default_factory=now)

    @property
    def numero(self) -> int:
        """Its number, as people say it. Raises ValueError before it is stored."""
        if self.id is None:
            raise ValueError("not stored yet")
        return self.id

    @property
    def due(self) -> date | None:
        """The day that counts."""
        return self.reportee_au or self.prevue_le


class ReponseEcheance(SQLModel, table=True):
    """What someone answered. Rows are only added.

    `mot` is a word or a reason, `fichier` a file as words carry it (see `workflows.pieces`),
    `pourcentage` the progress, `au` the new date, `a_qui` the person (an id) to whom it was
    passed on.
    """

    __tablename__ = "reponses_echeances"
    __table_args__ = (Index(None, "echeance", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    echeance: int = Field(foreign_key="echeances.id")
    type: TypeReponse = Field(sa_type=String(8))
    auteur: str = Field(max_length=200)
    mot: str | None = Field(default=None, sa_type=Text)
    fichier: str | None = Field(default=None, sa_type=Text)
    pourcentage: int | None = None
    au: date | None = None
    a_qui: str | None = Field(default=None, max_length=64)
    donnee_le: datetime = Field(default_factory=now)


class Rappel(SQLModel, table=True):
    """A reminder of a due date: waiting for `du`, or said at `envoye_le`.

    `pas` is its step in the rhythm, in days from the due date: the same step of the same date
    never comes twice. It is null when the reminder tells that the échéance was passed on, `due`
    when nothing dates it. An échéance has at most one reminder that waits.
    """

    __tablename__ = "rappels"
    __table_args__ = (
        UniqueConstraint("echeance", "due", "pas"),
        Index(
            "ix_rappels_en_attente",
            "scheme",
            "du",
            sqlite_where=_NOT_SENT,
            postgresql_where=_NOT_SENT,
        ),
        Index(
            "uq_rappels_un_en_attente",
            "echeance",
            unique=True,
            sqlite_where=_NOT_SENT,
            postgresql_where=_NOT_SENT,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    echeance: int = Field(foreign_key="echeances.id")
    due: date | None = None
    pas: int | None = None
    du: datetime
    envoye_le: datetime | None = None


class LigneResume(SQLModel, table=True):
    """An échéance that a person read of in the digest of a day; `motif` says why them."""

    __tablename__ = "lignes_resumes"
    __table_args__ = (Index(None, "echeance"),)

    personne: str = Field(primary_key=True, max_length=64)
    jour: date = Field(primary_key=True)
    echeance: int = Field(primary_key=True, foreign_key="echeances.id")
    motif: str = Field(max_length=16)


class Pilote(SQLModel, table=True):
    """A person (an id) who answers for a pilote as the document prints it."""

    __tablename__ = "pilotes"

    scheme: str = Field(primary_key=True, max_length=64)
    nom: str = Field(primary_key=True, sa_type=Text)
    personne: str = Field(primary_key=True, max_length=64)
