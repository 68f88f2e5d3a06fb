"""DECP files in JSON, one record in memory at a time.

The decoder is the standard library's, called on each record: it is twice as fast as an
event parser, knows the line where a record begins, and holds no more than one record.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any, NoReturn

from workflows.imports.enregistrements import CONTRATS, Enregistrement, Enregistrements
from workflows.imports.fichiers import Fichier, FichierRefuseError, Lecteur

_CHUNK = 2**18
_BLANK = " \t\r\n\ufeff"
_FORME = (
    "Ce fichier JSON n'a pas la forme DECP 2.0 : un objet « marches », puis une liste « marche » "
    "ou « contrat-concession »."
)
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def lire(lecteur: Lecteur, fichier: Fichier) -> Enregistrements:
    """The records of a file. Raises FichierRefuseError when it is not DECP 2.0 in JSON."""
    texte = _Texte(lecteur, fichier.encodage)
    if texte.suivant() == "[":
        raise FichierRefuseError(_FORME)
    found = False
    for nom in texte.cles():
        if nom != "marches" or texte.suivant() != "{":
            texte.valeur()
            continue
        for contrat in texte.cles():
            if contrat not in CONTRATS or texte.suivant() != "[":
                texte.valeur()
                continue
            found = True
            for _ in texte.elements():
                ligne = texte.ligne()
                yield Enregistrement(ligne, CONTRATS[contrat], texte.valeur())
                lecteur.trouve()
    if texte.suivant():
        texte.refuser()
    if not found:
        raise FichierRefuseError(_FORME)


class _Texte:
    """A JSON text of which only the part being read is held."""

    def __init__(self, lecteur: Lecteur, encodage: str) -> None:
        self._lecteur = lecteur
        self._decoder = codecs.getincrementaldecoder(encodage)()
        self._held = ""
        self._place = 0
        self._lines = 1
        self._counted = 0

    def cles(self) -> Iterator[str]:
        """The keys of the object that begins here; the caller reads each value."""
        for _ in self._entries("{", "}"):
            cle = self.valeur() if self.suivant() == '"' else self.refuser()
            self._take(":")
            yield cle

    def elements(self) -> Iterator[None]:
        """Once before each element of the list that begins here; the caller reads it."""
        return self._entries("[", "]")

    def suivant(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            held, place = self._held, self._place
            while place < len(held) and held[place] in _BLANK:
                place += 1
            self._place = place
            if place < len(held):
                return held[place]
            if not self._more():
                return ""

    def valeur(self) -> Any:
        """The value that begins here, its numbers as they are written."""
        self.suivant()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._place)
            except json.JSONDecodeError as error:
                if not self._more():
                    self.refuser(error.pos)
            except RecursionError:
                raise FichierRefuseError(
                    f"Trop de niveaux imbriqués, ligne {self.ligne()}."
                ) from None
            else:
                length = end - self._place
                if end < len(self._held) or not self._more():
                    self._place += length
                    return value

    def ligne(self) -> int:
        """The line, from 1, of the place being read."""
        self._lines += self._held.count("\n", self._counted, self._place)
        self._counted = self._place
        return self._lines

    def refuser(self, place: int | None = None) -> NoReturn:
        """Raise FichierRefuseError, with the line of the fault."""
        self._place = self._place if place is None else place
        raise FichierRefuseError(
            f"Le JSON est mal formé ou tronqué, ligne {self.ligne()} : rien n'a été importé."
        )

    def _entries(self, opening: str, closing: str) -> Iterator[None]:
        self._take(opening)
        if self.suivant() == closing:
            self._take(closing)
            return
        while True:
            self.suivant()
            yield
            if self.suivant() == closing:
                self._take(closing)
                return
            self._take(",")

    def _take(self, expected: str) -> None:
        if self.suivant() != expected:
            self.refuser()
        self._place += 1

    def _more(self) -> bool:
        """Read on, letting go of what is behind; False at the end of the file.

        It reads as much as it holds, so that a long record is not decoded again too often.
        """
        self.ligne()
        ahead = self._held[self._place :]
        data = self._lecteur.read(max(_CHUNK, len(ahead)))
        self._held = ahead + self._decoder.decode(data or b"", final=not data)
        self._place = self._counted = 0
        return bool(data)
