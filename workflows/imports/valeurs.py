"""Importing values of indicators from a table: `indicateur`, `annee`, `valeur`, `provenance`."""

from collections.abc import Collection
from itertools import islice
from pathlib import Path

from sqlmodel import Session

from storage import imports, valeurs
from storage.marches_tables import Import, ValeurImportee
from storage.tables import now
from workflows.assistant import Assistant
from workflows.imports.colonnes import Ligne, tableau
from workflows.imports.correspondance import entete
from workflows.imports.fichiers import Fichier, FichierRefuseError, examiner, rien
from workflows.imports.importation import deja, enregistrer
from workflows.imports.results import RapportImport
from workflows.imports.suivi import Suivi, sans_suivi
from workflows.saisie import Refus, Saisie, inscrire, verifier

MAX_LIGNES = 10_000
_NEEDED = ("indicateur", "annee", "valeur")


def importer(
    assistant: Assistant, chemin: Path, *, auteur: str, suivi: Suivi = sans_suivi
) -> RapportImport:
    """Take in a table of values (xlsx or csv), each as if entered, in one transaction.

    Raises FichierRefuseError when the file cannot be read; nothing is then changed.
    """
    fichier = examiner(chemin)
    with assistant.store.read() as session:
        if before := deja(session, assistant.scheme, "valeurs", fichier):
            return before
    rows = _lire(fichier, suivi)
    return enregistrer(
        assistant.store,
        assistant.scheme,
        genre="valeurs",
        fichier=fichier,
        auteur=auteur,
        ecrire=lambda session, row: _ecrire(session, row, assistant, rows, suivi),
        suivi=suivi,
    )


def _lire(fichier: Fichier, suivi: Suivi) -> list[tuple[int, dict[str, str]]]:
    with tableau(fichier, suivi) as rows:
        headers = [entete(header) for header in next(rows).cellules]
        if missing := [name for name in _NEEDED if name not in headers]:
            raise FichierRefuseError(
                f"Ce tableau n'a pas les colonnes des valeurs : il manque {', '.join(missing)}."
            )
        found = [_cells(headers, row) for row in islice(rows, MAX_LIGNES)]
        if next(rows, None):
            raise FichierRefuseError(f"Plus de {MAX_LIGNES} lignes de valeurs : coupez le fichier.")
    if not found:
        raise rien(fichier)
    return found


def _cells(headers: list[str], row: Ligne) -> tuple[int, dict[str, str]]:
    return row.ligne, dict.fromkeys(headers, "") | dict(zip(headers, row.cellules, strict=False))


def _ecrire(
    session: Session,
    row: Import,
    assistant: Assistant,
    rows: list[tuple[int, dict[str, str]]],
    suivi: Suivi,
) -> Collection[int]:
    annees, refused = set[int](), []
    for ligne, cells in rows:
        row.lus += 1
        suivi("ecriture", 1, len(rows))
        done = _verifier(assistant, cells, row.auteur)
        if isinstance(done, Refus):
            refused.append((ligne, None, None, done.message.rstrip(".")))
            continue
        before = valeurs.current(session, row.scheme, done.indicateur).get(done.annee)
        if before and before.valeur == done.valeur:
            row.inchanges += 1
            continue
        said = cells.get("provenance") or f"import n° {row.numero} ({row.fichier})"
        recorded = inscrire(session, assistant.scheme, done, said, now())
        session.add(ValeurImportee(import_id=row.numero, valeur=recorded.id or 0))
        row.ajoutes += before is None
        row.mis_a_jour += before is not None
        annees.add(done.annee)
    row.ecartes = len(refused)
    imports.set_aside(session, row.numero, refused)
    return annees


def _verifier(assistant: Assistant, cells: dict[str, str], auteur: str) -> Saisie | Refus:
    """What a row would enter, or why it cannot be entered."""
    named, annee = cells["indicateur"], cells["annee"].replace("\u00a0", "")
    if missing := [name for name in _NEEDED if not cells[name]]:
        return Refus(message=f"Case vide : {', '.join(missing)}.")
    if not (annee.isdecimal() and len(annee) == 4):
        return Refus(message=f"« {annee[:40]} » n'est pas une année : écrivez 2025.")
    called = (named,) if named in assistant.scheme.indicateurs else assistant.called(named)
    if len(called) > 1:
        return Refus(
            message=f"« {named[:60]} » nomme plusieurs indicateurs : écrivez l'identifiant, "
            f"{' ou '.join(called[:10])}."
        )
    return verifier(
        assistant,
        indicateur=called[0] if called else named,
        annee=int(annee),
        valeur=cells["valeur"],
        auteur=auteur,
        provenance=cells.get("provenance"),
    )
