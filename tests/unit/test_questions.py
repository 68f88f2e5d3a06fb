"""What people ask, and what it is taken for: never a guess that could be false."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.loader import paths, shipped
from workflows.assistant import Assistant
from workflows.index import Index


def found(assistant: Assistant, text: str) -> object:
    answer = assistant.answer(text)
    return getattr(answer, "indicateur", None) or getattr(answer, "noeud", None) or answer.type


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("heures-insertion", "heures-insertion"),
        ("heures insertion 2025", "heures-insertion"),
        ("HEURES D'INSERTION", "heures-insertion"),
        ("heures d’insertion", "heures-insertion"),
        ("insertion", "heures-insertion"),
        ("heure-insertoin 2024", "heures-insertion"),
        ("combien d'heures d'insertion en 2025 ?", "heures-insertion"),
        ("Bonjour, quel est le nombre d'heures d'insertion cette année ?", "heures-insertion"),
        ("marché réservé", "marches-reserves"),
        ("clauses sociales 2024", "clause-sociale"),
        ("bio", "produits-bio"),
        ("vélos", "velos-service"),
        ("objectif 9", "objectif-9"),
        ("Objectif n°9", "objectif-9"),
        ("objectif n° 12", "objectif-12"),
        ("objectif 09", "objectif-9"),
        ("qui pilote l'objectif 3 ?", "objectif-3"),
        ("9", "objectif-9"),
        ("axe 2", "axe-2"),
        ("axe 1 chantier 3", "axe-1-chantier-3"),
        ("objectif-9", "objectif-9"),
        ("1", "choix"),
        ("chantier 1", "choix"),
        ("", "aide"),
        ("  ", "aide"),
        ("aide", "aide"),
        ("Bonjour !", "aide"),
        ("indicateurs", "liste"),
        ("objectif 99", "incompris"),
    ],
)
def test_ille_et_vilaine(ille_et_vilaine: Assistant, said: str, expected: str) -> None:
    assert found(ille_et_vilaine, said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A2", "heures-insertion"),
        ("a2 2025", "heures-insertion"),
        ("indicateur A2", "heures-insertion"),
        ("action A2", "heures-insertion"),
        ("action 1", "choix"),
        ("axe 1 mission 1 action 1", "axe-1-mission-1-action-1"),
        ("axe 2 mission 2", "axe-2-mission-2"),
        ("B1", "choix"),
        ("sourcing 2025", "sourcage"),
        ("A1 et C4 en 2025", "choix"),
        ("A1, C4 2025", "choix"),
        ("quels marchés composent le chiffre A1 2025 ?", "clause-sociale"),
        ("quels indicateurs sont en retard ?", "tableau"),
        ("Qu’est-ce qui est en retard en 2025 ?", "tableau"),
        ("montre-moi le tableau de bord 2025", "tableau"),
        ("bilan 2025", "tableau"),
        ("merci !", "aide"),
    ],
)
def test_landes(landes: Assistant, said: str, expected: str) -> None:
    assert found(landes, said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "marchés pour les ESAT",  # not « marchés à l'ESS »
        "emplois",  # two letters away from « réemploi », and another thing
        "objectif 9",
        "<!channel>",
        "*bold*",
        "😀",
        "'; DROP TABLE valeurs; --",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "${jndi:ldap://x}",
        "x" * 10_000,
        "heures " * 2_000,
        "\x00\x1b[31m",
        "rien à voir",
    ],
)
def test_what_is_not_in_the_scheme_is_said_so(landes: Assistant, said: str) -> None:
    assert landes.answer(said).type == "incompris"


def test_a_month_is_answered_by_its_year_and_told(landes: Assistant) -> None:
    answer = landes.answer("heures d'insertion en mars 2025")
    assert answer.type == "indicateur"
    assert answer.annees == (2025,)
    assert "« mars » : les chiffres se suivent par année entière" in answer.avis[0]


def test_the_nearest_names_can_be_asked(landes: Assistant) -> None:
    answer = landes.answer("marchés réservées aux ESAT du coin")
    assert answer.type == "incompris"
    assert len(answer.proches) == 3
    for option in answer.proches:
        assert landes.answer(option.demande).type == "indicateur"


@pytest.mark.parametrize("scheme_id", list(paths()))
def test_every_name_of_every_scheme_finds_what_it_names(scheme_id: str) -> None:
    scheme = shipped(scheme_id)
    index = Index(scheme)
    for indicateur in scheme.indicateurs.values():
        target = ("indicateur", indicateur.id)
        assert index.find(indicateur.id) == [target]
        for name in (indicateur.nom_courant, indicateur.libelle, *indicateur.alias):
            assert target in index.find(name), name
    for place in scheme.walk():
        assert index.find(place.noeud.id) == [("noeud", place.noeud.id)]


INDEX = Index(shipped("ille-et-vilaine"))


@given(st.text(max_size=300))
def test_anything_typed_finds_something_or_something_near(said: str) -> None:
    assert INDEX.find(said) or INDEX.nearest(said)
