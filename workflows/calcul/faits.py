"""What is known of a marché, in the fields of formulas."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from schemes.formules import PROCEDURES
from storage.formules import CENTIEMES, COLONNES
from workflows.calcul.evaluation import Faits

_BY_LABEL = {label: name for name, label in PROCEDURES.items()}


def faits(marche: Mapping[str, Any] | None) -> Faits:
    """The facts in the columns of a marché; none when it is not known."""
    if marche is None:
        return {}
    return {field: _fact(field, marche.get(column)) for field, column in COLONNES.items()}


def _fact(field: str, kept: Any) -> bool | str | Decimal | None:
    if kept is None or isinstance(kept, bool):
        return kept
    if field == "montant":
        return Decimal(kept) / CENTIEMES
    if field == "procedure":
        return _BY_LABEL.get(kept, str(kept))
    return Decimal(kept) if isinstance(kept, int) else str(kept)
