"""Importing a DECP file: read aside first, then written in one transaction."""

import hashlib
from collections.abc import Callable, Collection
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Literal

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import imports, marches
from storage.marches_tables import Import
from storage.store import Store
from workflows.imports import json_decp, tableau_decp, xml_decp
from workflows.imports.enregistrements import Enregistrements
from workflows.imports.fichiers import Fichier, FichierRefuseError, Lecteur, examiner
from workflows.imports.importation import deja, enregistrer
from workflows.imports.rapprochement import Lot, contenu, rapprocher
from workflows.imports.releve import relever
from workflows.imports.results import RapportImport
from workflows.imports.spool import Spool

Etape = Literal["lecture", "rapprochement"]
Suivi = Callable[[Etape, int, int], None]
"""Told of each step forward: the stage, by how much (bytes, then records), out of how many."""

MAX_MOTIFS = 500_000
"""Values and records set aside, beyond which a file is not what it should be."""

_SANS_DATE = "la notification initiale manque : seule une modification est donnée"


def importer(
    store: Store,
    scheme: Scheme,
    chemin: Path,
    *,
    auteur: str,
    today: date,
    acheteurs: Collection[str] = (),
    suivi: Suivi = lambda _etape, _done, _total: None,
) -> RapportImport:
    """Take in a DECP file (JSON, XML or csv), as one transaction.

    `acheteurs` keeps the contracts of some buyers only, by SIRET or SIREN: a national file
    holds everyone's. Raises FichierRefuseError when the file cannot be read; nothing is then
    changed. Reading takes no lock: the store is only held while rows are written.
    """
    fichier = _narrowed(examiner(chemin), acheteurs)
    with store.read() as session:
        if before := deja(session, scheme, "decp", fichier):
            return before
    with _Lecture(fichier, today, tuple(acheteurs)) as lecture:
        lecture.lire(lambda done: suivi("lecture", done, fichier.taille))
        return enregistrer(
            store,
            scheme,
            genre="decp",
            fichier=fichier,
            auteur=auteur,
            ecrire=lambda session, row: lecture.ecrire(session, row, suivi),
        )


def _narrowed(fichier: Fichier, acheteurs: Collection[str]) -> Fichier:
    """The file as seen by some buyers only: taken in for others, it is another file."""
    for acheteur in acheteurs:
        if not (acheteur.isdecimal() and len(acheteur) in (9, 14)):
            raise FichierRefuseError(f"« {acheteur[:40]} » n'est ni un SIREN ni un SIRET.")
    if not acheteurs:
        return fichier
    seen = " ".join((fichier.empreinte, *sorted(acheteurs)))
    return fichier._replace(empreinte=hashlib.sha256(seen.encode()).hexdigest())


class _Lecture:
    """A file once read: its usable records and what was set aside, on disk."""

    def __init__(self, fichier: Fichier, today: date, acheteurs: tuple[str, ...]) -> None:
        self._fichier = fichier
        self._today = today
        self._acheteurs = acheteurs
        self._sources = Spool()
        self._motifs = Spool()
        self._lus = self._hors_perimetre = self._ecartes = 0

    def __enter__(self) -> "_Lecture":
        return self

    def __exit__(self, *_: object) -> None:
        self._sources.close()
        self._motifs.close()

    def lire(self, avance: Callable[[int], None]) -> None:
        """Read the file through."""
        with closing(Lecteur(self._fichier, avance)) as lecteur:
            for record in enregistrements(lecteur, self._fichier):
                self._lus += 1
                lu = relever(record, self._today)
                if self._acheteurs and lu.acheteur and not lu.acheteur.startswith(self._acheteurs):
                    self._hors_perimetre += 1
                    continue
                for champ, motif in lu.motifs:
                    self._motifs.add(record.ligne, lu.identifiant or None, champ, motif)
                if self._motifs.count > MAX_MOTIFS:
                    raise FichierRefuseError(
                        f"Plus de {MAX_MOTIFS} lignes ou valeurs inutilisables : ce n'est pas un "
                        "fichier de marchés."
                    )
                if lu.releve is None:
                    self._ecartes += 1
                    continue
                said = contenu(lu.releve)
                self._sources.add(lu.acheteur, lu.identifiant, record.ligne, lu.identite, said)

    def ecrire(self, session: Session, row: Import, suivi: Suivi) -> set[int]:
        """Write what was read, and the marchés that follow from it."""
        row.lus, row.hors_perimetre, row.ecartes = self._lus, self._hors_perimetre, self._ecartes
        imports.set_aside(session, row.numero, self._motifs)
        marches.add_sources(session, row.scheme, row.numero, self._sources)
        annees: set[int] = set()
        for lot in rapprocher(session, row.scheme, row.numero):
            row.ajoutes += lot.ajoutes
            row.mis_a_jour += lot.mis_a_jour
            row.inchanges += lot.inchanges
            row.ecartes += _set_aside_undated(session, row, lot)
            annees |= lot.annees
            done = lot.ajoutes + lot.mis_a_jour + lot.inchanges
            suivi("rapprochement", done, self._sources.count)
        counted = row.hors_perimetre + row.ecartes + row.ajoutes + row.mis_a_jour + row.inchanges
        row.regroupes = row.lus - counted
        return annees


def enregistrements(lecteur: Lecteur, fichier: Fichier) -> Enregistrements:
    """The records of a DECP file, whatever its form."""
    readers = {"json": json_decp.lire, "xml": xml_decp.lire}
    return readers.get(fichier.forme, tableau_decp.lire)(lecteur, fichier)


def _set_aside_undated(session: Session, row: Import, lot: Lot) -> int:
    """Keep as set aside the import's records of marchés that no source dates; how many."""
    rows = [
        (source.ligne, cle[1], None, _SANS_DATE)
        for cle, sources in lot.sans_date.items()
        for source in sources
        if source.import_id == row.id
    ]
    imports.set_aside(session, row.numero, rows)
    return len(rows)
