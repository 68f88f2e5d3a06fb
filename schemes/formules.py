"""How an indicator is computed from the marchés: small typed formulas, without any code.

The fields are those of the données essentielles (arrêté of 22 December 2022), and the hours of
insertion that facilitators record. What a source does not say of a marché is unknown, never
« no »: see `workflows/calcul`.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from schemes.base import Element
from schemes.conditions import Terme

Champ = Literal[
    "clause-sociale",
    "critere-social",
    "marche-reserve",
    "clause-environnementale",
    "critere-environnemental",
    "innovant",
    "montant",
    "duree-mois",
    "offres-recues",
    "type-achat",
    "procedure",
]
"""What a condition may read of a marché. `montant` is in euros before tax, as published."""

PROCEDURES: Mapping[str, str] = {
    "procedure-adaptee": "Procédure adaptée",
    "appel-offres-ouvert": "Appel d'offres ouvert",
    "appel-offres-restreint": "Appel d'offres restreint",
    "procedure-avec-negociation": "Procédure avec négociation",
    "dialogue-competitif": "Dialogue compétitif",
    "sans-publicite": "Marché passé sans publicité ni mise en concurrence préalable",
}
"""The procedures of the données essentielles, by the name they have in a formula."""

CHOIX: Mapping[str, tuple[str, ...]] = {
    "type-achat": ("fournitures", "services", "travaux"),
    "procedure": tuple(PROCEDURES),
}
"""The values of the fields that have a closed list of them."""

_NUMBERS = ("montant", "duree-mois", "offres-recues")
_RANKS = ("superieur_a", "au_moins", "inferieur_a", "au_plus")

Mesure = Literal["montant", "heures-insertion"]
"""What is added up: euros before tax as published, or hours of insertion worked."""


class ConditionMarche(Terme):
    """A term over the fields of a marché."""

    SUJET: ClassVar[str] = "champ"
    UN_SUJET: ClassVar[str] = "un champ"

    champ: Champ | None = None

    @model_validator(mode="after")
    def _fits_the_field(self) -> Self:
        if self.champ is None:
            return self
        [operator] = self.operators()
        value = getattr(self, operator)
        if self.champ in CHOIX:
            known = CHOIX[self.champ]
            given = value if operator == "parmi" else (value,)
            if operator not in ("egal", "parmi") or not set(given) <= set(known):
                raise ValueError(f"« {self.champ} » est egal ou parmi : {', '.join(known)}")
        elif self.champ in _NUMBERS:
            if operator not in _RANKS:
                raise ValueError(f"« {self.champ} » est un nombre : {', '.join(_RANKS)}")
        elif not isinstance(value, bool):
            raise ValueError(f"« {self.champ} » est vrai ou faux : egal true ou false")
        return self


class Formule(Element):
    """How many marchés (`nombre`), how much together (`somme`), or what share (`part`).

    `si` says which marchés count; in a share, `perimetre` says among which. `de` is what is
    added up: without it, a share is a share of the number of marchés. `cumul` adds the years
    since the scheme's first one. Concessions are not marchés and do not count.
    """

    calcul: Literal["nombre", "somme", "part"]
    de: Mesure | None = None
    si: ConditionMarche | None = None
    perimetre: ConditionMarche | None = None
    cumul: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.calcul == "somme" and self.de is None:
            raise ValueError("une somme dit de quoi : de: montant ou de: heures-insertion")
        if self.calcul == "nombre" and self.de is not None:
            raise ValueError("un nombre compte les marchés : la clé « de » est pour une somme")
        if self.calcul == "part" and (self.si is None or self.de == "heures-insertion"):
            raise ValueError(
                "une part a une condition (si) et se compte en nombre ou en montant de marchés"
            )
        if self.calcul != "part" and self.perimetre is not None:
            raise ValueError("seule une part a un périmètre : ici, la condition (si) suffit")
        return self

    @property
    def nature(self) -> str:
        """The nature of the indicators that it can compute."""
        if self.calcul == "somme":
            return "montant" if self.de == "montant" else "quantite"
        return self.calcul

    @property
    def unite(self) -> str | None:
        """The unit of what it computes; None for a number, whose unit the scheme says."""
        if self.calcul == "somme":
            return "€" if self.de == "montant" else "heures"
        return "%" if self.calcul == "part" else None

    @property
    def empreinte(self) -> str:
        """A digest of what it computes: figures kept under another one are out of date."""
        said: dict[str, Any] = self.model_dump(mode="json", exclude_none=True, exclude={"cumul"})
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]
