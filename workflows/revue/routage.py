"""Where a submitted dossier goes, and why in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemes.fiche import RegleRoutage, Visa
from schemes.scheme import Scheme
from workflows.fiche.conditions import Answers, holds

Destination = Literal["comite", "commande-publique"]
"""Who decides on a dossier."""

FLAG = "signalement"
"""The id of the manual flag, among the rules."""

WITHOUT_RULE = RegleRoutage(
    id="sans-regle",
    vers="commande-publique",
    motif="Aucune règle du schéma ne retient ce dossier : il va à la commande publique.",
    source="Réglage local.",
    parametre_local=True,
)
"""What decides where a scheme gives no rule that holds."""


class Motif(BaseModel):
    """A rule that says where a dossier goes, with its reason and the text it comes from."""

    model_config = ConfigDict(frozen=True)

    regle: str
    vers: Destination
    motif: str
    source: str
    parametre_local: bool


class Routage(BaseModel):
    """Where a dossier goes: the first of `motifs` decided, the others hold too."""

    model_config = ConfigDict(frozen=True)

    vers: Destination
    motifs: tuple[Motif, ...]


@dataclass(frozen=True)
class Signalement:
    """The commande publique's own choice to send a dossier to the comité."""

    motif: str
    auteur: str


def router(
    regles: Sequence[RegleRoutage], answers: Answers, signalement: Signalement | None = None
) -> Routage:
    """Where the counted answers of a fiche send it.

    Every rule that holds gives its reason and the first decides; a rule without condition speaks
    only when no other does. A flag goes before the rules.
    """
    held = [regle for regle in regles if regle.si is not None and holds(regle.si, answers)]
    default = [regle for regle in regles if regle.si is None]
    motifs = [_motif(regle) for regle in held or default or [WITHOUT_RULE]]
    if signalement is not None:
        motifs.insert(0, flagged(signalement))
    return Routage(vers=motifs[0].vers, motifs=tuple(motifs))


def visas_required(visas: Sequence[Visa], answers: Answers) -> tuple[Visa, ...]:
    """The visas that the counted answers of a fiche call for."""
    return tuple(visa for visa in visas if visa.si is None or holds(visa.si, answers))


def chez(scheme: Scheme, vers: Destination) -> str:
    """Who decides on a dossier, by name."""
    if vers == "commande-publique":
        return "Commande publique"
    instance = next((i for i in scheme.gouvernance if i.id == scheme.revue.instance), None)
    return instance.nom if instance else "Comité"


def _motif(regle: RegleRoutage) -> Motif:
    return Motif(
        regle=regle.id,
        vers=regle.vers,
        motif=regle.motif,
        source=regle.source,
        parametre_local=regle.parametre_local,
    )


def flagged(signalement: Signalement) -> Motif:
    """The reason that a flag gives."""
    return Motif(
        regle=FLAG,
        vers="comite",
        motif=signalement.motif,
        source=f"Signalé par {signalement.auteur}, commande publique",
        parametre_local=True,
    )
