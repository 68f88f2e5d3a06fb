"""The fiche du besoin: its questions, when each is asked, the rules its answers must meet."""

import hashlib
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from schemes.base import Element, Identifiant, Texte
from schemes.conditions import Terme

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


class Condition(Terme):
    """A term over earlier answers."""

    SUJET: ClassVar[str] = "question"
    UN_SUJET: ClassVar[str] = "une question"
    OPERATEURS: ClassVar[tuple[str, ...]] = (
        "egal",
        "parmi",
        "contient",
        "superieur_a",
        "au_moins",
        "inferieur_a",
        "au_plus",
        "renseignee",
    )

    question: Identifiant | None = None
    contient: Identifiant | None = None
    renseignee: bool | None = None


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
