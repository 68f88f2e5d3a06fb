"""The scheme in a year: what is met, late, to come, without target, without value."""

from decimal import Decimal
from typing import Any

import pytest

from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from workflows.tableau import situer


def indicateur(*cibles: dict[str, Any]) -> Indicateur:
    return Indicateur.model_validate(
        {
            "id": "essai",
            "libelle": "Essai",
            "nature": "part",
            "unite": "%",
            "source": "Essai",
            "cibles": [{"imprime": "x", "source": "Essai", **cible} for cible in cibles],
        }
    )


IN_2024, IN_2026 = {"annee": 2024, "valeur": 30}, {"annee": 2026, "valeur": 50}


@pytest.mark.parametrize(
    ("cibles", "annee", "valeur", "etat"),
    [
        ([IN_2024, IN_2026], 2024, None, "sans_valeur"),
        ([], 2024, 10, "sans_cible"),
        ([IN_2024, IN_2026], 2024, 30, "atteinte"),
        ([IN_2024, IN_2026], 2024, 29, "en_retard"),
        ([IN_2024, IN_2026], 2025, 29, "en_retard"),
        ([IN_2024, IN_2026], 2025, 30, "atteinte"),
        ([IN_2026], 2025, 30, "a_venir"),
        ([IN_2026], 2026, 30, "a_venir"),
        ([{"valeur": 70}], 2024, 30, "a_venir"),
        ([{"valeur": 70, "par_an": True}], 2024, 30, "en_retard"),
        ([{"valeur": 70, "par_an": True}], 2026, 30, "a_venir"),
        ([{"annee": 2024, "valeur": 9, "comparateur": "<"}], 2024, 9, "en_retard"),
        ([{"annee": 2024, "nature": "pas_de_cible"}], 2024, 9, "sans_cible"),
        ([{"annee": 2024, "valeur": 9, "unite": "tonnes"}], 2024, 9, "sans_cible"),
    ],
)
def test_where_a_value_stands_in_november_2026(
    landes_scheme: Scheme, cibles: list[dict[str, Any]], annee: int, valeur: int | None, etat: str
) -> None:
    value = None if valeur is None else Decimal(valeur)
    assert situer(landes_scheme, indicateur(*cibles), annee, value, 2026)[0] == etat
