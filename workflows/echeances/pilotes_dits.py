"""What people type about pilotes: « pilotes », « associer 3 : Claire Dubois, @Paul »."""

import re
from typing import Literal, NamedTuple

from workflows.words import plain

Verbe = Literal["associer", "dissocier"]


class VoirPilotes(NamedTuple):
    """The wish to see who answers for each pilote."""

    page: int


class Associer(NamedTuple):
    """The wish to match people to a pilote, or to part them from it, each as typed.

    `seules`: they alone are matched from then on. « dissocier » without anybody parts everybody.
    """

    verbe: Verbe
    pilote: str
    personnes: tuple[str, ...]
    seules: bool = False


NOBODY = "personne"
"""What an emptied window says: « associer 3 seulement : personne » parts everybody."""

_LIST = re.compile(
    r"(?:le )?pilote|(?:les )?pilotes(?: (?P<page>[0-9]{1,3}))?|associer(?: un pilote)?"
)
_VERBS: dict[str, Verbe] = {"associer": "associer", "dissocier": "dissocier"}
_SAID = re.compile(r"(?P<verbe>associer|dissocier) (?P<reste>.+)", re.IGNORECASE)
_NUMBER = r"(?:n ?° ?)?([0-9]{1,4})"
_NUMBERED = re.compile(rf"({_NUMBER}(?: seulement)?)(?: (.*))?", re.IGNORECASE)
_ALONE = re.compile(r" seulement$", re.IGNORECASE)
_BETWEEN = re.compile(r" ?[,;] ?| et | (?=@)", re.IGNORECASE)


def lire(text: str) -> VoirPilotes | Associer | None:
    """What a text asks about pilotes; None when it asks nothing about them."""
    words = " ".join(text.split())
    if listed := _LIST.fullmatch(plain(words).strip(" .!?")):
        return VoirPilotes(int(listed["page"] or 1))
    asked = _SAID.fullmatch(words)
    if asked is None:
        return None
    verbe = _VERBS[asked["verbe"].lower()]
    pilote, colon, people = asked["reste"].rpartition(":")
    if not colon:
        numbered = _NUMBERED.fullmatch(people)
        if numbered:
            pilote, people = numbered[1], numbered[3] or ""
        elif verbe == "associer":
            return None  # « associer les PME aux marchés » asks something else
        else:
            pilote, people = people, ""
    named = _ALONE.sub("", pilote.strip())
    alone = named != pilote.strip()
    said = [one for one in _BETWEEN.split(people.strip()) if one]
    persons = tuple(one for one in said if not (alone and plain(one) == NOBODY))
    if said and not persons:
        return Associer("dissocier", named, ())
    return Associer(verbe, named, persons, seules=alone)


def ecrire(said: Associer) -> str:
    """The sentence that asks for it."""
    alone = " seulement" if said.seules else ""
    return f"{said.verbe} {said.pilote}{alone} : {', '.join(said.personnes)}"


def rang(pilote: str) -> int | None:
    """The number by which a pilote is named: « 3 », « n° 3 »; None when it is a name."""
    found = re.fullmatch(_NUMBER, pilote, re.IGNORECASE)
    return int(found[1]) if found else None
