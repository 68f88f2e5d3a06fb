"""Charts: figures at their height, words for those who do not see, a font that we carry."""

import struct
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
import resvg_py

from bot.charts.drawing import ZOOM, png, svg
from bot.charts.serie import (
    BOTTOM,
    DIGIT_WIDTH,
    HEIGHT,
    LEFT,
    SIZE,
    SMALLEST,
    TOP,
    WIDTH,
    Graphique,
    tracer,
)
from schemes.loader import paths, shipped
from storage import valeurs
from storage.store import Store
from tests.conftest import TODAY
from tests.marches import add_marches
from workflows.assistant import Assistant
from workflows.results import ReponseIndicateur

SVG = "{http://www.w3.org/2000/svg}"


def chart(assistant: Assistant, asked: str) -> Graphique:
    answer = assistant.answer(asked)
    assert isinstance(answer, ReponseIndicateur)
    drawn = tracer(answer)
    assert drawn is not None
    return drawn


def enter(assistant: Assistant, indicateur: str, annee: int, valeur: str) -> None:
    with assistant.store.write() as session:
        valeurs.record(
            session,
            scheme=assistant.scheme.id,
            indicateur=indicateur,
            annee=annee,
            valeur=Decimal(valeur),
            origine="saisi",
            auteur="Claire Martin",
        )


def test_each_figure_stands_at_its_height(landes: Assistant) -> None:
    enter(landes, "heures-insertion", 2023, "10000")
    enter(landes, "heures-insertion", 2025, "25000")
    drawn = chart(landes, "heures-insertion")
    assert [said for _, said in drawn.graduations][-1].replace("\u00a0", " ") == "50 000"
    scale = (BOTTOM - TOP) / 50000
    bars = {c.annee: c.barre[3] / scale for c in drawn.colonnes if c.barre}
    aims = {c.annee: (BOTTOM - c.cible[2]) / scale for c in drawn.colonnes if c.cible}
    assert bars == pytest.approx({2023: 10000, 2025: 25000})
    assert aims == pytest.approx({2023: 15278, 2024: 15278, 2025: 30556, 2026: 49000})
    assert sorted(c.x for c in drawn.colonnes) == [c.x for c in drawn.colonnes]


@pytest.mark.parametrize(
    ("highest", "graduations"),
    [("0.04", 5), ("1.26", 4), ("5", 6), ("51", 4), ("100", 6), ("999999", 6)],
)
def test_the_scale_is_round_and_holds_the_highest_figure(
    landes: Assistant, highest: str, graduations: int
) -> None:
    enter(landes, "beneficiaires-insertion", 2025, highest)
    drawn = chart(landes, "beneficiaires-insertion 2025")
    assert len(drawn.graduations) == graduations
    [column] = drawn.colonnes
    assert column.barre is not None and column.barre[1] >= TOP


def test_years_stand_to_scale(landes: Assistant) -> None:
    for annee in (2010, 2020, 2022):
        enter(landes, "beneficiaires-insertion", annee, "100")
    first, second, third = (c.x for c in chart(landes, "beneficiaires-insertion").colonnes)
    assert second - first == pytest.approx(5 * (third - second))


@pytest.mark.parametrize("figure", ["20", "637962.5", "123456789", "125000000000"])
@pytest.mark.parametrize("years", [1, 12, 32])
def test_words_are_readable_apart_and_whole(landes: Assistant, figure: str, years: int) -> None:
    for annee in range(2027 - years, 2027):
        enter(landes, "beneficiaires-insertion", annee, figure)
    drawn = chart(landes, "beneficiaires-insertion")
    assert SMALLEST <= drawn.taille <= SIZE
    assert [c.annee for c in drawn.colonnes if c.barre] == list(range(2027 - years, 2027))
    said = [c for c in drawn.colonnes if c.x_dit is not None]
    assert said[-1].annee == 2026
    ends = [0.0]
    for column in said:
        half = len(column.valeur_dite) * drawn.taille * DIGIT_WIDTH / 2
        assert column.x_dit is not None and column.x_dit - half >= ends[-1] - 0.01
        ends.append(column.x_dit + half)
    assert ends[-1] <= WIDTH
    assert max(len(said) for _, said in drawn.graduations) * SIZE * DIGIT_WIDTH <= LEFT


@pytest.mark.parametrize(
    ("figure", "value", "unit"),
    [
        ("999999", "999 999", "en personnes"),
        ("1234567", "1,23", "en millions de personnes"),
        ("125000000000", "125", "en milliards de personnes"),
    ],
)
def test_large_figures_are_said_in_millions_or_milliards(
    landes: Assistant, figure: str, value: str, unit: str
) -> None:
    enter(landes, "beneficiaires-insertion", 2024, "3")
    enter(landes, "beneficiaires-insertion", 2025, figure)
    drawn = chart(landes, "beneficiaires-insertion")
    small, large = drawn.colonnes
    assert large.valeur_dite.replace("\u00a0", " ") == value
    assert small.valeur_dite == ("3" if value == "999 999" else "< 0,01")
    assert drawn.sous_titre.endswith(unit)
    assert f"{Decimal(figure):,} personnes".replace(",", " ") in drawn.alternative.replace(
        "\u00a0", " "
    )


def test_the_unit_of_large_figures_is_elided(landes: Assistant) -> None:
    enter(landes, "heures-insertion", 2025, "2000000")
    assert chart(landes, "heures-insertion").sous_titre.endswith("en millions d'heures")


def test_the_words_say_all_that_is_drawn(landes: Assistant) -> None:
    clause = {"montant_centimes": 3_000_000, "clause_sociale": True}
    add_marches(landes.store, landes.scheme, 2024, clause, {**clause, "clause_sociale": False})
    words = chart(landes, "A1").alternative.replace("\u00a0", " ")
    assert "2024 : 50 % (calculée), cible 30 %" in words
    assert "2027 : pas de valeur, cible 65 %" in words
    description = ElementTree.fromstring(svg(chart(landes, "A1"))).find(f"{SVG}desc")  # noqa: S314
    assert description is not None and description.text is not None
    assert description.text.replace("\u00a0", " ") == words


def test_the_image_is_made_with_our_font(landes: Assistant) -> None:
    drawn = chart(landes, "heures-insertion")
    image = png(drawn)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", image[16:24]) == (WIDTH * ZOOM, HEIGHT * ZOOM)
    without = resvg_py.svg_to_bytes(svg_string=svg(drawn), zoom=ZOOM, skip_system_fonts=True)
    assert len(image) > len(without)


def test_what_a_document_prints_is_never_markup(landes: Assistant) -> None:
    drawn = chart(landes, "heures-insertion")
    hostile = Graphique(**{**vars(drawn), "titre": "<script>&", "alternative": "]]></desc>"})
    title = ElementTree.fromstring(svg(hostile)).find(f"{SVG}title")  # noqa: S314
    assert title is not None and title.text == "<script>&"


@pytest.mark.parametrize("scheme_id", sorted(paths()))
def test_every_indicator_with_a_figure_is_drawn(scheme_id: str, tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 's.db'}") as store:
        assistant = Assistant(shipped(scheme_id), store, today=lambda: TODAY)
        for name in assistant.scheme.indicateurs:
            answer = assistant.answer(name)
            assert isinstance(answer, ReponseIndicateur)
            drawn = tracer(answer)
            known = any(p.valeur is not None for p in answer.serie) or any(
                p.cible and p.cible.valeur is not None and p.cible.unite is None
                for p in answer.serie
            )
            assert (drawn is not None) == known
            if drawn:
                ElementTree.fromstring(svg(drawn))  # noqa: S314
