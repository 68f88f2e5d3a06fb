"""The fields of a DECP record, one by one: what they say, or that they say nothing.

Published files carry markers in place of values (139bercy/decp-arr2022): `MQ` a mandatory value
missing, `CDL` a conditional one absent, `INX …` one that does not conform, `NC` not communicated.
They mean unknown, never « none ».
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from storage.marches_tables import TypeAchat
from workflows.words import FIRST_YEAR, plain

MAX_CENTIMES = 10**13
"""An amount of more than eleven digits is a slip: decp-processing sets them aside too."""

MAX_MOIS = 1200
MAX_IDENTIFIANT = 64

_MARKS = "MCNI"
_MARKER = re.compile(r"(?:MQ|CDL|NC)(?: NC)?|INX\b.*", re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]*)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_FRENCH_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_WHOLE = re.compile(r"(\d{1,9})(?:[.,]0+)?", re.ASCII)
_CPV = re.compile(r"(\d{7,8})(?:-\d)?", re.ASCII)
_SIRET = re.compile(r"\d{14}", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,40}(?:[.,]\d{1,40})?(?:[eE]\+?\d{1,3})?", re.ASCII)
_SEPARATORS = re.compile(r"\s*[;,|]\s*")

PROCEDURES = (
    "Procédure adaptée",
    "Appel d'offres ouvert",
    "Appel d'offres restreint",
    "Procédure avec négociation",
    "Marché passé sans publicité ni mise en concurrence préalable",
    "Dialogue compétitif",
    "Procédure négociée ouverte",
    "Procédure non négociée ouverte",
    "Procédure négociée restreinte",
    "Procédure non négociée restreinte",
)
"""Procedures of the DECP schema 2.0.3, marchés then concessions."""

_SPELLED = {plain(name): name for name in PROCEDURES}
_YES = frozenset({"true", "oui", "1", "vrai"})
_NO = frozenset({"false", "non", "0", "faux"})


class ValeurImpossibleError(ValueError):
    """A value that cannot be true; the message says why, in French."""


def inconnu(text: str) -> bool:
    """Whether a text is a marker of missing data, or nothing; most are told by one letter."""
    return text[:1] in _MARKS and (not text or _MARKER.fullmatch(text) is not None)


def texte(value: Any) -> str | None:
    """The one text of a field; None when it is absent, a marker, or not a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return None
    text = _one_line(value)
    return None if inconnu(text) else text


def textes(value: Any) -> tuple[str, ...]:
    """The texts of a field of several values, markers kept: from a list, an object, « a, b ».

    The lists of the format are closed: what is longer or more than they can be is cut.
    """
    return tuple(text[:80] for text in islice(_leaves(value), 20))


