"""What people type about échéances."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.echeances.paroles import Lister, Repondre, ecrire, heard, percentage
from workflows.echeances.results import Filtre


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("échéances", Lister("miennes")),
        ("Mes échéances ?", Lister("miennes")),
        ("echeance", Lister("miennes")),
        ("toutes les échéances", Lister("toutes")),
        ("échéances toutes", Lister("toutes")),
        ("les échéances en retard", Lister("retard")),
        ("échéances retard", Lister("retard")),
        ("échéances 2027", Lister("annee", 2027)),
        ("les échéances de 2027", Lister("annee", 2027)),
        ("échéances sans personne", Lister("sans_personne")),
        ("les échéances sans pilote", Lister("sans_personne")),
        ("Mes échéances après les 20 premières", Lister("miennes", apres=20)),
        ("échéances 2027 après les 40 premières", Lister("annee", 2027, 40)),
        ("fait 12", Repondre("fait", 12, "", None)),
        ("C'est fait, n° 12 !", Repondre("fait", 12, "", None)),
        ("12 fait", Repondre("fait", 12, "", None)),
        ("Fait 12 : délibération votée le 3", Repondre("fait", 12, "", "délibération votée le 3")),
        ("fait 12 délibération votée", Repondre("fait", 12, "délibération votée", None)),
        ("terminée 12", Repondre("fait", 12, "", None)),
        ("en cours 12", Repondre("en_cours", 12, "", None)),
        ("en cours 12 40 %", Repondre("en_cours", 12, "40 %", None)),
        ("En cours 12 à 40% : au tiers", Repondre("en_cours", 12, "à 40%", "au tiers")),
        (
            "reporter 12 au 15 mars 2027 : marché infructueux",
            Repondre("reporte", 12, "au 15 mars 2027", "marché infructueux"),
        ),
        ("reporter l'échéance 12 à juin", Repondre("reporte", 12, "à juin", None)),
        ("pas moi 12 : Cœur de métier", Repondre("pas_moi", 12, "", "Cœur de métier")),
        ("Ce n'est pas pour moi 12", Repondre("pas_moi", 12, "", None)),
        ("pas moi 12 Nadia Œuvrard", Repondre("pas_moi", 12, "Nadia Œuvrard", None)),
    ],
)
def test_heard(text: str, expected: Lister | Repondre) -> None:
    assert heard(text) == expected


@pytest.mark.parametrize("apres", [0, 20])
@pytest.mark.parametrize("filtre", get_args(Filtre))
def test_what_asks_for_a_list_is_heard(filtre: Filtre, apres: int) -> None:
    said = Lister(filtre, 2027 if filtre == "annee" else None, apres)
    assert heard(ecrire(said)) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "heures-insertion 2025",
        "objectif 9",
        "fait",
        "en cours",
        "reporter au 15 mars",
        "12",
        "échéance de l'objectif 9",
        "faites 12 marchés",
        "parfait 12",
    ],
)
def test_about_something_else(text: str) -> None:
    assert heard(text) is None


@pytest.mark.parametrize(
    ("suite", "expected"),
    [("40 %", 40), ("à 40%", 40), ("100", 100), ("250 %", 250), ("presque", None), ("", None)],
)
def test_percentages(suite: str, expected: int | None) -> None:
    assert percentage(suite) == expected


@given(st.text(max_size=80))
def test_anything_is_heard_or_not(text: str) -> None:
    assert heard(text) is None or isinstance(heard(text), Lister | Repondre)
