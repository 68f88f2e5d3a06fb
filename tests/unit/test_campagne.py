"""The campaign of a year: the words that lead it, and when it is offered."""

from datetime import UTC, date, datetime

import pytest

from workflows.bureau import lire as heard
from workflows.campagne.deroulement import proposer
from workflows.campagne.paroles import Arreter, Demander, Passer, Voulu, lire
from workflows.echeances.results import LigneEcheance


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("valeurs à saisir", Demander()),
        ("Mes valeurs à saisir en 2025 !", Demander(2025)),
        ("les valeurs manquantes de 2025", Demander(2025)),
        ("campagne", Demander(suivre=True)),
        ("Campagne 2025", Demander(2025, suivre=True)),
        ("la campagne de saisie 2025", Demander(2025, suivre=True)),
        ("arrêter la campagne", Arreter()),
        ("Arrêter la campagne 2025", Arreter(2025)),
        ("passer A2 2025", Passer("a2", 2025)),
        ("saisir heures-insertion 2025 passer", Passer("heures-insertion", 2025)),
        ("saisir heures d'insertion 2025 : Passer", Passer("heures d'insertion", 2025)),
    ],
)
def test_what_leads_a_campaign(said: str, wanted: Voulu) -> None:
    assert lire(said) == heard(said) == wanted


@pytest.mark.parametrize(
    "said", ["passer", "campagne de 20255", "arrêter", "saisir A2 2025 12 : passer", "valeurs"]
)
def test_what_does_not(said: str) -> None:
    assert lire(said) is None


def line(annee: int, *, nature: str = "valeur", etat: str = "ouverte") -> LigneEcheance:
    return LigneEcheance.model_validate(
        {
            "numero": 1,
            "cle": f"indicateur/heures-insertion/{annee}",
            "nature": nature,
            "nom": "Heures",
            "objet": "Saisir",
            "imprime": "Heures",
            "quand": str(annee),
            "due": date(annee + 1, 3, 31),
            "prevue_le": date(annee + 1, 3, 31),
            "etat": etat,
            "retard": 0,
            "avancement": None,
            "pilotes": (),
            "personnes": (),
            "derniere": None,
            "source": "",
            "note": None,
            "version": 0,
            "modifiee_le": datetime(2026, 1, 1, tzinfo=UTC),
        }
    )


def test_it_is_offered_when_several_values_of_a_finished_year_wait() -> None:
    day = date(2027, 2, 1)
    waiting = [line(2027), line(2027), line(2026), line(2026)]
    [offered] = proposer(waiting, day)
    assert (offered.libelle, offered.demande) == (
        "Saisir les 2 valeurs de 2026",
        "valeurs à saisir 2026",
    )
    one = [line(2026), line(2026, etat="faite"), line(2026, nature="echeance")]
    assert proposer(one, day) == ()
