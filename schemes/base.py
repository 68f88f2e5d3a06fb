"""The ground every model of a definition stands on."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints


class Element(BaseModel):
    """A part of a definition: unknown keys are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A changed copy; what the original had computed and kept is not carried over."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


def plain_number(value: Decimal) -> int | float:
    """The JSON form of a figure: an integer when it is whole, a float otherwise."""
    return int(value) if value == value.to_integral_value() else float(value)


def slug(text: str, length: int = 60) -> str:
    """A short name made of the first words of a text: « Réunir le comité » is reunir-le-comite."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore")
    whole = "-".join(re.findall("[a-z0-9]+", plain.decode().lower()))
    return whole if len(whole) <= length else whole[: length + 1].rpartition("-")[0]


Identifiant = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""A short stable name: lower case without accents, digits, hyphens."""

Texte = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Words printed in the document, or said about it."""

Annee = Annotated[int, Field(ge=2000, le=2100)]
"""A civil year."""

Nombre = Annotated[
    Decimal,
    Field(allow_inf_nan=False, ge=-(10**12), le=10**12),
    PlainSerializer(plain_number, return_type=int | float, when_used="json"),
]
"""A figure, exact; its unit is said beside it."""
