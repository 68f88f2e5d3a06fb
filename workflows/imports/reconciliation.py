"""One marché from everything that its sources say of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from workflows.imports.releve import Releve

_OWN = {"rang", "actuel", "publie_le", "titulaires", "titulaire_pme"}
_COLUMNS = tuple(name for name in Releve.model_fields if name not in _OWN)


Colonnes = dict[str, Any]
"""Columns of `Marche`, without its identity."""


class Apport(NamedTuple):
    """What a source brings: the import it belongs to (None for a dossier), and what it says."""

    import_id: int | None
    releve: Releve


def reconcilier(apports: Iterable[Apport]) -> Colonnes | None:
    """The columns of the marché described, from its sources in their order of arrival.

    For each column the last known value counts, so that the unknown hides nothing: first what
    a source says is replaced, then by date of publication, rank of modification, arrival.
    Holders come as one row each in tables: those of the last state are put together.
    None while no source gives the notification: such a marché belongs to no year.
    """
    ordered = sorted(apports, key=_order)
    columns: Colonnes = dict.fromkeys(_COLUMNS)
    for _, releve in ordered:
        columns |= {
            name: value
            for name, value in vars(releve).items()
            if value is not None and name in columns
        }
    if columns["date_notification"] is None:
        return None
    return {**columns, "annee": columns["date_notification"].year, **_holders(ordered)}


def _order(apport: Apport) -> tuple[bool, date, int]:
    releve = apport.releve
    return releve.actuel, releve.publie_le or date.min, releve.rang


def _holders(ordered: list[Apport]) -> Colonnes:
    naming = [apport for apport in ordered if apport.releve.titulaires]
    if not naming:
        return {"titulaires": None, "titulaire_pme": None}
    last = naming[-1]
    state = [
        apport.releve
        for apport in naming
        if apport.import_id == last.import_id and _order(apport) == _order(last)
    ]
    sizes = [releve.titulaire_pme for releve in state]
    return {
        "titulaires": " ; ".join(dict.fromkeys(name for r in state for name in r.titulaires)),
        "titulaire_pme": True if True in sizes else None if None in sizes else False,
    }
