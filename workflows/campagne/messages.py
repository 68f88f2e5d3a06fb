"""A message that asks for a value follows what is done from it: no button is left that was used."""

import json

from sqlmodel import Session

from workflows.assistant import Assistant
from workflows.campagne.deroulement import Deroulement
from workflows.campagne.results import Campagne
from workflows.results import Resultat
from workflows.saisie_dite import ValeurSaisie

_ASKING: dict[str, type[Campagne | ValeurSaisie]] = {
    "campagne": Campagne,
    "valeur-saisie": ValeurSaisie,
}


def suite_de(done: Resultat) -> Campagne | None:
    """Where someone is in a campaign once something was done; None when that does not say it."""
    campagne = done.suite if isinstance(done, ValeurSaisie) else done
    return campagne if isinstance(campagne, Campagne) else None


def suivre(
    session: Session, assistant: Assistant, personne: str, contenu: str, done: Resultat
) -> Resultat | None:
    """What a message (its JSON) says once a person (an id) has done something from it.

    None for a message that asked for no value: it stays as it is.
    """
    known = _ASKING.get(json.loads(contenu)["type"])
    message = known.model_validate_json(contenu) if known else None
    asked = suite_de(message) if message else None
    if asked is None or asked.demandee is None:
        return None
    deroulement = Deroulement(session, assistant, personne)
    suite = suite_de(done) or deroulement.campagne(asked.annee)
    if isinstance(message, ValeurSaisie):
        return message.model_copy(update={"suite": suite})
    return suite or done
