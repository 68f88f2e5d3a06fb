"""Working out again the marchés that an import touches, from all that is said of them."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sqlmodel import Session

from storage import marches
from storage.marches import Cle, Concerne, Source
from workflows.imports.reconciliation import Apport, Colonnes, reconcilier
from workflows.imports.releve import Releve

_BATCH = 500


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


def rapprocher(
    session: Session, scheme: str, import_id: int, *, without: bool = False
) -> Iterator[Lot]:
    """Write the marchés that an import speaks of as their sources now say them, lot by lot.

    `without` leaves the import's own sources out: a marché that has no other is removed.
    """
    concernes = marches.concernes(session, scheme, import_id, without=without)
    while batch := list(islice(concernes, _BATCH)):
        yield _write(session, scheme, batch)


def noter(session: Session, scheme: str, dossier: int, cle: Cle, releve: Releve) -> Lot:
    """Keep what a dossier notified here says of its marché, and work the marché out.

    What a DECP file says later of the same marché is brought together with it.
    """
    before = marches.de_dossier(session, dossier)
    marches.say(session, scheme, cle, dossier=dossier, contenu=contenu(releve))
    touched = [marches.concerne(session, scheme, one) for one in {cle, *before}]
    return _write(session, scheme, touched)


def contenu(releve: Releve) -> str:
    """What a source says, as it is stored: JSON without what is unknown."""
    return releve.model_dump_json(exclude_none=True, exclude_defaults=True)


def _write(session: Session, scheme: str, batch: list[Concerne]) -> Lot:
    added, changed, gone = dict[Cle, Colonnes](), dict[int, Colonnes](), list[int]()
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
            changed[before["id"]] = after
    marches.add(session, scheme, added)
    marches.change(session, changed)
    marches.remove(session, gone)
    return Lot(len(added), len(changed), inchanges, annees, sans_date)


def _apport(source: Source) -> Apport:
    return Apport(source.import_id, Releve.model_validate_json(source.contenu))
