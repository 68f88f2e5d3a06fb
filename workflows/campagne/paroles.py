"""What people type in a campaign: « valeurs à saisir », « campagne 2025 », « passer A2 2025 »."""

import re
from dataclasses import dataclass

from workflows.words import plain


@dataclass(frozen=True)
class Demander:
    """Ask for the values that wait for a person; without a year, for those of the most urgent.

    `suivre`: who coordinates the scheme rather sees how far everyone is.
    """

    annee: int | None = None
    suivre: bool = False


@dataclass(frozen=True)
class Passer:
    """Leave the value of an indicator, as named, for later, and ask for the next one."""

    nom: str
    annee: int


@dataclass(frozen=True)
class Arreter:
    """Stop there, and see what was entered and what remains."""

    annee: int | None = None


Voulu = Demander | Passer | Arreter

_YEAR = r"(?: (?:de |d'|en |pour )?(?P<annee>(?:19|20)[0-9]{2}))?"
_VALUES = re.compile(rf"(?:les |mes )?valeurs? (?:a saisir|qui manquent|manquantes?){_YEAR}")
_CAMPAIGN = re.compile(rf"(?:la )?campagne(?: de saisie| des valeurs)?{_YEAR}")
_STOP = re.compile(rf"arreter (?:la )?campagne{_YEAR}")
_PASS = re.compile(
    r"(?:passer (?P<nom>.+?) (?P<annee>(?:19|20)[0-9]{2})"
    r"|saisir (?P<saisi>.+?) (?P<an>(?:19|20)[0-9]{2}) :? ?passer)"
)


def lire(text: str) -> Voulu | None:
    """What a text asks of the campaign; None when it is about something else."""
    said = " ".join(plain(text).strip(" .!?").split())
    if found := _VALUES.fullmatch(said):
        return Demander(_year(found))
    if found := _CAMPAIGN.fullmatch(said):
        return Demander(_year(found), suivre=True)
    if found := _STOP.fullmatch(said):
        return Arreter(_year(found))
    if found := _PASS.fullmatch(said):
        return Passer(found["nom"] or found["saisi"], int(found["annee"] or found["an"]))
    return None


def _year(found: re.Match[str]) -> int | None:
    return int(found["annee"]) if found["annee"] else None
