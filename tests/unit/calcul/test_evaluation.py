"""What a formula says of one marché: true, false, unknown."""

from decimal import Decimal
from typing import Any

import pytest

from schemes.formules import ConditionMarche, Formule
from workflows.calcul.evaluation import inconnues, tient, verdict

SOCIAL = {"champ": "clause-sociale", "egal": True}
RESERVED = {"champ": "marche-reserve", "egal": True}
BIG = {"champ": "montant", "superieur_a": 25000}


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (SOCIAL, {"clause-sociale": True}, True),
        (SOCIAL, {"clause-sociale": False}, False),
        (SOCIAL, {"clause-sociale": None}, None),
        (SOCIAL, {}, None),
        ({"sauf": SOCIAL}, {"clause-sociale": True}, False),
        ({"sauf": SOCIAL}, {}, None),
        ({"un_de": [SOCIAL, RESERVED]}, {"marche-reserve": True}, True),
        ({"un_de": [SOCIAL, RESERVED]}, {"marche-reserve": False}, None),
        ({"tous": [SOCIAL, RESERVED]}, {"marche-reserve": False}, False),
        ({"tous": [SOCIAL, RESERVED]}, {"marche-reserve": True}, None),
        (BIG, {"montant": Decimal(25000)}, False),
        (BIG, {"montant": Decimal("25000.01")}, True),
        ({"champ": "montant", "au_plus": 1}, {"montant": Decimal(1)}, True),
        ({"champ": "procedure", "parmi": ["dialogue-competitif"]}, {"procedure": "autre"}, False),
        ({"champ": "type-achat", "egal": "travaux"}, {"type-achat": "travaux"}, True),
    ],
)
def test_a_condition(
    condition: dict[str, Any], facts: dict[str, Any], expected: bool | None
) -> None:
    assert tient(ConditionMarche.model_validate(condition), facts) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"montant": Decimal(30000), "clause-sociale": True}, "compte"),
        ({"montant": Decimal(30000), "clause-sociale": False}, "ne_compte_pas"),
        ({"montant": Decimal(30000)}, "inconnu"),
        ({"clause-sociale": True}, "inconnu"),
        ({"clause-sociale": False}, "inconnu"),
        ({"montant": Decimal(20000)}, "hors_perimetre"),
    ],
)
def test_a_share_leaves_out_what_it_does_not_know(facts: dict[str, Any], expected: str) -> None:
    formule = Formule.model_validate({"calcul": "part", "si": SOCIAL, "perimetre": BIG})
    assert verdict(formule, facts) == expected


def test_an_amount_that_is_not_known_is_not_zero() -> None:
    formule = Formule.model_validate({"calcul": "somme", "de": "montant", "si": SOCIAL})
    assert verdict(formule, {"clause-sociale": True}, mesuree=False) == "inconnu"
    assert verdict(formule, {"clause-sociale": False}, mesuree=False) == "hors_perimetre"


def test_what_is_missing_is_named() -> None:
    formule = Formule.model_validate({"calcul": "part", "si": SOCIAL, "perimetre": BIG})
    assert inconnues(formule, {"clause-sociale": False}) == ("montant",)
