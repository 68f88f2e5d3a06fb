"""What a formula says of one marché, in three values: true, false, unknown (None)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from schemes.formules import ConditionMarche, Formule

Faits = Mapping[str, bool | str | Decimal | None]
"""What is known of a marché, by field of formulas; None when it is unknown."""

Verdict = Literal["compte", "inconnu", "ne_compte_pas", "hors_perimetre"]
"""A marché that counts, that may, that does not among those looked at, or that is not looked at."""


def verdict(formule: Formule, faits: Faits, *, mesuree: bool = True) -> Verdict:
    """What a formula makes of a marché; `mesuree` when what it adds up is known for it."""
    si = True if formule.si is None else tient(formule.si, faits)
    if formule.calcul != "part":
        if si is False:
            return "hors_perimetre"
        return "compte" if si and mesuree else "inconnu"
    within = True if formule.perimetre is None else tient(formule.perimetre, faits)
    if within is False:
        return "hors_perimetre"
    if within is None or si is None or not mesuree:
        return "inconnu"
    return "compte" if si else "ne_compte_pas"


def inconnues(formule: Formule, faits: Faits) -> tuple[str, ...]:
    """The fields that a formula reads and that are unknown of a marché, in alphabetical order."""
    read = frozenset[str]().union(
        *(condition.subjects() for condition in (formule.si, formule.perimetre) if condition)
    )
    return tuple(sorted(name for name in read if faits.get(name) is None))


def tient(condition: ConditionMarche, faits: Faits) -> bool | None:
    """Whether a marché meets a condition; None when what is unknown could change the answer."""
    if condition.tous is not None:
        return _all([tient(part, faits) for part in condition.tous])
    if condition.un_de is not None:
        return _not(_all([_not(tient(part, faits)) for part in condition.un_de]))
    if condition.sauf is not None:
        return _not(tient(condition.sauf, faits))
    fact = faits.get(condition.champ or "")
    return None if fact is None else _compares(condition, fact)


def _all(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _compares(condition: ConditionMarche, fact: bool | str | Decimal) -> bool:
    if condition.egal is not None:
        return fact == condition.egal
    if condition.parmi is not None:
        return fact in condition.parmi
    return isinstance(fact, Decimal) and condition.ranks(fact)
