"""What waits for people in the bot: recalled as échéances are, in the same digest.

A visa, a complement, a decision, a meeting, a draft left behind, the end of a contract, its
review.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from storage.echeances_tables import EcheanceSuivie
from workflows.results import Option

NatureAttente = Literal["visa", "complement", "decision", "seance", "brouillon", "fin", "bilan"]


@dataclass(frozen=True)
class Attente:
    """Something that waits for people (their ids) until a day, since an instant.

    `cle` names it in its scheme. `nom` is what carries it (« Dossier 12 »), `objet` what is to be
    done.
    """

    cle: str
    nature: NatureAttente
    nom: str
    objet: str
    due: date
    personnes: tuple[str, ...]
    depuis: datetime


def suite(row: EcheanceSuivie) -> Option | None:
    """The words that lead to where something that waits can be done; None for an échéance."""
    if row.definie:
        return None
    kind, numero, *_ = row.cle.split("/")
    if kind == "seance":
        day = f"{row.due:%d/%m/%Y}"
        return Option(libelle=f"Ordre du jour du {day}", demande=f"ordre du jour {day}")
    if row.nature == "brouillon":
        return Option(libelle=f"Reprendre la fiche {numero}", demande=f"fiche {numero}")
    return Option(libelle=f"Voir le dossier {numero}", demande=f"dossier {numero}")
