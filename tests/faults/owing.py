"""Messages owed by hand, and what people received of them."""

from typing import Any

from storage import envois
from storage.store import Store
from workflows.fiche.results import Pause
from workspace import Workspace


def pause(numero: int, rang: int = 0) -> str:
    """The content of a message that says « n° » and a number, and a rank."""
    return Pause(
        scheme="landes",
        collectivite="Landes",
        dossier=numero,
        fiche="Fiche du besoin",
        rang=rang,
        total=20,
    ).model_dump_json()


def owe(store: Store, cle: str, destinataire: str, contenu: str | None = None) -> None:
    with store.write() as session:
        envois.put(session, cle=cle, destinataire=destinataire, contenu=contenu or pause(1))


def received(workspace: Workspace) -> list[str]:
    """The keys of the messages that people received, in order, as the workspace recorded them."""
    posted = [entry.body for entry in workspace.record if entry.kind == "message"]
    return [key_of(message) for message in posted if message.get("metadata")]


def key_of(message: dict[str, Any]) -> str:
    """The key under which a message was owed."""
    return str(message["metadata"]["event_payload"]["cle"])
