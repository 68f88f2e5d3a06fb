"""Target of a year, next target, gap: the pure part of an answer."""

from decimal import Decimal
from typing import Any

import pytest

from schemes.arbre import Noeud
from schemes.mesures import Cible, Indicateur, Reference
from schemes.scheme import Scheme
from storage.valeurs import Valeur
from workflows.indicateurs import repondre


def indicateur(**parts: Any) -> Indicateur:
    plain = {"id": "x", "libelle": "X", "nature": "part", "unite": "%", "source": "page 1"}
    return Indicateur(**(plain | parts))


def cible(**parts: Any) -> Cible:
    return Cible(**({"imprime": "tel quel", "source": "page 1"} | parts))


@pytest.fixture
def scheme(landes_scheme: Scheme) -> Any:
    """Ask about an indicator of ours as if the Landes (2023-2029) had printed it."""

    def ask(measured: Indicateur, *annees: int, **valeurs: str) -> Any:
        first = Noeud(id="axe-1", type="axe", titre="Un", source="page 1", indicateurs=(measured,))
        printed = {name: getattr(landes_scheme, name) for name in Scheme.model_fields}
        whole = Scheme(**{**printed, "noeuds": (first,)})
        known = {int(k[1:]): Valeur(Decimal(v), "saisi") for k, v in valeurs.items()}
        return repondre(whole, measured, annees, known, current_year=2026)

    return ask


def test_the_target_of_the_year(scheme: Any) -> None:
    measured = indicateur(cibles=[cible(annee=2024, valeur=30), cible(annee=2027, valeur=65)])
    answer = scheme(measured, 2024)
    assert (answer.cible.valeur, answer.prochaine_cible.valeur) == (30, 65)


def test_no_target_this_year_but_a_next_one(scheme: Any) -> None:
    measured = indicateur(cibles=[cible(annee=2024, valeur=30), cible(annee=2027, valeur=65)])
    answer = scheme(measured, 2025)
    assert answer.cible is None
    assert answer.prochaine_cible.annee == 2027


def test_a_yearly_target_holds_each_year_of_the_scheme_and_no_other(scheme: Any) -> None:
    measured = indicateur(cibles=[cible(valeur=5, par_an=True)])
    assert scheme(measured, 2025).cible.valeur == 5
    assert scheme(measured, 2031).cible is None


def test_a_target_in_words_gives_no_gap(scheme: Any) -> None:
    measured = indicateur(cibles=[cible(nature="sans_nombre", annee=2025)])
    answer = scheme(measured, 2025, y2025="12")
    assert answer.cible.nature == "sans_nombre"
    assert (answer.ecart, answer.atteinte) == (None, None)


@pytest.mark.parametrize(
    ("comparateur", "valeur", "ecart", "atteinte"),
    [
        (">=", "50", 0, True),
        (">=", "49.9", Decimal("-0.1"), False),
        (">", "50", 0, False),
        ("<", "50", 0, False),
        ("<", "49", -1, True),
        ("<=", "50", 0, True),
    ],
)
def test_gap_and_comparator(
    scheme: Any, comparateur: str, valeur: str, ecart: Decimal, atteinte: bool
) -> None:
    measured = indicateur(cibles=[cible(annee=2025, valeur=50, comparateur=comparateur)])
    answer = scheme(measured, 2025, y2025=valeur)
    assert (answer.ecart, answer.atteinte) == (ecart, atteinte)


@pytest.mark.parametrize(
    ("valeur", "ecart", "atteinte"),
    [("9", -1, False), ("10", 0, True), ("15", 0, True), ("20", 0, True), ("23", 3, False)],
)
def test_between_two_bounds(scheme: Any, valeur: str, ecart: int, atteinte: bool) -> None:
    target = cible(annee=2025, valeur=10, valeur_max=20, comparateur="entre")
    answer = scheme(indicateur(cibles=[target]), 2025, y2025=valeur)
    assert (answer.ecart, answer.atteinte) == (ecart, atteinte)


def test_no_gap_with_a_target_of_another_perimeter(scheme: Any) -> None:
    measured = indicateur(cibles=[cible(annee=2028, valeur=50, perimetre="collèges")])
    answer = scheme(measured, 2028, y2028="40")
    assert answer.cible.valeur == 50
    assert answer.ecart is None


def test_no_gap_with_a_target_in_another_unit(scheme: Any) -> None:
    measured = indicateur(cibles=[cible(annee=2025, valeur=50, unite="marchés")])
    assert scheme(measured, 2025, y2025="40").ecart is None


def test_a_published_figure_is_the_value_until_one_is_entered(scheme: Any) -> None:
    published = Reference(annee=2024, valeur=36, imprime="36%", source="page 2")
    measured = indicateur(references=[published])
    assert (scheme(measured, 2024).valeur, scheme(measured, 2024).origine) == (36, "publie")
    entered = scheme(measured, 2024, y2024="37")
    assert (entered.valeur, entered.origine) == (37, "saisi")


@pytest.mark.parametrize(
    "parts",
    [
        {"annee": None},
        {"comparateur": ">"},
        {"perimetre": "collèges"},
        {"unite": "marchés"},
        {"valeur": None},
    ],
)
def test_a_published_figure_that_is_not_the_years_value_stays_beside(
    scheme: Any, parts: dict[str, Any]
) -> None:
    whole = {"annee": 2024, "valeur": 36, "imprime": "36", "source": "page 2"} | parts
    answer = scheme(indicateur(references=[Reference(**whole)]), 2024)
    assert (answer.valeur, answer.origine) == (None, None)
    assert len(answer.references) == 1


def test_two_figures_printed_for_one_year_are_both_shown(scheme: Any) -> None:
    first = Reference(annee=2024, valeur=36, imprime="36%", source="page 2")
    second = Reference(annee=2024, valeur=37, imprime="37%", source="page 29")
    answer = scheme(indicateur(references=[first, second]), 2024)
    assert answer.valeur == 36
    assert answer.references == (second,)


def test_published_figures_of_other_years_are_shown_beside(scheme: Any) -> None:
    published = Reference(annee=2022, valeur=53, imprime="53%", source="page 2")
    answer = scheme(indicateur(references=[published]), 2024)
    assert (answer.valeur, answer.references) == (None, (published,))


def test_without_a_year_the_newest_value_and_the_whole_series(scheme: Any) -> None:
    measured = indicateur(cibles=[cible(annee=2024, valeur=30), cible(annee=2027, valeur=65)])
    answer = scheme(measured, y2023="20", y2025="31")
    assert (answer.annee, answer.valeur, answer.annee_valeur) == (None, 31, 2025)
    assert [point.annee for point in answer.serie] == [2023, 2024, 2025, 2027]


def test_a_range_gives_each_of_its_years(scheme: Any) -> None:
    answer = scheme(indicateur(), 2023, 2024, 2025, y2024="7")
    assert [(p.annee, p.valeur) for p in answer.serie] == [(2023, None), (2024, 7), (2025, None)]


def test_a_long_range_is_brought_down_to_the_scheme(scheme: Any) -> None:
    answer = scheme(indicateur(), *range(1990, 2101))
    assert [point.annee for point in answer.serie] == list(range(2023, 2030))
    assert "2023-2029" in answer.avis[0]


def test_an_empty_cell_is_not_zero(scheme: Any) -> None:
    measured = indicateur(cibles=[cible(nature="case_vide", imprime="", annee=2025)])
    answer = scheme(measured, 2025, y2025="3")
    assert answer.cible.valeur is None
    assert answer.ecart is None
