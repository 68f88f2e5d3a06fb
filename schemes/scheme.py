"""A whole scheme, and the ways to find one's way in it."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Self

from pydantic import model_validator

from schemes.arbre import Noeud, Place
from schemes.base import Annee, Element, Identifiant, Texte
from schemes.fiche import Fiche, RegleRoutage, Visa
from schemes.gouvernance import Contexte, Instance, Seuil
from schemes.mesures import Indicateur
from schemes.rappels import Rappels
from schemes.revue import Revue


class Periode(Element):
    """The years a scheme covers, both included, and the day it takes effect when printed."""

    debut: Annee
    fin: Annee
    imprime: Texte
    entree_en_vigueur: date | None = None
    note: Texte | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.fin < self.debut:
            raise ValueError("la période finit avant de commencer")
        return self

    def __contains__(self, annee: int) -> bool:
        return self.debut <= annee <= self.fin


class Scheme(Element):
    """One authority's SPASER, as its document says it."""

    id: Identifiant
    titre: Texte
    collectivite: Texte
    service: Texte | None = None
    periode: Periode
    source: Texte
    notes: tuple[Texte, ...] = ()
    gouvernance: tuple[Instance, ...] = ()
    seuils: tuple[Seuil, ...] = ()
    contexte: tuple[Contexte, ...] = ()
    noeuds: tuple[Noeud, ...]
    fiche: Fiche
    routage: tuple[RegleRoutage, ...] = ()
    visas: tuple[Visa, ...] = ()
    revue: Revue = Revue(source="Réglage local.", parametre_local=True)
    rappels: Rappels

    def walk(self) -> Iterator[Place]:
        """Every node with its ancestors, in the document's order."""
        for noeud in self.noeuds:
            yield from noeud.walk()

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every node by its id."""
        return {place.noeud.id: place for place in self.walk()}

    def short_name(self, place: Place) -> str:
        """What to call a node: "Objectif 9" when that is enough, else its whole path."""
        name = place.noeud.nom_complet
        return name if self._names.count(name) == 1 else place.chemin

    @cached_property
    def _names(self) -> list[str]:
        return [place.noeud.nom_complet for place in self.walk()]

    @cached_property
    def indicateurs(self) -> dict[str, Indicateur]:
        """Every indicator by its id, in the document's order."""
        return {
            indicateur.id: indicateur
            for place in self.walk()
            for indicateur in place.noeud.indicateurs
        }

    @cached_property
    def place_of(self) -> dict[str, Place]:
        """The node that carries each indicator, by the indicator's id."""
        return {
            indicateur.id: place for place in self.walk() for indicateur in place.noeud.indicateurs
        }
