"""What every import shares: each file once, one at a time, the report, taking it back."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, select

from schemes.scheme import Scheme
from storage import imports
from storage.marches_tables import Ecart, GenreImport, Import
from storage.preparations import seul
from storage.store import Store
from workflows.calcul.comptage import recalculer
from workflows.imports.fichiers import Fichier
from workflows.imports.results import (
    MAX_ECARTES,
    LigneEcartee,
    LigneImport,
    ListeImports,
    RapportImport,
)
from workflows.imports.suivi import Suivi, attendre
from workflows.saisie import Refus

Ecriture = Callable[[Session, Import], Collection[int]]
"""Writes what a file brings and its counts in the import's row; gives the years it touched."""


def enregistrer(
    store: Store,
    scheme: Scheme,
    *,
    genre: GenreImport,
    fichier: Fichier,
    auteur: str,
    ecrire: Ecriture,
    suivi: Suivi,
) -> RapportImport:
    """Take a file in, in one transaction; a file already in changes nothing."""
    with seul(store, attendre(suivi)), store.write() as session:
        imports.alone(session)
        if before := deja(session, scheme, genre, fichier):
            return before
        row = inscrire(session, scheme, genre, fichier, auteur)
        annees = ecrire(session, row)
        session.flush()
        recalculer(session, scheme, annees)
        return rapport(session, scheme, row, annees)


def inscrire(
    session: Session,
    scheme: Scheme,
    genre: GenreImport,
    fichier: Fichier,
    auteur: str,
    **known: Any,
) -> Import:
    """Give an import its number, with what is known of it."""
    row = Import(
        scheme=scheme.id,
        genre=genre,
        fichier=fichier.nom[:255],
        empreinte=fichier.empreinte,
        auteur=auteur,
        **known,
    )
    session.add(row)
    session.flush()
    return row


def deja(
    session: Session, scheme: Scheme, genre: GenreImport, fichier: Fichier
) -> RapportImport | None:
    """The report of a file that is already in: nothing to do; None when it is not."""
    row = imports.live(session, scheme=scheme.id, genre=genre, empreinte=fichier.empreinte)
    if row is None:
        return None
    report = rapport(session, scheme, row, ())
    unchanged = report.ajoutes + report.mis_a_jour + report.inchanges
    return report.model_copy(
        update={"deja": True, "ajoutes": 0, "mis_a_jour": 0, "inchanges": unchanged}
    )


def lister(session: Session, scheme: Scheme) -> ListeImports:
    """Every import of a scheme, also those taken back, the last first."""
    return ListeImports(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        imports=tuple(
            LigneImport(numero=row.numero, **row.model_dump(include={*LigneImport.model_fields}))
            for row in imports.every(session, scheme.id)
        ),
    )


def ecarts(session: Session, scheme: Scheme, numero: int) -> Iterator[LigneEcartee] | Refus:
    """Everything that an import set aside, in the order of the file, read as it is taken."""
    row = session.get(Import, numero)
    if row is None or row.scheme != scheme.id or row.en_cours:
        return Refus(message=inconnu(scheme, numero))
    return map(_ecartee, imports.ecarts(session, numero))


def inconnu(scheme: Scheme, numero: int) -> str:
    """What is said of a number that is no import's."""
    return (
        f"Pas d'import n° {numero} dans le schéma « {scheme.id} » : voir « spaser import liste », "
        "ou dites un autre schéma avec --scheme."
    )


def _ecartee(row: Ecart) -> LigneEcartee:
    return LigneEcartee(ligne=row.ligne, marche=row.marche, champ=row.champ, motif=row.motif)


def rapport(
    session: Session, scheme: Scheme, row: Import, annees: Collection[int]
) -> RapportImport:
    """What an import did, and the years that it touched."""
    kept = select(func.count()).where(Ecart.import_id == row.numero)
    return RapportImport(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        numero=row.numero,
        genre=row.genre,
        fichier=row.fichier,
        deja=False,
        lus=row.lus,
        ajoutes=row.ajoutes,
        mis_a_jour=row.mis_a_jour,
        inchanges=row.inchanges,
        regroupes=row.regroupes,
        hors_perimetre=row.hors_perimetre,
        enregistrements_ecartes=row.ecartes,
        ecartes=tuple(_ecartee(one) for one in imports.ecarts(session, row.numero, MAX_ECARTES)),
        ecartes_total=session.exec(kept).one(),
        annees=tuple(sorted(annees)),
    )
