"""From yearly counts to figures: shares, sums, cumulated years, and what stays unknown."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from schemes.formules import Formule
from schemes.scheme import Periode
from storage.formules import Compte
from workflows.calcul.chiffres import chiffres

PERIODE = Periode(debut=2023, fin=2026, imprime="2023-2026")
SOCIAL = {"champ": "clause-sociale", "egal": True}
PART = {"calcul": "part", "si": SOCIAL}
NOMBRE = {"calcul": "nombre", "si": SOCIAL}
MONTANT = {"calcul": "somme", "de": "montant", "si": SOCIAL}


def values(
    formule: Mapping[str, object], **comptes: tuple[int, int | None, int, int]
) -> dict[int, object]:
    found = chiffres(
        Formule.model_validate(formule),
        {int(annee[1:]): Compte(*compte) for annee, compte in comptes.items()},
        PERIODE,
    )
    return {annee: chiffre.valeur for annee, chiffre in found.items()}


@pytest.mark.parametrize(
    ("formule", "compte", "valeur"),
    [
        (PART, (12, 48, 3, 60), Decimal(25)),
        (PART, (0, 48, 3, 60), Decimal(0)),
        (PART, (0, 0, 7, 7), None),
        (PART, (0, 0, 0, 9), None),
        (NOMBRE, (12, None, 3, 60), Decimal(12)),
        (NOMBRE, (0, None, 3, 60), Decimal(0)),
        (NOMBRE, (0, None, 7, 7), None),
        (MONTANT, (123456, None, 0, 4), Decimal("1234.56")),
        ({"calcul": "somme", "de": "heures-insertion"}, (150, None, 0, 1), Decimal("1.5")),
    ],
)
def test_a_year(
    formule: Mapping[str, object], compte: tuple[int, int | None, int, int], valeur: Decimal | None
) -> None:
    assert values(formule, y2025=compte) == {2025: valeur}


def test_a_share_is_exact_so_that_a_target_is_not_met_by_rounding() -> None:
    [share] = values(PART, y2025=(49999, 100000, 0, 100000)).values()
    assert share == Decimal("49.999")


def test_a_share_by_amount_says_euros() -> None:
    formule = Formule.model_validate({**PART, "de": "montant"})
    found = chiffres(formule, {2025: Compte(1000, 4000, 1, 9)}, PERIODE)[2025]
    assert [found.valeur, found.numerateur, found.denominateur] == [25, 10, 40]


def test_years_add_up_from_the_scheme_s_first_one() -> None:
    counts: dict[str, tuple[int, int | None, int, int]] = {
        "y2022": (9, None, 0, 9),
        "y2023": (1, None, 0, 2),
        "y2025": (3, None, 1, 5),
    }
    assert values({**NOMBRE, "cumul": True}, **counts) == {2023: 1, 2024: 1, 2025: 4}
    assert values(NOMBRE, **counts) == {2022: 9, 2023: 1, 2025: 3}


def test_cumulated_shares_are_shares_of_all_the_years() -> None:
    found = values({**PART, "cumul": True}, y2023=(1, 2, 0, 2), y2024=(0, 8, 0, 8))
    assert found == {2023: 50, 2024: 10}


def test_nothing_adds_up_outside_the_scheme() -> None:
    assert values({**NOMBRE, "cumul": True}, y2020=(9, None, 0, 9)) == {}