def _leaves(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield from _parts(value[:1000])
        case list():
            for item in value:
                yield from _leaves(item)
        case dict():
            for item in value.values():
                yield from _leaves(item)


@lru_cache(maxsize=10_000)
def _parts(value: str) -> tuple[str, ...]:
    text = _one_line(value)
    return tuple(filter(None, [text] if inconnu(text) else _SEPARATORS.split(text)))


def _one_line(text: str) -> str:
    """The text on one line, without what a database does not keep: NUL, half characters."""
    if not text.isascii():
        text = text.encode(errors="ignore").decode()
    return " ".join(text.replace("\0", "").split())


def objets(value: Any, nom: str) -> list[dict[str, Any]]:
    """The objects of a list whose format wraps each in its name: `[{"titulaire": {…}}]`."""
    if isinstance(value, dict):
        return objets(value[nom], nom) if nom in value else [value]
    if isinstance(value, list):
        return [found for item in value for found in objets(item, nom)]
    return []


def identifiant(text: str) -> str:
    """An identifier under which sources meet: capitals, no blanks."""
    compact = re.sub(r"\s", "", text).upper()
    if not 1 <= len(compact) <= MAX_IDENTIFIANT:
        raise ValeurImpossibleError(f"l'identifiant du marché dépasse {MAX_IDENTIFIANT} caractères")
    return compact


def acheteur(text: str) -> str:
    """The buyer's SIRET, 14 digits."""
    digits = re.sub(r"[\s.]", "", text)
    if not _SIRET.fullmatch(digits):
        raise ValeurImpossibleError(f"« {text[:40]} » n'est pas un SIRET d'acheteur")
    return digits


def jour(text: str) -> date:
    """A date, as the format writes it or as a spreadsheet rewrites it (15/03/2024)."""
    if found := _DAY.fullmatch(text):
        year, month, day = found.groups()
    elif found := _FRENCH_DAY.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise ValeurImpossibleError(f"« {text[:40]} » n'est pas une date")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValeurImpossibleError(f"la date « {text[:40]} » n'existe pas") from None


def notification(text: str, today: date) -> date:
    """A day of notification or signature: neither long ago nor to come."""
    found = jour(text)
    if found > today:
        raise ValeurImpossibleError(f"la date « {text[:40]} » est dans le futur")
    if found.year < FIRST_YEAR:
        raise ValeurImpossibleError(f"la date « {text[:40]} » est avant {FIRST_YEAR}")
    return found


def centimes(text: str) -> int:
    """An amount in euros, as cents; digits beyond the cent, which no price has, are rounded."""
    compact = re.sub(r"[\s€]", "", text)
    if not _AMOUNT.fullmatch(compact):
        raise ValeurImpossibleError(f"« {text[:40]} » n'est pas un montant")
    try:
        exact = Decimal(compact.replace(",", "."))
    except InvalidOperation:
        raise ValeurImpossibleError(f"« {text[:40]} » n'est pas un montant") from None
    if exact <= 0:
        raise ValeurImpossibleError(f"le montant « {text[:40]} » est nul ou négatif")
    if exact * 100 >= MAX_CENTIMES:
        raise ValeurImpossibleError(f"le montant « {text[:40]} » a plus de onze chiffres")
    return int((exact * 100).quantize(Decimal(1), ROUND_HALF_UP))


def mois(text: str) -> int:
    """A duration in months."""
    found = _entier(text)
    if not 1 <= found <= MAX_MOIS:
        raise ValeurImpossibleError(f"une durée de « {text[:40]} » mois n'est pas possible")
    return found


def offres(text: str) -> int:
    """How many offers were received: at least the one that was kept."""
    found = _entier(text)
    if found < 1:
        raise ValeurImpossibleError("un marché attribué a reçu au moins une offre")
    return found


def rang(text: str) -> int:
    """The rank of a modification, 0 for the marché as first notified."""
    return _entier(text)


def _entier(text: str) -> int:
    if not (found := _WHOLE.fullmatch(text)):
        raise ValeurImpossibleError(f"« {text[:40]} » n'est pas un nombre entier")
    return int(found[1])


def oui_non(text: str) -> bool:
    """A yes or no: JSON has true and false, XML also oui, non, 0, 1."""
    said = plain(text)
    if said not in _YES | _NO:
        raise ValeurImpossibleError(f"« {text[:40]} » n'est ni oui ni non")
    return said in _YES


def cpv(text: str) -> str:
    """The eight digits of a CPV code; a spreadsheet drops the zero of divisions 03 and 09."""
    if not (found := _CPV.fullmatch(re.sub(r"\s", "", text))):
        raise ValeurImpossibleError(f"« {text[:40]} » n'est pas un code CPV")
    return found[1].zfill(8)


def type_achat(code_cpv: str) -> TypeAchat | None:
    """What a CPV code buys, by its division; None when there is no such division.

    45 is works, 03 to 44 and 48 supplies, 50 to 98 services (règlement (CE) n° 213/2008).
    """
    division = int(code_cpv[:2])
    if division == 45:
        return "travaux"
    if 3 <= division <= 44 or division == 48:
        return "fournitures"
    return "services" if 50 <= division <= 98 else None


def type_de_concession(nature: str) -> TypeAchat | None:
    """What a concession's nature says of it: works or services."""
    return "travaux" if "travaux" in plain(nature) else "services"


def procedure(text: str) -> str:
    """A procedure in the schema's own spelling; other words as they are."""
    return court(_SPELLED.get(plain(text), text))


def court(text: str) -> str:
    """A text of a closed list, whose longest entry has 60 characters."""
    if len(text) > 80:
        raise ValeurImpossibleError(f"« {text[:40]}… » n'est pas une valeur du format")
    return text


class Considerations(NamedTuple):
    """A field of considerations: the words and the column of each kind, how it says none."""

    champ: str
    sortes: tuple[tuple[str, str], ...]
    aucune: str


@lru_cache(maxsize=1000)
def considerations(stated: tuple[str, ...], among: Considerations) -> dict[str, bool | None]:
    """For each kind, by its column, whether it is stated: None when nothing sure is said of it.

    The national consolidation says « Sans objet » for none. A marker or unknown words leave
    open what is not stated. Raises ValeurImpossibleError on a contradiction.
    """
    said = {plain(text) for text in stated}
    nothing = said & {plain(among.aucune), "sans objet"}
    found = {column for words, column in among.sortes if plain(words) in said}
    if nothing and found:
        raise ValeurImpossibleError(
            f"contradiction entre « {among.aucune} » et une considération indiquée"
        )
    sure = bool(said) and said <= {plain(words) for words, _ in among.sortes} | nothing
    return {
        column: True if column in found else False if sure else None for _, column in among.sortes
    }
