"""The tables of the review of dossiers: who may do what, what was said, what was decided."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables import ExactDecimal, now

AvisRendu = Literal["favorable", "reserve", "defavorable"]
"""What a visa or a member of the comité says."""

Choix = Literal["valide", "reoriente", "defavorable", "ajourne"]
"""What a decision says."""


class Personne(SQLModel, table=True):
    """Someone, by the id that the messenger gives them."""

    __tablename__ = "personnes"

    id: str = Field(primary_key=True, max_length=64)
    nom: str = Field(max_length=200)
    direction: str | None = Field(default=None, max_length=200)


class Habilitation(SQLModel, table=True):
    """A role of a person; `portee` says which visa, and is empty for the other roles."""

    __tablename__ = "habilitations"
    __table_args__ = (UniqueConstraint("personne", "role", "portee"),)

    id: int | None = Field(default=None, primary_key=True)
    personne: str = Field(foreign_key="personnes.id", max_length=64)
    role: str = Field(max_length=32)
    portee: str = Field(default="", max_length=64)


class EntreeJournal(SQLModel, table=True):
    """The journal: who did what, when, on which object, with which words.

    Rows are only added: the database itself refuses to change or remove one. `details` is JSON.
    """

    __tablename__ = "journal"
    __table_args__ = (Index(None, "objet", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    le: datetime = Field(default_factory=now)
    qui: str = Field(max_length=200)
    quoi: str = Field(max_length=32)
    objet: str = Field(max_length=80)
    mots: str | None = Field(default=None, sa_type=Text)
    details: str = Field(default="{}", sa_type=Text)


class Seance(SQLModel, table=True):
    """A meeting of an instance that has been fixed."""

    __tablename__ = "seances"
    __table_args__ = (UniqueConstraint("scheme", "instance", "jour"),)

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=64)
    instance: str = Field(max_length=64)
    jour: date


class Revue(SQLModel, table=True):
    """The review of a submitted dossier, as it now stands.

    `motifs` is the JSON of why it went where it goes; `visas_avant` the last day to give a visa;
    `signale_*` the manual flag of the commande publique.
    """

    __tablename__ = "revues"

    dossier: int = Field(primary_key=True, foreign_key="dossiers.id")
    version: int
    objet: str = Field(max_length=300)
    vers: str = Field(max_length=20)
    motifs: str = Field(sa_type=Text)
    etat_par: str = Field(max_length=64)
    etat_le: datetime
    visas_avant: date | None = None
    signale_par: str | None = Field(default=None, max_length=64)
    signale_le: datetime | None = None
    signale_motif: str | None = Field(default=None, sa_type=Text)
    seance: int | None = Field(default=None, foreign_key="seances.id")


class VersionDossier(SQLModel, table=True):
    """A submission: its answers are those up to `derniere_reponse`."""

    __tablename__ = "versions_dossier"
    __table_args__ = (UniqueConstraint("dossier", "numero"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: int = Field(foreign_key="dossiers.id")
    numero: int
    derniere_reponse: int
    par: str = Field(max_length=64)
    soumise_le: datetime


class VisaDemande(SQLModel, table=True):
    """A visa asked for a version of a dossier; without `avis` as long as it waits."""

    __tablename__ = "visas"
    __table_args__ = (UniqueConstraint("dossier", "version", "visa"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: int = Field(foreign_key="dossiers.id")
    version: int
    visa: str = Field(max_length=64)
    qui: str = Field(sa_type=Text)
    avis: AvisRendu | None = Field(default=None, sa_type=String(12))
    commentaire: str | None = Field(default=None, sa_type=Text)
    par: str | None = Field(default=None, max_length=64)
    donne_le: datetime | None = None


class AvisMembre(SQLModel, table=True):
    """The opinion of a member of the comité. Rows are only added: a member's newest counts."""

    __tablename__ = "avis"
    __table_args__ = (Index(None, "dossier", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: int = Field(foreign_key="dossiers.id")
    version: int
    membre: str = Field(max_length=64)
    avis: AvisRendu = Field(sa_type=String(12))
    commentaire: str | None = Field(default=None, sa_type=Text)
    donne_le: datetime


class Complement(SQLModel, table=True):
    """What was asked of the buyer, and the answer once given."""

    __tablename__ = "complements"
    __table_args__ = (Index(None, "dossier"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: int = Field(foreign_key="dossiers.id")
    demande: str = Field(sa_type=Text)
    par: str = Field(max_length=64)
    demande_le: datetime
    reponse: str | None = Field(default=None, sa_type=Text)
    repondu_par: str | None = Field(default=None, max_length=64)
    repondu_le: datetime | None = None


class DecisionRendue(SQLModel, table=True):
    """A decision on a version of a dossier, with its reason."""

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "dossier"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: int = Field(foreign_key="dossiers.id")
    version: int
    decision: Choix = Field(sa_type=String(16))
    motif: str = Field(sa_type=Text)
    par: str = Field(max_length=64)
    le: datetime
    seance: int | None = Field(default=None, foreign_key="seances.id")


class NotificationMarche(SQLModel, table=True):
    """What was notified at the end: amount in euros HT, day, holder, hours, clauses kept."""

    __tablename__ = "notifications"

    dossier: int = Field(primary_key=True, foreign_key="dossiers.id")
    montant: Decimal = Field(sa_type=ExactDecimal)
    jour: date
    titulaire: str = Field(max_length=300)
    heures: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    clauses: str | None = Field(default=None, sa_type=Text)
    par: str = Field(max_length=64)
    saisie_le: datetime
