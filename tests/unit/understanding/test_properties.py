"""What we print, we understand; what we keep, we find again; nothing typed breaks anything."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.fiche import Question
from schemes.loader import paths, shipped
from tests.unit.understanding.asking import TODAY, question
from workflows.understanding import (
    NotUnderstood,
    Periode,
    Understood,
    Valeur,
    from_json,
    say,
    to_json,
    understand,
)

ALL = [asked for name in paths() for asked in shipped(name).fiche.questions]
CHOICES = [asked for asked in ALL if asked.type == "choix"]
SEVERAL = [asked for asked in ALL if asked.type == "choix-multiple"]
ONE_OF_EACH = list({asked.type: asked for asked in ALL}.values())

TODAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
YEARS = st.integers(2000, 2100).map(str)
PARTS = st.sampled_from(
    ["", "-S1", "-S2", "-T1", "-T2", "-T3", "-T4", *(f"-{m:02}" for m in range(1, 13))]
)
MOMENTS = st.sampled_from([None, "debut", "milieu", "fin"])
PERIODS = st.builds(lambda year, part, m: Periode(year + part, m), YEARS, PARTS, MOMENTS)
WORDS = """
    oui non 1 2 31 2027 02 mars fin T1 an ans mois et à ou + x fois un deux cent mille million
    reconductible 3 € % k HT TTC tout sauf aucune déchets lundi prochain dans avant / - , .
    45233140 demi ferme soit
    """.split()  # noqa: SIM905 -- read as words
TYPED = st.one_of(
    st.text(max_size=60),
    st.text("0123456789 .,-/+%€kMaàetfoisansmoiu'?;", max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
)


def decimals(highest: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, highest, places=places, allow_nan=False, allow_infinity=False)


def holds(asked: Question, value: Valeur, today: date = TODAY) -> None:
    """The value is understood from its printed form, and found again from its kept one."""
    assert understand(asked, say(asked, value), today) == Understood(value)
    kept = to_json(value)
    again = from_json(asked, json.loads(json.dumps(kept)))
    assert (again, type(again), to_json(again)) == (value, type(value), kept)


@given(st.one_of(decimals(10**9, 2), decimals(10**9, 3), st.integers(0, 10**12).map(Decimal)))
def test_amounts(value: Decimal) -> None:
    holds(question("montant"), value)


@given(st.one_of(decimals(100, 0), decimals(100, 1), decimals(100, 3), decimals(100, 4)))
def test_percentages(value: Decimal) -> None:
    holds(question("pourcentage"), value)


@given(st.one_of(decimals(10**9, 0), decimals(10**6, 3), decimals(10**6, 4)))
def test_numbers(value: Decimal) -> None:
    holds(question("nombre"), value)


@given(st.integers(1, 99 * 12).map(Decimal))
def test_durations(value: Decimal) -> None:
    holds(question("duree"), value)


@given(st.one_of(TODAYS, PERIODS), TODAYS)
def test_dates_whatever_the_day(value: date | Periode, today: date) -> None:
    holds(question("date"), value, today)


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no(value: bool) -> None:
    holds(question("oui-non"), value)


@pytest.mark.parametrize("asked", CHOICES, ids=lambda asked: asked.id)
def test_every_option_by_its_name_and_by_its_number(asked: Question) -> None:
    for number, option in enumerate(asked.options, 1):
        holds(asked, option.id)
        assert understand(asked, str(number), TODAY) == Understood(option.id)
        assert understand(asked, option.libelle.upper(), TODAY) == Understood(option.id)


@given(st.sampled_from(SEVERAL), st.data())
def test_several_options(asked: Question, data: st.DataObject) -> None:
    free = [o.id for o in asked.options if not o.id.startswith(("aucun", "sans-objet", "non"))]
    chosen = data.draw(st.sets(st.sampled_from(free), min_size=1))
    holds(asked, tuple(option.id for option in asked.options if option.id in chosen))


@given(st.lists(st.text(min_size=1, max_size=20), min_size=2, max_size=5, unique=True))
def test_options_with_any_label(labels: list[str]) -> None:
    """Whatever a label looks like, a choice is never taken for another one."""
    labels = [label.strip() for label in labels if label.strip()]
    if len(set(labels)) < 2:
        return
    asked = question("choix", "Lequel ?", *dict.fromkeys(labels))
    for option in asked.options:
        holds(asked, option.id)


@given(st.from_regex(r"[0-9]{8}(-[0-9])?", fullmatch=True))
def test_codes(value: str) -> None:
    holds(question("cpv"), value)


@given(st.text(max_size=400), st.sampled_from(["texte", "texte-long"]))
def test_texts(text: str, kind: str) -> None:
    asked = question("texte" if kind == "texte" else "texte-long")
    outcome = understand(asked, text, TODAY)
    if isinstance(outcome, Understood):
        holds(asked, outcome.valeur)


@given(st.sampled_from(ALL), TYPED, TODAYS)
def test_nothing_typed_breaks_anything(asked: Question, text: str, today: date) -> None:
    """And what is understood from anything is understood again once printed."""
    outcome = understand(asked, text, today)
    if isinstance(outcome, Understood):
        assert understand(asked, say(asked, outcome.valeur), today) == outcome
    elif not isinstance(outcome, NotUnderstood):
        assert outcome.readings
        for reading in outcome.readings:
            assert understand(asked, say(asked, reading.valeur), today) == Understood(
                reading.valeur
            )


@pytest.mark.parametrize("asked", ONE_OF_EACH, ids=lambda asked: asked.type)
def test_twenty_thousand_characters_are_refused(asked: Question) -> None:
    outcome = understand(asked, "1 an, " * 3333 + "ou", TODAY)
    assert isinstance(outcome, NotUnderstood)
    assert "20\u00a0000 caractères" in outcome.raison


@pytest.mark.parametrize("asked", ONE_OF_EACH, ids=lambda asked: asked.type)
def test_what_was_not_kept_is_refused(asked: Question) -> None:
    with pytest.raises(ValueError, match="not an answer kept"):
        from_json(asked, None)
    with pytest.raises(TypeError, match="does not answer"):
        say(asked, date(2027, 3, 1) if asked.type != "date" else True)


@pytest.mark.parametrize(
    ("asked", "data"),
    [
        (question("montant"), "NaN"),
        (question("montant"), "beaucoup"),
        (question("date"), "2027-03 bientôt"),
        (question("date"), "2027-03-32"),
        (question("date"), "sans-date"),
    ],
)
def test_a_spoilt_record_is_refused(asked: Question, data: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(asked, data)


@given(PERIODS)
def test_a_period_has_its_days_in_order(value: Periode) -> None:
    whole = Periode(value.quand)
    assert whole.debut <= value.debut <= value.fin <= whole.fin
