"""The scheme in a year: what is met, late, to come, without target, without value."""

from decimal import Decimal
from typing import Any

import pytest

from bot import text
from bot.readings import read
from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from workflows.assistant import Assistant
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


def said(assistant: Assistant, asked: str) -> str:
    return text.render(read(assistant.answer(asked))).replace("\u00a0", " ")


@pytest.mark.parametrize("annee", [1850, 2022, 2030])
def test_a_year_outside_the_scheme_is_said_so(landes: Assistant, annee: int) -> None:
    outside = f"Hors de la période du schéma : {annee} (le schéma couvre 2023-2029)."
    assert outside in said(landes, f"tableau {annee}")
    assert "Hors de la période" not in said(landes, "tableau 2023")


def test_what_has_no_value_is_named_and_the_rest_counted(landes: Assistant) -> None:
    [line] = [line for line in said(landes, "tableau 2025").splitlines() if "EPCI engagés" in line]
    assert line.startswith("• Sans valeur : Commande publique inclusive sur le territoire ; ")
    assert line.endswith(" ; et 7 autres")
    assert line.count(" ; ") == 5
