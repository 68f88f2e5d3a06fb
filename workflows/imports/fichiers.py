"""What a file is before it is read: digest, encoding, form; and reading it within bounds."""

import codecs
import errno
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

Forme = Literal["json", "xml", "tableau", "classeur"]
"""JSON, XML, text in columns (csv), spreadsheet (xlsx)."""

MAX_RECORD = 8 * 2**20
"""Bytes read without finding the end of a record: a real one takes a few thousand."""

_CHUNK = 2**20
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ERRORS = {
    errno.ENOENT: "il n'existe pas, vérifiez son nom et son dossier",
    errno.EISDIR: "c'est un dossier, donnez les fichiers qu'il contient",
    errno.EACCES: "vous n'avez pas le droit de le lire",
}
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


class FichierRefuseError(Exception):
    """A file that cannot be taken in; the message says why, in French."""


class Fichier(NamedTuple):
    """A file to read: `taille` in bytes, `empreinte` the SHA-256 of its bytes."""

    chemin: Path
    nom: str
    taille: int
    empreinte: str
    encodage: str
    forme: Forme


def examiner(chemin: Path) -> Fichier:
    """Read a file through, in constant memory, to know what it is.

    Raises FichierRefuseError when it cannot be read, is empty, or is neither text nor xlsx.
    """
    try:
        with chemin.open("rb") as file:
            head = file.read(4)
            encodage, start = ("", "PK") if head == _ZIP else _text(chemin, head)
            file.seek(0)
            empreinte = hashlib.file_digest(file, "sha256").hexdigest()
            taille = file.tell()
    except OSError as error:
        why = _ERRORS.get(error.errno or 0, f"erreur {error.errno}")
        raise FichierRefuseError(f"« {chemin.name} » est illisible : {why}.") from error
    return Fichier(chemin, chemin.name, taille, empreinte, encodage, _forme(start))


def rien(fichier: Fichier) -> FichierRefuseError:
    """The refusal of a file that holds no record."""
    return FichierRefuseError(f"« {fichier.nom} » n'a aucune ligne de données : rien à importer.")


def _text(chemin: Path, head: bytes) -> tuple[str, str]:
    """The encoding under which the whole file is text, and its first characters."""
    marked = next((name for bom, name in _BOMS.items() if head.startswith(bom)), None)
    for encodage in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return encodage, _start(chemin, encodage)
        except UnicodeError:
            continue
    archive = " C'est une archive : décompressez-la d'abord." if head.startswith(_GZIP) else ""
    raise FichierRefuseError(
        f"« {chemin.name} » n'est pas un texte : ni UTF-8, ni UTF-16, ni Windows-1252.{archive}"
    )


def _start(chemin: Path, encodage: str) -> str:
    """The first printed character. Raises UnicodeError unless the whole file is text."""
    start = ""
    with chemin.open(encoding=encodage, newline="") as file:
        while chunk := file.read(_CHUNK):
            if "\0" in chunk:
                raise UnicodeError
            start = start or chunk.lstrip("\ufeff \t\r\n")[:1]
    if not start:
        raise FichierRefuseError(f"« {chemin.name} » est vide.")
    return start


def _forme(start: str) -> Forme:
    if start == "PK":
        return "classeur"
    return "json" if start in "{[" else "xml" if start == "<" else "tableau"


class Lecteur(io.RawIOBase):
    """The bytes of a file, given little by little.

    `avance` is told how many bytes each reading took. Reading more than MAX_RECORD bytes
    without a call to `trouve` raises FichierRefuseError: nothing is held without bound.
    """

    def __init__(self, fichier: Fichier, avance: Callable[[int], None]) -> None:
        self._file = fichier.chemin.open("rb", buffering=0)
        self._avance = avance
        self._since = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer; gives how many bytes were read."""
        count = self._file.readinto(buffer) or 0
        self._since += count
        if self._since > MAX_RECORD:
            raise FichierRefuseError(
                f"Plus de {MAX_RECORD // 2**20} Mo sans la fin d'un enregistrement : "
                "ce n'est pas un fichier de marchés, ou il est abîmé."
            )
        self._avance(count)
        return count

    def trouve(self) -> None:
        """Note that a record has just been read whole."""
        self._since = 0

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
        super().close()
