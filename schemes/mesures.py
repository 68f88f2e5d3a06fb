"""Indicators: what is measured, what is aimed at, what the document already publishes."""

from typing import Literal, Self

from pydantic import model_validator

from schemes.base import Annee, Element, Identifiant, Nombre, Texte
from schemes.formules import Formule

Comparateur = Literal[">=", ">", "<=", "<", "=", "entre"]
"""How a value meets a figure; `entre` goes with a second one, both bounds included."""

NatureCible = Literal["chiffree", "sans_nombre", "pas_de_cible", "case_vide"]
"""Three kinds of nothing differ from a figure, and from one another:

- `sans_nombre`: a target in words ("selon obligations réglementaires");
- `pas_de_cible`: the document prints that there is none;
- `case_vide`: the place for a target is left empty.
"""

Mode = Literal["calcule", "saisi", "publie"]
"""Where the figures of an indicator come from:

- `calcule`: computed from the marchés, by its `formule`;
- `saisi`: entered each year by its pilote;
- `publie`: printed in the document, which makes no indicator of it.
"""


class Cible(Element):
    """A target as the document fixes it.

    `valeur` is in the indicator's unit, or in `unite` when the document changes unit.
    `par_an` says that the figure holds for each year: of the scheme when there is no `annee`.
    """

    annee: Annee | None = None
    nature: NatureCible = "chiffree"
    valeur: Nombre | None = None
    valeur_max: Nombre | None = None
    comparateur: Comparateur = ">="
    unite: Texte | None = None
    par_an: bool = False
    perimetre: Texte | None = None
    imprime: str
    source: Texte
    note: Texte | None = None

    @model_validator(mode="after")
    def _figure_or_nothing(self) -> Self:
        if (self.nature == "chiffree") != (self.valeur is not None):
            raise ValueError(
                "une cible chiffrée a une valeur ; sinon sa nature est sans_nombre, "
                "pas_de_cible ou case_vide"
            )
        if (self.comparateur == "entre") != (self.valeur_max is not None):
            raise ValueError("le comparateur « entre » va avec une valeur_max, et elle avec lui")
        if self.nature != "case_vide" and not self.imprime:
            raise ValueError("les mots imprimés de la cible manquent (clé imprime)")
        return self


class Reference(Element):
    """A figure that the document itself publishes, for a year or for none.

    `perimetre` tells apart the lines of a table; without it the figure is the indicator's own.
    """

    annee: Annee | None = None
    valeur: Nombre | None
    comparateur: Comparateur = "="
    unite: Texte | None = None
    perimetre: Texte | None = None
    imprime: Texte
    source: Texte
    note: Texte | None = None


class Indicateur(Element):
    """Something the scheme measures, or a figure that it publishes.

    `mode` says where the figure comes from; `non_calculable` why the marchés do not give it.
    `code` is the document's own ("A2"); two measures printed in one row share it.
    """

    id: Identifiant
    code: Texte | None = None
    libelle: Texte
    nom: Texte | None = None
    alias: tuple[Texte, ...] = ()
    nature: Literal["nombre", "part", "montant", "duree", "quantite", "qualitatif"]
    unite: Texte | None = None
    sens: Literal["hausse", "baisse"] | None = "hausse"
    mode: Mode = "saisi"
    formule: Formule | None = None
    non_calculable: Texte | None = None
    perimetre: Texte | None = None
    cibles: tuple[Cible, ...] = ()
    references: tuple[Reference, ...] = ()
    notes: tuple[Texte, ...] = ()
    source: Texte

    @model_validator(mode="after")
    def _unit_for_figures(self) -> Self:
        if self.nature != "qualitatif" and self.unite is None:
            raise ValueError("l'unité manque (clé unite)")
        return self

    @model_validator(mode="after")
    def _formula_when_computed(self) -> Self:
        if (self.mode == "calcule") != (self.formule is not None):
            raise ValueError("un indicateur calculé a une formule, et lui seul (clé formule)")
        if self.non_calculable and self.mode != "saisi":
            raise ValueError("la clé « non_calculable » est pour un indicateur saisi")
        if self.formule is None:
            return self
        if self.nature != self.formule.nature:
            raise ValueError(f"la formule donne « {self.formule.nature} », et non {self.nature}")
        if self.formule.unite not in (None, self.unite):
            raise ValueError(f"la formule donne des « {self.formule.unite} », et non {self.unite}")
        return self

    @property
    def nom_courant(self) -> str:
        """The name to say: the short one when the printed label is long or shared."""
        return self.nom or self.libelle
