"""The public JSON form of a scheme (`spaser schemes show --json`): keys are only ever added."""

from typing import Any

from schemes.arbre import Echeance, Place
from schemes.mesures import Indicateur
from schemes.scheme import Scheme


def summary(scheme: Scheme) -> dict[str, Any]:
    """A scheme in a list: identity and counts."""
    return {
        "id": scheme.id,
        "titre": scheme.titre,
        "collectivite": scheme.collectivite,
        "periode": {"debut": scheme.periode.debut, "fin": scheme.periode.fin},
        "indicateurs": len(scheme.indicateurs),
    }


def full(scheme: Scheme) -> dict[str, Any]:
    """A scheme whole, flat lists linked by node ids; dates are ISO, amounts in euros HT."""
    places = list(scheme.walk())
    return {
        "id": scheme.id,
        "titre": scheme.titre,
        "collectivite": scheme.collectivite,
        "service": scheme.service,
        "periode": _dump(scheme.periode),
        "source": scheme.source,
        "notes": list(scheme.notes),
        "gouvernance": [_dump(instance) for instance in scheme.gouvernance],
        "seuils": [_dump(seuil) for seuil in scheme.seuils],
        "contexte": [_dump(contexte) for contexte in scheme.contexte],
        "noeuds": [_noeud(place) for place in places],
        "pilotes": [
            {"noeud": place.noeud.id, "nom": nom} for place in places for nom in place.noeud.pilotes
        ],
        "echeances": [
            _echeance(place, echeance) for place in places for echeance in place.noeud.echeances
        ],
        "indicateurs": [
            _indicateur(place, indicateur)
            for place in places
            for indicateur in place.noeud.indicateurs
        ],
        "fiche": _dump(scheme.fiche),
        "routage": [_dump(regle) for regle in scheme.routage],
        "visas": [_dump(visa) for visa in scheme.visas],
        "revue": _dump(scheme.revue),
        "rappels": _dump(scheme.rappels),
    }


def _dump(element: Any) -> Any:
    return element.model_dump(mode="json")


def _noeud(place: Place) -> dict[str, Any]:
    noeud = place.noeud
    return {
        "id": noeud.id,
        "type": noeud.type,
        "numero": noeud.numero,
        "titre": noeud.titre,
        "parent": place.parents[-1].id if place.parents else None,
        "resume": noeud.resume,
        "directions": list(noeud.directions),
        "actions_ciblees": list(noeud.actions_ciblees),
        "notes": list(noeud.notes),
        "source": noeud.source,
    }


def _echeance(place: Place, echeance: Echeance) -> dict[str, Any]:
    debut, fin, precision = echeance.etendue
    return {
        "noeud": place.noeud.id,
        **_dump(echeance),
        "debut": debut.isoformat() if debut else None,
        "fin": fin.isoformat() if fin else None,
        "precision": precision,
    }


def _indicateur(place: Place, indicateur: Indicateur) -> dict[str, Any]:
    return {"noeud": place.noeud.id, **_dump(indicateur)}
