"""Owing a result to someone: it is kept as JSON, and said when it is sent."""

from sqlmodel import Session

from storage import envois
from workflows.results import Resultat


def owe(
    session: Session,
    cle: str,
    destinataire: str,
    result: Resultat,
    *,
    fil: str | None = None,
    remplace: str | None = None,
) -> None:
    """Owe a result to a person or a channel, under a key; see `storage.envois.put`."""
    envois.put(
        session,
        cle=cle,
        destinataire=destinataire,
        contenu=result.model_dump_json(),
        fil=fil,
        remplace=remplace,
    )
