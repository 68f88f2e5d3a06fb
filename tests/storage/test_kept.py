"""A fiche read back from the store by its number."""

import json
from datetime import UTC

import pytest

from schemes.scheme import Scheme
from storage import dossiers
from storage.store import Store
from tests.conftest import TODAY
from workflows.fiche.kept import recap_of


def test_a_fiche_is_read_back_whole(store: Store, landes_scheme: Scheme) -> None:
    with store.write() as session:
        dossier = dossiers.begin(session, scheme="landes", auteur="alice")
        numero = dossier.numero
        for question, valeur in (
            ("direction", "DSI"),
            ("direction", "DRH"),
            ("alternatives-bilan", "rien"),
            ("montant-estime", "45000"),
            ("alloti", "ni oui ni non"),
        ):
            kept = json.dumps(valeur)
            dossiers.answer(session, dossier, question=question, valeur=kept, auteur="alice")
        dossiers.answer(session, dossier, question="cpv", valeur=None, auteur="alice")
    with store.read() as session:
        recap = recap_of(session, landes_scheme, numero, TODAY)
    said = {ligne.question: ligne.valeur for volet in recap.volets for ligne in volet.lignes}
    assert said == {"direction": "DRH", "montant-estime": "45\u00a0000\u00a0€\u00a0HT", "cpv": None}
    assert (recap.auteur, recap.etat, recap.complete) == ("alice", "brouillon", False)
    assert recap.cree_le.astimezone(UTC) <= recap.modifie_le.astimezone(UTC)
    assert "Le marché est-il alloti ?" in recap.restantes
    assert "Quelle direction porte l'achat ?" not in recap.restantes


def test_another_schemes_fiche_is_not_read(store: Store, landes_scheme: Scheme) -> None:
    with store.write() as session:
        other = dossiers.begin(session, scheme="drome", auteur="alice").numero
    with store.read() as session:
        for numero in (other, other + 1):
            with pytest.raises(LookupError):
                recap_of(session, landes_scheme, numero, TODAY)
