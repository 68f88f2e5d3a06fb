"""Importing hours of insertion, from the spreadsheet or csv of a facilitator.

Names of people that a file may hold are not read: only the columns that have a field are.
"""

from collections.abc import Collection, Mapping
from datetime import date
from itertools import islice
from pathlib import Path

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import heures, imports
from storage.heures import Ligne
from storage.marches_tables import Import
from storage.store import Store
from workflows.imports.champs import ValeurImpossibleError
from workflows.imports.colonnes import tableau
from workflows.imports.correspondance import Correspondance, charger, chercher, entete
from workflows.imports.fichiers import Fichier, FichierRefuseError, examiner, rien
from workflows.imports.importation import deja, enregistrer
from workflows.imports.lignes_heures import (
    Cle,
    Ecartee,
    Heures,
    ParPublic,
    Tableau,
    lire_lignes,
    par_marche,
    refuse_crossing,
)
from workflows.imports.results import RapportImport
from workflows.imports.suivi import Suivi, sans_suivi

MAX_LIGNES = 100_000
"""Rows of an hours file: it is added up in memory."""


def importer(
    store: Store,
    scheme: Scheme,
    chemin: Path,
    *,
    auteur: str,
    today: date,
    colonnes: Path | None = None,
    suivi: Suivi = sans_suivi,
) -> RapportImport:
    """Take in an hours file (xlsx or csv), as one transaction.

    `colonnes` is a mapping file (`correspondance.charger`). What each header was taken for is
    remembered. Raises FichierRefuseError when the file cannot be read; nothing is then changed.
    """
    fichier = examiner(chemin)
    with store.read() as session:
        if before := deja(session, scheme, "heures", fichier):
            return before
        remembered = heures.remembered(session, scheme.id)
    given = charger(colonnes) if colonnes else {}
    lues, found = _lire(fichier, given, remembered, today, suivi)
    return enregistrer(
        store,
        scheme,
        genre="heures",
        fichier=fichier,
        auteur=auteur,
        ecrire=lambda session, row: _ecrire(session, row, lues, found, suivi),
        suivi=suivi,
    )


def _lire(
    fichier: Fichier,
    given: Mapping[str, str],
    remembered: Mapping[str, str],
    today: date,
    suivi: Suivi,
) -> tuple[Tableau, Correspondance]:
    with tableau(fichier, suivi) as rows:
        headers, found = chercher(rows, given, remembered)
        lues = lire_lignes(islice(rows, MAX_LIGNES), headers, found, today)
        if next(rows, None):
            raise FichierRefuseError(f"Plus de {MAX_LIGNES} lignes d'heures : coupez le fichier.")
        if not lues.lus:
            raise rien(fichier)
    return lues, found


def _ecrire(
    session: Session, row: Import, lues: Tableau, found: Correspondance, suivi: Suivi
) -> Collection[int]:
    standing = _standing(session, row.scheme)
    known, ecartees, kept = par_marche(standing), list(lues.ecartees), list[Ligne]()
    for cle, par_public in lues.heures.items():
        suivi("ecriture", 1, len(lues.heures))
        try:
            refuse_crossing(cle, known[cle.marche])
        except ValeurImpossibleError as error:
            ecartees.append(Ecartee(lues.lignes[cle], cle.marche, str(error)))
            continue
        before = standing.get(cle)
        row.ajoutes += before is None
        row.inchanges += before == par_public
        row.mis_a_jour += before is not None and before != par_public
        kept += _rows(lues.lignes[cle], cle, par_public)
    heures.add(session, row.scheme, row.numero, kept)
    row.lus, row.ecartes = lues.lus, len(ecartees)
    row.regroupes = row.lus - row.ecartes - row.ajoutes - row.mis_a_jour - row.inchanges
    set_aside = [(ligne, marche, None, motif) for ligne, marche, motif in ecartees]
    imports.set_aside(session, row.numero, set_aside)
    heures.elire(session, row.scheme)
    heures.remember(session, row.scheme, {entete(name): champ for name, champ in found.items()})
    return heures.annees(session, row.numero)


def _standing(session: Session, scheme: str) -> dict[Cle, ParPublic]:
    found: dict[Cle, ParPublic] = {}
    for row in heures.courantes(session, scheme):
        cle = Cle(row.marche, row.debut, row.fin)
        found.setdefault(cle, {})[row.public] = Heures(row.centiemes, row.personnes)
    return found


def _rows(ligne: int, cle: Cle, par_public: ParPublic) -> list[Ligne]:
    return [
        Ligne(
            ligne=ligne,
            marche=cle.marche,
            annee=cle.debut.year,
            debut=cle.debut.isoformat(),
            fin=cle.fin.isoformat(),
            public=public,
            centiemes=said.centiemes,
            personnes=said.personnes,
        )
        for public, said in par_public.items()
    ]
