"""The rows of what waits follow what does; what no longer waits goes by itself."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances, rappels
from storage.echeances_tables import EcheanceSuivie
from workflows.echeances import resumes
from workflows.echeances.attentes import Attente
from workflows.echeances.relances import plan
from workflows.echeances.rythme import Rythme


def follow_waits(
    session: Session,
    scheme: Scheme,
    read: Callable[[], Iterable[Attente]],
    now: datetime,
    *,
    among: str,
) -> None:
    """Bring what the store says waits to what does, among the keys that begin so.

    `read` is asked once the rows are held: whoever acts meanwhile comes before and is seen, or
    after and closes the row. What no longer waits is recalled no more, and the digests where it
    was read say so.
    """
    left = {row.cle: row for row in echeances.waits(session, scheme.id, beginning=among, lock=True)}
    for attente in read():
        left.pop(attente.cle, None)
        row = _held(session, scheme, attente, now)
        if row.etat != "faite":
            _update(session, row, attente, now)
            _recall(session, scheme, row, attente.depuis)
    for row in left.values():
        _end(session, scheme, row, now)


def _held(session: Session, scheme: Scheme, attente: Attente, now: datetime) -> EcheanceSuivie:
    """The row of something that waits, locked until the transaction ends."""
    new = EcheanceSuivie(
        scheme=scheme.id,
        cle=attente.cle,
        imprime="",
        quand=attente.due.isoformat(),
        prevue_le=attente.due,
        pilotes=[],
        definie=False,
        source=scheme.rappels.source,
        modifiee_le=now,
        **_said(attente),
    )
    return echeances.begin(session, new)


def _said(attente: Attente) -> dict[str, Any]:
    return {
        "nature": attente.nature,
        "nom": attente.nom,
        "objet": attente.objet,
        "personnes": list(attente.personnes),
    }


def _update(session: Session, row: EcheanceSuivie, attente: Attente, now: datetime) -> None:
    said = _said(attente) | {"etat": "ouverte"}
    if row.prevue_le != attente.due:
        said |= {"prevue_le": attente.due, "reportee_au": None, "quand": attente.due.isoformat()}
    if any(getattr(row, name) != value for name, value in said.items()):
        echeances.change(session, row, among=("ouverte", "retiree"), modifiee_le=now, **said)


def _recall(session: Session, scheme: Scheme, row: EcheanceSuivie, since: datetime) -> None:
    """Make its next reminder wait, unless the right one does."""
    waits = rappels.waiting_for(session, row)
    if row.due is None or (waits and waits.due == row.due):
        return
    said = rappels.last_step(session, row, row.due)
    rappels.cancel(session, row)
    rythme = Rythme(scheme.rappels, row.nature)
    rappels.wait(session, row, *plan(rythme, row.due, (), since, said=said))
    session.flush()


def _end(session: Session, scheme: Scheme, row: EcheanceSuivie, now: datetime) -> None:
    if echeances.change(session, row, among=("ouverte",), etat="retiree", modifiee_le=now):
        rappels.cancel(session, row)
        resumes.refresh(session, scheme, row, f"v{row.version}")
