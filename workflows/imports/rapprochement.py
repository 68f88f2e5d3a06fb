"""Working out again the marchés that an import touches, from all that is said of them."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sqlmodel import Session

from storage import imports, marches
from storage.marches import Cle, Concerne, Source
from workflows.imports import champs as lire
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
    The last lot holds only the years of what dossiers say, when it now goes elsewhere.
    """
    left_out = import_id if without else None
    moved = marches.attach(session, scheme, without=left_out)
    concernes = marches.concernes(session, scheme, import_id, without=without)
    while batch := list(islice(concernes, _BATCH)):
        yield _write(session, scheme, batch)
    if moved:
        yield Lot(0, 0, 0, _write_again(session, scheme, moved, left_out).annees, {})


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
    return _write_again(session, scheme, touched | marches.attach(session, scheme))


def contenu(releve: Releve) -> str:
    """What a source says, as it is stored: JSON without what is unknown."""
    return releve.model_dump_json(exclude_none=True, exclude_defaults=True)


def _write_again(session: Session, scheme: str, cles: set[Cle], without: int | None = None) -> Lot:
    again = [marches.concerne(session, scheme, cle, without=without) for cle in cles]
    return _write(session, scheme, again)


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
