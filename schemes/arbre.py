"""The tree of a scheme, in the document's own words and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from schemes.base import Element, Identifiant, Texte, slug
from schemes.mesures import Indicateur
from schemes.periodes import Etendue, Quand, etendue

TypeNoeud = Literal["axe", "enjeu", "chantier", "mission", "objectif", "action", "fiche-action"]


class Echeance(Element):
    """A due date as printed; `nature` tells a review on the way from the échéance itself.

    `instance` names the body whose meeting it is: that meeting is then followed here alone.
    """

    id: Identifiant | None = None
    imprime: Texte
    quand: Quand
    nature: Literal["echeance", "bilan_mi_parcours"] = "echeance"
    objet: Texte | None = None
    instance: Identifiant | None = None
    source: Texte
    note: Texte | None = None

    @property
    def nom(self) -> str:
        """What tells it from the others of its node: its id, its object's first words, its nature.

        Dates may change, not this: what was answered is kept by it.
        """
        return self.id or slug(self.objet or self.nature)

    @cached_property
    def etendue(self) -> Etendue:
        """The days covered; the due date is the last one."""
        return etendue(self.quand)


class Noeud(Element):
    """An axe, an objectif, an action…: its printed number and title, and what hangs on it."""

    id: Identifiant
    type: TypeNoeud
    numero: Texte | None = None
    titre: Texte
    resume: Texte | None = None
    pilotes: tuple[Texte, ...] = ()
    directions: tuple[Texte, ...] = ()
    echeances: tuple[Echeance, ...] = ()
    indicateurs: tuple[Indicateur, ...] = ()
    actions_ciblees: tuple[Texte, ...] = ()
    notes: tuple[Texte, ...] = ()
    source: Texte
    enfants: tuple["Noeud", ...] = ()

    @property
    def nom_complet(self) -> str:
        """How the document calls it: "Objectif 9", "Action", "Axe 1"."""
        return f"{self.type.capitalize()} {self.numero}" if self.numero else self.type.capitalize()

    def walk(self, parents: tuple["Noeud", ...] = ()) -> Iterator["Place"]:
        """This node then its descendants, in the document's order, each with its ancestors."""
        yield Place(noeud=self, parents=parents)
        for enfant in self.enfants:
            yield from enfant.walk((*parents, self))


@dataclass(frozen=True)
class Place:
    """A node and its ancestors, the root first."""

    noeud: Noeud
    parents: tuple[Noeud, ...]

    @property
    def chemin(self) -> str:
        """Where it stands, by the numbered nodes above it: "Axe 1, Mission 1, Action 1"."""
        numbered = [noeud for noeud in self.parents if noeud.numero]
        return ", ".join(noeud.nom_complet for noeud in (*numbered, self.noeud))

    @property
    def pilotes(self) -> tuple[str, ...]:
        """Who pilots it: its own pilotes, or those of the nearest ancestor that has some."""
        for noeud in (self.noeud, *reversed(self.parents)):
            if noeud.pilotes:
                return noeud.pilotes
        return ()
