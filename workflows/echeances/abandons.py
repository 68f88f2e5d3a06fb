"""What could not be delivered is said to the coordinator: nothing is dropped in silence."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from schemes.scheme import Scheme
from storage import envois, personnes
from storage.store import Store
from storage.tables import Envoi
from workflows.canaux import Canaux
from workflows.clock import paris_day
from workflows.echeances.jours import JoursOuvres
from workflows.owing import owe
from workflows.results import Resultat


class Injoignable(BaseModel):
    """A person or a channel that so many messages could not reach.

    `canal` is its use, for a channel of the settings; `nom` is None when it is not known.
    `raison` is the messenger's own word for the last message.
    """

    model_config = ConfigDict(frozen=True)

    destinataire: str
    nom: str | None
    canal: Literal["comite", "coordination"] | None
    messages: int
    raison: str


class Abandons(Resultat):
    """What could not be delivered since the last word of it, by recipient."""

    type: Literal["abandons"] = "abandons"
    injoignables: tuple[Injoignable, ...]


class CanalRetrouve(Resultat):
    """The first word that reaches the coordination's channel again."""

    type: Literal["canal-retrouve"] = "canal-retrouve"


def dire_abandons(
    store: Store, scheme: Scheme, canaux: Canaux, now: datetime, coordinateur: str
) -> None:
    """Owe the word of what was given up to the coordinator (a person's id, or a channel's).

    Nothing outside office hours, and one word a day of each recipient. A word that is itself
    given up is said again to whoever coordinates next, and to nobody when no one is left.
    """
    if not JoursOuvres(scheme.rappels).is_office_time(now):
        return
    today = f"abandons:{scheme.id}:{paris_day(now).isoformat()}:"
    with store.read() as session:
        if not envois.untold(session, today) or coordinateur in envois.unreachable(session):
            return
    with store.write() as session:
        rows = envois.untold(session, today, lock=True)
        if not rows:  # another process has just said it
            return
        cle = f"{today}{rows[-1].id}:{coordinateur}"
        said = Abandons(
            scheme=scheme.id,
            collectivite=scheme.collectivite,
            injoignables=_by_recipient(session, rows, canaux),
        )
        owe(session, cle, coordinateur, said)
        for row in rows:
            row.signale = cle


def essayer_canal(store: Store, scheme: Scheme, canaux: Canaux, now: datetime) -> None:
    """Try the coordination's channel once a week while nothing reaches it: it may be back."""
    canal = canaux.coordination
    if canal is None or not JoursOuvres(scheme.rappels).is_office_time(now):
        return
    today = paris_day(now)
    cle = f"canal:{canal}:{(today - timedelta(today.weekday())).isoformat()}"
    with store.read() as session:
        if canal not in envois.unreachable(session) or envois.is_owed(session, cle):
            return
    with store.write() as session:
        said = CanalRetrouve(scheme=scheme.id, collectivite=scheme.collectivite)
        owe(session, cle, canal, said)


def _by_recipient(
    session: Session, rows: Iterable[Envoi], canaux: Canaux
) -> tuple[Injoignable, ...]:
    last = {row.destinataire: row for row in rows}
    count = Counter(row.destinataire for row in rows)
    names = personnes.known(session, last)
    return tuple(
        Injoignable(
            destinataire=found,
            nom=names[found].nom if found in names else None,
            canal=_use(found, canaux),
            messages=count[found],
            raison=last[found].erreur or "",
        )
        for found in sorted(last)
    )


def _use(destinataire: str, canaux: Canaux) -> Literal["comite", "coordination"] | None:
    match destinataire:
        case canaux.comite:
            return "comite"
        case canaux.coordination:
            return "coordination"
        case _:
            return None
