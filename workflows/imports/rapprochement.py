"""Working out again the marchés that an import touches, from all that is said of them."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple, TypeVar

from sqlmodel import Session

from storage import imports, marches, preparations
from storage.marches import Cle, Concerne, Source
from storage.store import Store
from workflows.imports import champs as lire
from workflows.imports.reconciliation import Apport, Colonnes, reconcilier
from workflows.imports.releve import Releve

_BATCH = 1000

Resultat = TypeVar("Resultat")


class Lot(NamedTuple):
    """Some marchés worked out: how many were added, changed, left as they were; their years.

    `sans_date` holds those left out because no source gives their notification, with their
    sources.
    """

    ajoutes: int
    mis_a_jour: int
    inchanges: int
    annees: set[int]
    sans_date: dict[Cle, list[Source]]


class DossierNotifieError(Exception):
    """A dossier notified while marchés were prepared speaks of one of them: begin again."""


def seul(store: Store, change: Callable[[], Resultat], attend: Callable[[], None]) -> Resultat:
    """Prepare and publish a change of the marchés, one at a time; leave nothing else behind.

    `attend` is called once when another change is to end first. What a process that died left is
    dropped first. The change begins again when DossierNotifieError is raised.
    """
    with preparations.seul(store, attend):
        preparations.nettoyer(store)
        while True:
            try:
                return change()
            except DossierNotifieError:
                continue
            finally:
                preparations.nettoyer(store)


def preparer(
    store: Store,
    scheme: str,
    import_id: int,
    preparation: int,
    *,
    apart: Collection[str],
    without: bool = False,
) -> Iterator[Lot]:
    """Write aside the marchés that an import speaks of as their sources say them, lot by lot.

    Each lot is a short transaction, and is worked out before it begins. `apart` are identifiers
    to leave for `conclure`: those that dossiers give, whose marchés may change meanwhile.
    `without` leaves the import's own sources out: a marché that has no other is removed.
    """
    after = ("", "")
    while True:
        with store.read() as session:
            batch = marches.concernes(
                session, scheme, import_id, after=after, limit=_BATCH, without=without
            )
        if not batch:
            return
        after = batch[-1].cle
        work = _work_out([one for one in batch if one.cle[1] not in apart])
        with store.write() as session:
            new = work.added | {cle: columns for cle, (_, columns) in work.changed.items()}
            marches.add(session, scheme, new, preparation=preparation)
            old = [number for number, _ in work.changed.values()]
            marches.replace(session, old + work.gone, preparation)
        yield work.lot


def conclure(session: Session, scheme: str, import_id: int, apart: Collection[str]) -> Lot:
    """Work out at once the marchés that `preparer` left apart; the import now counts, or no more.

    The lot's years are also those of what dossiers say, when it now goes elsewhere. Raises
    DossierNotifieError when a dossier has since been notified of a marché prepared without it.
    """
    nommes = marches.nommes(session, scheme)
    if marches.cles(session, scheme, import_id, nommes.difference(apart)):
        raise DossierNotifieError
    moved = marches.attach(session, scheme)
    own = marches.cles(session, scheme, import_id, nommes.union(apart))
    lot = _write(session, scheme, own)
    elsewhere = _write(session, scheme, moved - own)
    return lot._replace(annees=lot.annees | elsewhere.annees)


def noter(session: Session, scheme: str, dossier: int, numero: str | None, releve: Releve) -> Lot:
    """Keep what a dossier notified here says of its marché, and work the marché out.

    A dossier does not know its buyer's SIRET. What files say of the same marché, before or later,
    is brought together with it by its number, if one buyer only has that number. Without one the
    marché is named after the dossier (« dossier 12 », which no file can say): it stays apart.
    Raises ValeurImpossibleError for an impossible number.
    """
    imports.alone(session)
    identifiant = lire.identifiant(numero) if numero else f"dossier {dossier}"
    touched = marches.de_dossier(session, dossier) | {("", identifiant)}
    marches.say(session, scheme, identifiant, dossier=dossier, contenu=contenu(releve))
    return _write(session, scheme, touched | marches.attach(session, scheme))


def contenu(releve: Releve) -> str:
    """What a source says, as it is stored: JSON without what is unknown."""
    return releve.model_dump_json(exclude_none=True, exclude_defaults=True)


class _Work(NamedTuple):
    """What becomes of some marchés: columns to add, by key; to change, with the id; ids to drop."""

    added: dict[Cle, Colonnes]
    changed: dict[Cle, tuple[int, Colonnes]]
    gone: list[int]
    lot: Lot


def _work_out(batch: Iterable[Concerne]) -> _Work:
    added, changed, gone = dict[Cle, Colonnes](), dict[Cle, tuple[int, Colonnes]](), list[int]()
    annees, sans_date, inchanges = set[int](), dict[Cle, list[Source]](), 0
    for cle, before, sources in batch:
        after = reconcilier(map(_apport, sources))
        annees |= {marche["annee"] for marche in (before, after) if marche}
        if after is None:
            sans_date[cle] = sources
            gone += [before["id"]] if before else []
        elif before is None:
            added[cle] = after
        elif after.items() <= before.items():
            inchanges += 1
        else:
            changed[cle] = before["id"], after
    lot = Lot(len(added), len(changed), inchanges, annees, sans_date)
    return _Work(added, changed, gone, lot)


def _write(session: Session, scheme: str, cles: Collection[Cle]) -> Lot:
    """Write marchés in the session's transaction, as they count from now on."""
    work = _work_out([marches.concerne(session, scheme, cle) for cle in cles])
    marches.add(session, scheme, work.added)
    marches.change(session, dict(work.changed.values()))
    marches.remove(session, work.gone)
    return work.lot


def _apport(source: Source) -> Apport:
    return Apport(source.import_id, Releve.model_validate_json(source.contenu))
