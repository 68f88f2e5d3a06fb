"""How submitted dossiers are reviewed: by which body, within which delay."""

from typing import Annotated

from pydantic import Field

from schemes.base import Element, Identifiant, Texte


class BilanFinDeMarche(Element):
    """That the document asks for a review at the end of the contracts of targeted dossiers."""

    imprime: Texte
    source: Texte


class Revue(Element):
    """The review of dossiers.

    `instance` is the body that decides on the dossiers sent to the comité; `plan` the indicator
    whose target says how many it takes a year. `delai_visas` counts working days. `quorum` counts
    the members whose opinion is needed before it decides; 0 asks for none. Without a
    `bilan_fin_de_marche`, the scheme asks for no review at the end of contracts.
    """

    instance: Identifiant | None = None
    plan: Identifiant | None = None
    delai_visas: Annotated[int, Field(ge=1, le=365)] = 10
    quorum: Annotated[int, Field(ge=0, le=100)] = 0
    bilan_fin_de_marche: BilanFinDeMarche | None = None
    source: Texte
    parametre_local: bool = False
