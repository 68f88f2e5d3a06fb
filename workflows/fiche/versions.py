"""The version of a definition under which a fiche was last shown, and what changed since."""

import json

from sqlmodel import Session

from schemes.fiche import Fiche
from storage import dossiers
from storage.tables import Dossier
from workflows.fiche.results import Changements


def follow(session: Session, dossier: Dossier, fiche: Fiche) -> Changements | None:
    """Bring a dossier to the present definition; what that changes for its writers, if anything."""
    labels = {question.id: question.libelle for question in fiche.questions}
    if dossier.empreinte == fiche.empreinte:
        return None
    known = dossiers.version(session, dossier.empreinte) if dossier.empreinte else None
    dossiers.keep_version(session, fiche.empreinte, json.dumps(labels, ensure_ascii=False))
    dossier.empreinte = fiche.empreinte
    return _between(json.loads(known.questions), labels) if known else None


def _between(before: dict[str, str], after: dict[str, str]) -> Changements | None:
    changes = Changements(
        ajoutees=tuple(label for name, label in after.items() if name not in before),
        retirees=tuple(label for name, label in before.items() if name not in after),
        reformulees=tuple(
            label for name, label in after.items() if before.get(name, label) != label
        ),
    )
    said = changes.ajoutees or changes.retirees or changes.reformulees
    return changes if said else None
