"""Which question comes next, what is set aside, which rules are met."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schemes.fiche import Condition, Fiche, Question, Regle, Volet
from schemes.loader import shipped
from tests.conftest import TODAY
from workflows.fiche.conditions import Answers, holds
from workflows.fiche.parcours import Parcours
from workflows.understanding import Periode, Valeur


def question(name: str, **parts: Any) -> Question:
    return Question(**({"id": name, "volet": "v", "libelle": f"{name} ?", "type": "texte"} | parts))


FICHE = Fiche(
    nom="Fiche",
    source="page 1",
    volets=(Volet(id="v", titre="Volet"),),
    questions=(
        question("montant", type="montant"),
        question("strategie", si={"question": "montant", "superieur_a": 40000}),
        question("clause", type="oui-non"),
        question("heures", type="nombre", si={"question": "clause", "egal": True}),
        question("motif", si={"question": "clause", "egal": False}),
        question("detail", si={"question": "motif", "renseignee": True}, obligatoire=False),
    ),
    regles=(
        Regle(
            id="strategie",
            si=Condition.model_validate({"question": "montant", "superieur_a": 40000}),
            niveau="alerte",
            message="Une stratégie est demandée.",
            source="page 1",
        ),
    ),
)


def parcours_of(answers: Answers) -> Parcours:
    return Parcours(FICHE, answers, TODAY)


def names(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]


@pytest.mark.parametrize(
    ("montant", "needed"),
    [("39999.99", False), ("40000", False), ("40000.01", True), ("1000000", True)],
)
def test_thresholds_compare_exactly(montant: str, needed: bool) -> None:
    parcours = parcours_of({"montant": Decimal(montant)})
    assert ("strategie" in names(parcours.needed)) == needed
    assert bool(parcours.rules_met()) == needed


def test_the_first_needed_question_without_an_answer_comes_next() -> None:
    assert parcours_of({}).next == FICHE.questions[0]
    answers: Answers = {"montant": Decimal(50000), "clause": True}
    assert (following := parcours_of(answers).next) and following.id == "strategie"


def test_a_correction_asks_what_has_become_needed_and_sets_aside_the_rest() -> None:
    answers: Answers = {"montant": Decimal(1), "clause": True, "heures": Decimal(100)}
    assert parcours_of(answers).next is None
    corrected = parcours_of({**answers, "clause": False})
    assert (following := corrected.next) and following.id == "motif"
    assert names(corrected.aside) == ["heures"]
    assert "heures" not in corrected.counted
    back = parcours_of({**answers, "clause": True, "motif": "aucune offre"})
    assert back.counted["heures"] == 100
    assert names(back.aside) == ["motif"]


def test_an_answer_set_aside_opens_no_other_question() -> None:
    answers: Answers = {
        "montant": Decimal(1),
        "clause": True,
        "heures": Decimal(1),
        "motif": "ancien",
    }
    assert "detail" not in names(parcours_of(answers).needed)


def test_a_passed_question_is_done_and_counts_as_unanswered() -> None:
    answers: Answers = {"montant": Decimal(1), "clause": False, "motif": "non", "detail": None}
    parcours = parcours_of(answers)
    assert parcours.next is None
    assert not holds(Condition(question="detail", renseignee=True), parcours.counted)


def test_going_back() -> None:
    parcours = parcours_of({"montant": Decimal(1)})
    following = parcours.next
    assert following
    assert parcours.before(following) == FICHE.questions[0]
    assert parcours.before(FICHE.questions[0]) is None


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"question": "a", "egal": True}, True),
        ({"question": "a", "egal": False}, False),
        ({"question": "absent", "egal": False}, False),
        ({"sauf": {"question": "absent", "renseignee": True}}, True),
        ({"question": "b", "parmi": ["x", "y"]}, True),
        ({"question": "b", "egal": "z"}, False),
        ({"question": "c", "contient": "x"}, True),
        ({"question": "c", "contient": "z"}, False),
        ({"question": "d", "au_moins": 10}, True),
        ({"question": "d", "superieur_a": 10}, False),
        ({"question": "d", "au_plus": 10}, True),
        ({"question": "d", "inferieur_a": 10}, False),
        ({"question": "a", "superieur_a": 0}, False),
        ({"tous": [{"question": "a", "egal": True}, {"question": "b", "egal": "x"}]}, True),
        ({"tous": [{"question": "a", "egal": True}, {"question": "b", "egal": "y"}]}, False),
        ({"un_de": [{"question": "a", "egal": False}, {"question": "b", "egal": "x"}]}, True),
    ],
)
def test_conditions(condition: dict[str, Any], expected: bool) -> None:
    answers: Answers = {"a": True, "b": "x", "c": ("x", "y"), "d": Decimal(10)}
    assert holds(Condition.model_validate(condition), answers) == expected


NATIONAL = shipped("drome").fiche


@pytest.mark.parametrize(
    ("launch", "applies"),
    [
        (date(2026, 8, 20), False),
        (date(2026, 8, 21), True),
        (Periode("2026-07"), False),
        (Periode("2026-08"), True),
        (date(2030, 1, 1), True),
    ],
)
def test_a_national_rule_applies_by_the_date_of_launch(launch: Valeur, applies: bool) -> None:
    answers: Answers = {"critere-environnemental": False, "date-lancement": launch}
    met = Parcours(NATIONAL, answers, TODAY).rules_met()
    assert ("critere-environnemental-obligatoire" in [regle.id for regle in met]) == applies


@pytest.mark.parametrize(
    ("achat", "montant", "formal"),
    [
        ("services", "215999.99", False),
        ("services", "216000", True),
        ("travaux", "216000", False),
        ("travaux", "5403999.99", False),
        ("travaux", "5404000", True),
    ],
)
def test_european_thresholds(achat: str, montant: str, formal: bool) -> None:
    answers: Answers = {"type-achat": achat, "montant-estime": Decimal(montant)}
    met = [regle.id for regle in Parcours(NATIONAL, answers, TODAY).rules_met()]
    assert any(name.startswith("procedure-formalisee") for name in met) == formal
    later = {**answers, "date-lancement": date(2028, 1, 1)}
    met = [regle.id for regle in Parcours(NATIONAL, later, TODAY).rules_met()]
    assert not any(name.startswith("procedure-formalisee") for name in met)
