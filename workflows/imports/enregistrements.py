"""A record of a file, in the shape of the DECP format whatever the file's own form."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from storage.marches_tables import Contrat

CONTRATS: dict[str, Contrat] = {"marche": "marche", "contrat-concession": "concession"}
"""The name of a record in DECP files (arrêté du 22 décembre 2022), and what it describes."""


class Enregistrement(NamedTuple):
    """A contract as a file writes it: the line where it begins, and its fields.

    Fields have the names of the DECP schema; they hold texts, lists and objects, unchecked.
    """

    ligne: int
    contrat: Contrat
    champs: Any


Enregistrements = Iterator[Enregistrement]
