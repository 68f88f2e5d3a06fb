"""Taking an import back: the store is as if it had never been, and says that it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import heures, imports, marches, preparations
from storage.marches_tables import GenreImport, Import
from storage.store import Store
from workflows.calcul.comptage import recalculer
from workflows.clock import PARIS
from workflows.imports.importation import inconnu
from workflows.imports.rapprochement import conclure, preparer, seul
from workflows.imports.results import Annulation
from workflows.imports.suivi import Suivi, attendre, sans_suivi
from workflows.saisie import Refus


def annuler(
    store: Store, scheme: Scheme, numero: int, *, par: str, suivi: Suivi = sans_suivi
) -> Annulation | Refus:
    """Take an import back, whole; refused when it is unknown or already so."""
    return seul(store, partial(_annuler, store, scheme, numero, par, suivi), attendre(suivi))


def _annuler(
    store: Store, scheme: Scheme, numero: int, par: str, suivi: Suivi
) -> Annulation | Refus:
    with store.read() as session:
        row = session.get(Import, numero)
    if row is None or row.scheme != scheme.id:
        return Refus(message=inconnu(scheme, numero))
    if row.annule_le is not None:
        return Refus(message=_already(row))
    suivi("annulation", 0, 0)
    _UNDO[row.genre](store, scheme, numero, par)
    return Annulation(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        numero=numero,
        genre=row.genre,
        fichier=row.fichier,
    )


def _already(row: Import) -> str:
    when = f" le {row.annule_le.astimezone(PARIS):%d/%m/%Y}" if row.annule_le else ""
    return f"L'import n° {row.id} a déjà été annulé{when} par {row.annule_par}."


def _decp(store: Store, scheme: Scheme, numero: int, par: str) -> None:
    with store.write() as session:
        preparation = preparations.ouvrir(session, numero)
        apart = marches.nommes(session, scheme.id)
    for _ in preparer(store, scheme.id, numero, preparation, apart=apart, without=True):
        pass
    with _taking_back(store, scheme, numero, par) as session:
        preparations.publier(session, preparation)
        conclure(session, scheme.id, numero, apart)


def _heures(store: Store, scheme: Scheme, numero: int, par: str) -> None:
    with _taking_back(store, scheme, numero, par) as session:
        heures.remove(session, numero)
        heures.elire(session, scheme.id)


def _valeurs(store: Store, scheme: Scheme, numero: int, par: str) -> None:
    with _taking_back(store, scheme, numero, par) as session:
        imports.remove_values(session, numero)


@contextmanager
def _taking_back(store: Store, scheme: Scheme, numero: int, par: str) -> Iterator[Session]:
    """The transaction from which an import counts no more."""
    with store.write() as session:
        imports.alone(session)
        imports.annuler(session, numero, par)
        yield session
        session.flush()
        recalculer(session, scheme)


_UNDO: dict[GenreImport, Callable[[Store, Scheme, int, str], None]] = {
    "decp": _decp,
    "heures": _heures,
    "valeurs": _valeurs,
}
