"""Tables of what formulas compute: yearly counts, kept so that an answer never counts marchés."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel


class FormuleComptee(SQLModel, table=True):
    """A formula, by its digest, whose counts are kept for every year of a scheme's marchés."""

    __tablename__ = "formules_comptees"

    scheme: str = Field(primary_key=True, max_length=64)
    formule: str = Field(primary_key=True, max_length=32)


class Agregat(SQLModel, table=True):
    """What a formula counts in a year, in the terms of `storage.comptes.Compte`."""

    __tablename__ = "agregats"

    scheme: str = Field(primary_key=True, max_length=64)
    formule: str = Field(primary_key=True, max_length=32)
    annee: int = Field(primary_key=True)
    numerateur: int = Field(sa_type=BigInteger)
    denominateur: int | None = Field(default=None, sa_type=BigInteger)
    inconnus: int
    examines: int
