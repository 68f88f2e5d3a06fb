"""The journal: what was done, only ever added to.

Nothing here changes or removes an entry, and the database refuses it to everyone else.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.revue_tables import EntreeJournal


def write(
    session: Session,
    *,
    qui: str,
    quoi: str,
    objet: str,
    le: datetime,
    mots: str | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Add an entry, in the transaction of what it tells; `mots` are the person's own words."""
    kept = json.dumps(details or {}, ensure_ascii=False)
    session.add(EntreeJournal(qui=qui, quoi=quoi, objet=objet, le=le, mots=mots, details=kept))
    session.flush()


def dossier(numero: int) -> str:
    """How the journal names a dossier."""
    return f"dossier:{numero}"


def personne(identifiant: str) -> str:
    """How the journal names a person."""
    return f"personne:{identifiant}"


def seance(identifiant: int) -> str:
    """How the journal names a meeting."""
    return f"seance:{identifiant}"


def echeance(numero: int) -> str:
    """How the journal names an échéance."""
    return f"echeance:{numero}"


def pilote(nom: str) -> str:
    """How the journal names a pilote, as the document prints it."""
    return f"pilote:{nom}"


def about(session: Session, objet: str) -> Sequence[EntreeJournal]:
    """Everything done on an object, the oldest first."""
    return session.exec(
        select(EntreeJournal).where(EntreeJournal.objet == objet).order_by(col(EntreeJournal.id))
    ).all()


def whole(session: Session) -> Sequence[EntreeJournal]:
    """The whole journal, the oldest first."""
    return session.exec(select(EntreeJournal).order_by(col(EntreeJournal.id))).all()
