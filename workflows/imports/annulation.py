"""Taking an import back: the store is as if it had never been, and says that it was."""

from collections.abc import Callable

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import heures, imports, marches
from storage.marches_tables import GenreImport, Import
from storage.store import Store
from workflows.calcul.comptage import recalculer
from workflows.clock import PARIS
from workflows.imports.rapprochement import rapprocher
from workflows.imports.results import Annulation
from workflows.saisie import Refus


def annuler(store: Store, scheme: Scheme, numero: int, *, par: str) -> Annulation | Refus:
    """Take an import back, in one transaction; refused when it is unknown or already so."""
    with store.write() as session:
        imports.alone(session)
        row = session.get(Import, numero)
        if row is None or row.scheme != scheme.id:
            return Refus(message=f"Pas d'import n° {numero} : voir « spaser import liste ».")
        if not imports.annuler(session, scheme.id, numero, par):
            return Refus(message=_already(row))
        _UNDO[row.genre](session, scheme.id, numero)
        session.flush()
        recalculer(session, scheme)
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


def _decp(session: Session, scheme: str, numero: int) -> None:
    for _ in rapprocher(session, scheme, numero, without=True):
        pass
    marches.remove_sources(session, numero)


def _heures(session: Session, scheme: str, numero: int) -> None:
    heures.remove(session, numero)
    heures.elire(session, scheme)


def _valeurs(session: Session, _scheme: str, numero: int) -> None:
    imports.remove_values(session, numero)


_UNDO: dict[GenreImport, Callable[[Session, str, int], None]] = {
    "decp": _decp,
    "heures": _heures,
    "valeurs": _valeurs,
}
