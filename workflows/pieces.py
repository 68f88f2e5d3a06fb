"""A file given as proof: where it is, never its bytes. Words carry it at their end.

« fait 12 : délibération https://exemple.fr/deliberation.pdf », or with a name of its own,
« fait 12 : délibération [Délibération du 3 mars](https://exemple.fr/d/3) ».
"""

import re
from typing import ClassVar, Literal, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from workflows.results import Resultat
from workflows.words import readable

MAX_NAME = 120
MAX_ADDRESS = 1000
UNNAMED = "fichier"

_AT_THE_END = re.compile(
    r"""
    (?<!\S) (?:
        \[ (?P<nom> [^\[\]\n]+ ) \] \( (?P<adresse> https?://[^\s()<>|]+ ) \)
        | (?P<seule> https?://[^\s()<>|]*[^\s()<>|.,;:!?] ) [.,;:!?]?
    ) \s* \Z
    """,
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A file: what it is called, and its address on the web."""

    nom: str
    adresse: str

    def __str__(self) -> str:
        """As words carry it."""
        return f"[{self.nom}]({self.adresse})"


MotifPiece = Literal["mots", "plusieurs", "inaccessible", "fiche"]


class RefusPiece(Resultat):
    """Why nothing was done with files: their words take none, or there are several, or no place.

    `fiche`: they were given in the thread of a fiche, which hears words alone.
    """

    refuse: ClassVar[bool] = True

    type: Literal["refus-piece"] = "refus-piece"
    motif: MotifPiece


def piece(nom: str, adresse: str) -> Piece | None:
    """A file by its name and its address; None when that is no address of the web, or too long.

    What would end the name or the address within words is replaced.
    """
    name = " ".join(readable(nom).split())[:MAX_NAME].replace("[", "(").replace("]", ")")
    address = quote(adresse.strip(), safe="%:/?#@!$&'*+,;=~-._")
    if len(address) > MAX_ADDRESS or not re.match(r"https?://[^/?#]", address):
        return None
    return Piece(name or UNNAMED, address)


def detacher(text: str) -> tuple[str, Piece | None]:
    """The words of a text, and the file that ends it, if one does."""
    found = _AT_THE_END.search(text)
    if found is None:
        return text, None
    address = found["adresse"] or found["seule"]
    attached = piece(found["nom"] or _last_part(address), address)
    return (text[: found.start()].rstrip(), attached) if attached else (text, None)


def _last_part(address: str) -> str:
    """The name at the end of an address, else its host."""
    parts = urlsplit(address)
    return unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc
