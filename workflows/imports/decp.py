"""Importing a DECP file: read aside, written aside, then counted from one instant on."""

import hashlib
from collections.abc import Callable, Collection
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from schemes.scheme import Scheme
from storage import imports, marches, preparations
from storage.marches_tables import Import
from storage.store import Store
from workflows.calcul.comptage import recalculer
from workflows.imports import json_decp, tableau_decp, xml_decp
from workflows.imports.enregistrements import Enregistrements
from workflows.imports.fichiers import Fichier, FichierRefuseError, Lecteur, examiner, rien
from workflows.imports.importation import deja, inscrire, rapport
from workflows.imports.rapprochement import Lot, conclure, contenu, preparer, seul
from workflows.imports.releve import relever
from workflows.imports.results import RapportImport
from workflows.imports.spool import Spool
from workflows.imports.suivi import Suivi, attendre, sans_suivi

MAX_MOTIFS = 500_000
"""Values and records set aside, beyond which a file is not what it should be."""

_BATCH = 5000

_SANS_DATE = "la notification initiale manque : seule une modification est donnée"


def importer(
    store: Store,
    scheme: Scheme,
    chemin: Path,
    *,
    auteur: str,
    today: date,
    acheteurs: Collection[str] = (),
    suivi: Suivi = sans_suivi,
) -> RapportImport:
    """Take in a DECP file (JSON, XML or csv): all of it counts at once, or nothing.

    `acheteurs` keeps the contracts of some buyers only, by SIRET or SIREN: a national file
    holds everyone's. Raises FichierRefuseError when the file cannot be read; nothing is then
    changed. The store is only held for short transactions, and `suivi` is told between them.
    """
    fichier = _narrowed(examiner(chemin), acheteurs)
    with store.read() as session:
        if before := deja(session, scheme, "decp", fichier):
            return before
    with _Lecture(fichier, today, tuple(acheteurs)) as lecture:
        lecture.lire(lambda done: suivi("lecture", done, fichier.taille))
        entrer = partial(_entrer, store, scheme, fichier, auteur, lecture, suivi)
        return seul(store, entrer, attendre(suivi))


def _entrer(
    store: Store, scheme: Scheme, fichier: Fichier, auteur: str, lecture: "_Lecture", suivi: Suivi
) -> RapportImport:
    """Write aside what was read, then make it count."""
    with store.write() as session:
        if before := deja(session, scheme, "decp", fichier):
            return before
        numero = inscrire(session, scheme, "decp", fichier, auteur, en_cours=True).numero
        preparation = preparations.ouvrir(session, numero)
        apart = marches.nommes(session, scheme.id)
    lecture.ecrire(store, scheme.id, numero, suivi)
    bilan = _Bilan()
    for lot in preparer(store, scheme.id, numero, preparation, apart=apart):
        if undated := bilan.ajouter(numero, lot):
            with store.write() as session:
                imports.set_aside(session, numero, undated)
        suivi("rapprochement", lot.ajoutes + lot.mis_a_jour + lot.inchanges, lecture.retenus)
    with store.write() as session:
        imports.alone(session)
        preparations.publier(session, preparation)
        row = session.get_one(Import, numero)
        row.en_cours = False
        session.flush()
        undated = bilan.ajouter(numero, conclure(session, scheme.id, numero, apart))
        imports.set_aside(session, numero, undated)
        lecture.compter(row, bilan)
        recalculer(session, scheme, bilan.annees)
        return rapport(session, scheme, row, bilan.annees)


class _Bilan:
    """What an import does, lot after lot."""

    def __init__(self) -> None:
        self.ajoutes = self.mis_a_jour = self.inchanges = self.sans_date = 0
        self.annees = set[int]()

    def ajouter(self, numero: int, lot: Lot) -> list[tuple[Any, ...]]:
        """Count a lot; the import's records of marchés that no source dates, to set aside."""
        self.ajoutes += lot.ajoutes
        self.mis_a_jour += lot.mis_a_jour
        self.inchanges += lot.inchanges
        self.annees |= lot.annees
        rows = [
            (source.ligne, cle[1], None, _SANS_DATE)
            for cle, sources in lot.sans_date.items()
            for source in sources
            if source.import_id == numero
        ]
        self.sans_date += len(rows)
        return rows


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
        if not self._lus:
            raise rien(self._fichier)

    @property
    def retenus(self) -> int:
        """How many records are usable."""
        return self._sources.count

    def ecrire(self, store: Store, scheme: str, numero: int, suivi: Suivi) -> None:
        """Write what was read, some rows at a time."""
        for lot in self._motifs.lots(_BATCH):
            with store.write() as session:
                imports.set_aside(session, numero, lot)
        for lot in self._sources.lots(_BATCH):
            with store.write() as session:
                marches.add_sources(session, scheme, numero, lot)
            suivi("ecriture", len(lot), self.retenus)

    def compter(self, row: Import, bilan: _Bilan) -> None:
        """Say in an import's row what became of each record."""
        row.lus, row.hors_perimetre = self._lus, self._hors_perimetre
        row.ecartes = self._ecartes + bilan.sans_date
        row.ajoutes, row.mis_a_jour = bilan.ajoutes, bilan.mis_a_jour
        row.inchanges = bilan.inchanges
        counted = row.hors_perimetre + row.ecartes + row.ajoutes + row.mis_a_jour + row.inchanges
        row.regroupes = row.lus - counted


def enregistrements(lecteur: Lecteur, fichier: Fichier) -> Enregistrements:
    """The records of a DECP file, whatever its form."""
    readers = {"json": json_decp.lire, "xml": xml_decp.lire}
    return readers.get(fichier.forme, tableau_decp.lire)(lecteur, fichier)
