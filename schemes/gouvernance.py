"""Who meets, how often, and above which amounts something changes."""

from functools import cached_property
from typing import Literal

from schemes.base import Annee, Element, Identifiant, Nombre, Texte, slug
from schemes.mesures import Comparateur
from schemes.periodes import Etendue, Quand, etendue


class Frequence(Element):
    """How often a body meets, as printed and in the compact form of `schemes.periodes`."""

    imprime: Texte
    quand: Quand


class Reunion(Element):
    """A meeting that the document's calendar already announces."""

    id: Identifiant | None = None
    imprime: Texte
    quand: Quand
    objet: Texte | None = None
    source: Texte

    @cached_property
    def etendue(self) -> Etendue:
        """The days covered; the meeting is due on the last one."""
        return etendue(self.quand)

    @property
    def nom(self) -> str:
        """What tells it from the other meetings of its body: its id, or its object and year."""
        if self.id or self.etendue.fin is None:
            return self.id or slug(self.objet or self.imprime)
        return f"{slug(self.objet or self.imprime)}-{self.etendue.fin.year}"


class Instance(Element):
    """A governance body: composition and role in the document's words."""

    id: Identifiant
    nom: Texte
    composition: tuple[Texte, ...] = ()
    role: tuple[Texte, ...] = ()
    frequence: Frequence | None = None
    calendrier: tuple[Reunion, ...] = ()
    notes: tuple[Texte, ...] = ()
    source: Texte


class Seuil(Element):
    """An amount in euros HT that the document states.

    `portee` tells the authority's own rule (`schema`) from a national one that it quotes.
    """

    id: Identifiant
    montant_ht: Nombre
    comparateur: Comparateur
    objet: Texte
    portee: Literal["schema", "nationale"] = "schema"
    imprime: Texte
    source: Texte
    note: Texte | None = None


class Contexte(Element):
    """A figure quoted as context: national aims, the authority's other plans. Never a target."""

    objet: Texte
    annee: Annee | None = None
    imprime: Texte
    source: Texte
    note: Texte | None = None
