"""Printed dates and the days they cover."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.periodes import RECURRENCES, SANS_DATE, etendue

YEARS = st.integers(1, 9999)
DAYS = st.dates()


@st.composite
def simple_forms(draw: st.DrawFn) -> str:
    year = f"{draw(YEARS):04d}"
    kind = draw(st.sampled_from(("", "-S", "-T", "-", "jour")))
    if kind == "jour":
        return draw(DAYS).isoformat()
    if kind == "-":
        return f"{year}-{draw(st.integers(1, 12)):02d}"
    ranks = {"-S": 2, "-T": 4}
    return f"{year}{kind}{draw(st.integers(1, ranks[kind]))}" if kind else year


@pytest.mark.parametrize(
    ("quand", "debut", "fin", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "annee"),
        ("2024-S1", date(2024, 1, 1), date(2024, 6, 30), "semestre"),
        ("2024-T3", date(2024, 7, 1), date(2024, 9, 30), "trimestre"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "mois"),
        ("2024-04-15", date(2024, 4, 15), date(2024, 4, 15), "jour"),
        ("2024/2026", date(2024, 1, 1), date(2026, 12, 31), "intervalle"),
        ("2024-S2/2025-03", date(2024, 7, 1), date(2025, 3, 31), "intervalle"),
    ],
)
def test_each_form(quand: str, debut: date, fin: date, precision: str) -> None:
    assert etendue(quand) == (debut, fin, precision)


@pytest.mark.parametrize("quand", [*RECURRENCES, SANS_DATE])
def test_what_has_no_day(quand: str) -> None:
    assert etendue(quand)[:2] == (None, None)


@given(simple_forms())
def test_a_period_starts_before_it_ends_in_its_own_year(quand: str) -> None:
    debut, fin, _ = etendue(quand)
    assert debut is not None
    assert fin is not None
    assert debut <= fin
    assert debut.year == fin.year == int(quand[:4])


@given(DAYS)
def test_each_day_is_in_its_month_quarter_half_year_and_year(day: date) -> None:
    year = f"{day.year:04d}"
    forms = (
        f"{year}-{day.month:02d}",
        f"{year}-T{(day.month + 2) // 3}",
        f"{year}-S{(day.month + 5) // 6}",
        year,
    )
    for inner, outer in zip((day.isoformat(), *forms), forms, strict=False):
        inside, around = etendue(inner), etendue(outer)
        assert inside.debut and inside.fin and around.debut and around.fin
        assert around.debut <= inside.debut <= inside.fin <= around.fin


@given(YEARS, st.sampled_from((("S", 2), ("T", 4))))
def test_the_parts_of_a_year_follow_one_another_and_fill_it(
    year: int, kind: tuple[str, int]
) -> None:
    letter, count = kind
    parts = [etendue(f"{year:04d}-{letter}{rank}") for rank in range(1, count + 1)]
    assert parts[0].debut == date(year, 1, 1)
    assert parts[-1].fin == date(year, 12, 31)
    for before, after in pairwise(parts):
        assert before.fin and after.debut == before.fin + timedelta(days=1)


@given(simple_forms(), simple_forms())
def test_an_interval_joins_two_forms_or_is_refused(first: str, last: str) -> None:
    debut, fin = etendue(first).debut, etendue(last).fin
    assert debut and fin
    if debut <= fin:
        assert etendue(f"{first}/{last}") == (debut, fin, "intervalle")
    else:
        with pytest.raises(ValueError, match="finit avant de commencer"):
            etendue(f"{first}/{last}")


@given(st.text() | st.from_regex(r"[0-9STa-z/-]{1,12}", fullmatch=True))
def test_anything_else_is_refused_in_words(quand: str) -> None:
    try:
        result = etendue(quand)
    except ValueError as error:
        assert "«" in str(error) or "n'existe pas" in str(error)
    else:
        assert result.precision
