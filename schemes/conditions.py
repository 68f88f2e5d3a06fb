"""Terms that say when something holds: one comparison, or several terms combined."""

from decimal import Decimal
from typing import ClassVar, Self

from pydantic import model_validator

from schemes.base import Element, Identifiant, Nombre

_COMBINERS = ("tous", "un_de", "sauf")


class Terme(Element):
    """One comparison about a subject, or `tous`, `un_de`, `sauf` of other terms.

    A kind of term adds the field that names its subject (`SUJET`, said `UN_SUJET`), and the
    operators that only it has.
    """

    SUJET: ClassVar[str]
    UN_SUJET: ClassVar[str]
    OPERATEURS: ClassVar[tuple[str, ...]] = (
        "egal",
        "parmi",
        "superieur_a",
        "au_moins",
        "inferieur_a",
        "au_plus",
    )

    tous: tuple[Self, ...] | None = None
    un_de: tuple[Self, ...] | None = None
    sauf: Self | None = None
    egal: bool | Identifiant | None = None
    parmi: tuple[Identifiant, ...] | None = None
    superieur_a: Nombre | None = None
    au_moins: Nombre | None = None
    inferieur_a: Nombre | None = None
    au_plus: Nombre | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        kinds = (self.SUJET, *_COMBINERS)
        if len([name for name in kinds if getattr(self, name) is not None]) != 1:
            raise ValueError(f"une condition dit une seule chose : {', '.join(kinds[:-1])} ou sauf")
        if len(self.operators()) != (1 if self.subject() else 0):
            raise ValueError(
                f"une comparaison porte sur {self.UN_SUJET} et a un seul opérateur : "
                + ", ".join(self.OPERATEURS)
            )
        return self

    def subject(self) -> str | None:
        """What a comparison is about; None for terms combined."""
        subject: str | None = getattr(self, self.SUJET)
        return subject

    def operators(self) -> list[str]:
        """The names of the operators given: one for a comparison."""
        return [name for name in self.OPERATEURS if getattr(self, name) is not None]

    def ranks(self, value: Decimal) -> bool:
        """Whether a figure stands where the comparison says."""
        if self.superieur_a is not None:
            return value > self.superieur_a
        if self.au_moins is not None:
            return value >= self.au_moins
        if self.inferieur_a is not None:
            return value < self.inferieur_a
        return self.au_plus is not None and value <= self.au_plus

    def subjects(self) -> frozenset[str]:
        """Everything that it reads."""
        if subject := self.subject():
            return frozenset({subject})
        parts = self.tous or self.un_de or ((self.sauf,) if self.sauf else ())
        return frozenset[str]().union(*(part.subjects() for part in parts))
