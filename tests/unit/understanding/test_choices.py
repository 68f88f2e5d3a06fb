"""Choices by number, by name or part of it, several in one sentence."""

import pytest

from tests.unit.understanding.asking import TODAY, answered, question, shipped_question
from workflows.understanding import Ambiguous, Understood, understand

KIND = shipped_question("type-achat")
FORM = shipped_question("forme")
CLAUSES = shipped_question("clause-environnementale")
RESERVED = shipped_question("marche-reserve")
PACKAGING = question("choix", "Quels emballages ?", "Consignés", "Sans objet : pas d'emballage")


def chosen(typed: str) -> str:
    """The ids of the clauses understood, or those of each reading."""
    match understand(CLAUSES, typed, TODAY):
        case Understood(tuple(ids)):
            return " ".join(ids)
        case Ambiguous(readings):
            values = [reading.valeur for reading in readings]
            return " | ".join(" ".join(ids) for ids in values if isinstance(ids, tuple)) + " ?"
    return "refus"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("services", "Services"),
        ("Services", "Services"),
        ("service", "Services"),
        ("2", "Services"),
        ("2.", "Services"),
        ("n° 2", "Services"),
        ("le 2", "Services"),
        ("la deuxième", "Services"),
        ("deux", "Services"),
        ("servcies", "Services"),
        ("ce sera des services", "Services"),
        ("plutôt des services", "Services"),
        ("travaus", "Travaux"),
        ("Travaux !", "Travaux"),
        ("fournitures et services", "Fournitures | Services ?"),
        ("services ?", "Services ?"),
    ],
)
def test_one_choice(typed: str, expected: str) -> None:
    assert answered(KIND, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pas de services", "exceptions"),
        ("fournitures, pas services", "exceptions"),
        ("ni fournitures ni services", "exceptions"),
        ("4", "de 1 à 3"),
        ("0", "de 1 à 3"),
        ("autre", "pas parmi les choix"),
        ("biens", "pas parmi les choix"),
        ("je ne sais pas", "plus tard"),
    ],
)
def test_one_choice_refused(typed: str, expected: str) -> None:
    said = answered(KIND, typed)
    assert said.startswith("refus")
    assert expected in said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bons de commande", "Accord-cadre à bons de commande"),
        ("accord cadre à bon de commande", "Accord-cadre à bons de commande"),
        ("subséquents", "Accord-cadre à marchés subséquents"),
        ("accord-cadre", "Accord-cadre à bons de commande | Accord-cadre à marchés subséquents ?"),
        ("marché", "Marché ordinaire | Accord-cadre à marchés subséquents | Marché à tranches ?"),
    ],
)
def test_by_part_of_a_name(typed: str, expected: str) -> None:
    assert answered(FORM, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("déchets et emballages", "dechets emballages"),
        ("Emballages, déchets", "dechets emballages"),
        ("1, 3 et 5", "dechets reemploi labels"),
        ("1 3 5", "dechets reemploi labels"),
        ("1+2", "dechets emballages"),
        ("un et trois", "dechets reemploi"),
        ("1 à 3", "dechets emballages reemploi"),
        ("- déchets\n- énergie", "dechets energie"),
        ("je choisis les déchets et l'énergie", "dechets energie"),
        ("recyclé ou reconditionné", "reemploi"),
        ("Réemploi, recyclé ou reconditionné", "reemploi"),
        ("réduction des déchets, réemploi", "dechets reemploi"),
        ("déchets, carbonne et labels", "dechets labels carbone"),
        ("2 et 2", "emballages"),
        ("aucune", "aucune"),
        ("rien", "aucune"),
        ("aucune de ces conditions", "aucune"),
        ("déchets ou emballages", "dechets emballages | dechets | emballages ?"),
        ("1-3", "dechets emballages reemploi | dechets reemploi ?"),
        (
            "tout sauf carbone",
            "dechets emballages reemploi reparabilite labels energie"
            " | dechets emballages reemploi reparabilite labels energie autre ?",
        ),
        (
            "toutes",
            "dechets emballages reemploi reparabilite labels carbone energie"
            " | dechets emballages reemploi reparabilite labels carbone energie autre ?",
        ),
    ],
)
def test_several_choices(typed: str, expected: str) -> None:
    assert chosen(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Aucune et énergie", "ne va pas avec un autre choix"),
        ("pas de carbone", "exceptions"),
        ("sans carbone", "exceptions"),
        ("déchets mais pas emballages", "exceptions"),
        ("12", "de 1 à 9"),
        ("le bruit", "pas parmi les choix"),
        ("déchets et bruit", "pas parmi les choix"),
        ("aucune idée", "plus tard"),
        ("on verra", "plus tard"),
    ],
)
def test_several_choices_refused(typed: str, expected: str) -> None:
    said = answered(CLAUSES, typed)
    assert said.startswith("refus")
    assert expected in said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("non", "Non"),
        ("ESAT", "Oui, aux EA et ESAT"),
        ("oui, aux EA et ESAT", "Oui, aux EA et ESAT"),
        ("ess", "Oui, aux entreprises de l'ESS"),
        ("oui", "Oui, aux EA et ESAT | Oui, aux SIAE | Oui, aux entreprises de l'ESS ?"),
    ],
)
def test_a_yes_that_has_several_kinds(typed: str, expected: str) -> None:
    assert answered(RESERVED, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sans objet", "Sans objet : pas d'emballage"),
        ("pas d'emballage", "Sans objet : pas d'emballage"),
        ("consigné", "Consignés"),
    ],
)
def test_names_that_deny(typed: str, expected: str) -> None:
    assert answered(PACKAGING, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("emballage", "pas parmi les choix"),
        ("non consignés", "pas parmi les choix"),
    ],
)
def test_names_that_deny_are_not_read_halfway(typed: str, expected: str) -> None:
    said = answered(PACKAGING, typed)
    assert said.startswith("refus")
    assert expected in said
