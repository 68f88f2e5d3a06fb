"""The fiche du besoin: its questions, when each is asked, the rules its answers must meet."""

import hashlib
from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from schemes.base import Element, Identifiant, Nombre, Texte

TypeQuestion = Literal[
    "texte",
    "texte-long",
    "oui-non",
    "choix",
    "choix-multiple",
    "montant",
    "pourcentage",
    "nombre",
    "date",
    "duree",
    "cpv",
]

_COMBINERS = ("tous", "un_de", "sauf", "question")
_OPERATORS = (
    "egal",
    "parmi",
    "contient",
    "superieur_a",
    "au_moins",
    "inferieur_a",
    "au_plus",
    "renseignee",
)


class Condition(Element):
    """A term over earlier answers: one comparison, or `tous`, `un_de`, `sauf` of other terms."""

    tous: tuple["Condition", ...] | None = None
    un_de: tuple["Condition", ...] | None = None
    sauf: "Condition | None" = None
    question: Identifiant | None = None
    egal: bool | Identifiant | None = None
    parmi: tuple[Identifiant, ...] | None = None
    contient: Identifiant | None = None
    superieur_a: Nombre | None = None
    au_moins: Nombre | None = None
    inferieur_a: Nombre | None = None
    au_plus: Nombre | None = None
    renseignee: bool | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        given = [name for name in _COMBINERS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("une condition dit une seule chose : question, tous, un_de ou sauf")
        operators = [name for name in _OPERATORS if getattr(self, name) is not None]
        if len(operators) != (1 if self.question else 0):
            raise ValueError(
                "une comparaison porte sur une question et a un seul opérateur : "
                + ", ".join(_OPERATORS)
            )
        return self

    def questions(self) -> frozenset[str]:
        """The ids of the questions it reads."""
        if self.question:
            return frozenset({self.question})
        parts = self.tous or self.un_de or ((self.sauf,) if self.sauf else ())
        return frozenset[str]().union(*(part.questions() for part in parts))


class Option(Element):
    """A possible answer."""

    id: Identifiant
    libelle: Texte


class Question(Element):
    """One question of the fiche.

    `pourquoi` says why it is asked and `noeud` names the objective behind it;
    `marche` is the field of the marché that the answer feeds, if any.
    """

    id: Identifiant
    volet: Identifiant
    libelle: Texte
    type: TypeQuestion
    options: tuple[Option, ...] = ()
    pourquoi: Texte | None = None
    noeud: Identifiant | None = None
    si: Condition | None = None
    obligatoire: bool = True
    marche: Identifiant | None = None
    source: Texte | None = None
    parametre_local: bool = False

    @model_validator(mode="after")
    def _options_for_choices(self) -> Self:
        if self.type.startswith("choix") != bool(self.options):
            raise ValueError("seules les questions à choix ont des options, et il leur en faut")
        return self


class Volet(Element):
    """A part of the fiche, with its title."""

    id: Identifiant
    titre: Texte


class Regle(Element):
    """What is said when a fiche's answers meet `si`: it blocks, alerts or advises.

    `du` and `au`, both included, bound the launch dates of the consultations it applies to.
    """

    id: Identifiant
    si: Condition
    du: date | None = None
    au: date | None = None
    niveau: Literal["blocage", "alerte", "conseil"]
    message: Texte
    noeud: Identifiant | None = None
    imprime: Texte | None = None
    source: Texte
    parametre_local: bool = False

    def applies_on(self, launch: date) -> bool:
        """Whether it applies to a consultation launched that day."""
        return (self.du or launch) <= launch <= (self.au or launch)


class Fiche(Element):
    """The fiche du besoin under the name the authority gives it."""

    nom: Texte
    volets: tuple[Volet, ...]
    questions: tuple[Question, ...]
    regles: tuple[Regle, ...] = ()
    source: Texte
    note: Texte | None = None

    @cached_property
    def empreinte(self) -> str:
        """What tells one version of its questions from another."""
        content = "\n".join(question.model_dump_json() for question in self.questions)
        return hashlib.sha256(content.encode()).hexdigest()


class RegleRoutage(Element):
    """An ordered rule: where a submitted dossier goes, and why in words."""

    id: Identifiant
    si: Condition | None = None
    vers: Literal["comite", "commande-publique"]
    motif: Texte
    source: Texte
    parametre_local: bool = False


class Visa(Element):
    """A visa to collect before the decision: from whom, and for which dossiers."""

    id: Identifiant
    qui: Texte
    si: Condition | None = None
    imprime: Texte | None = None
    source: Texte
    parametre_local: bool = False
