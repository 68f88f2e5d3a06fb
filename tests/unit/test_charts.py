"""Charts: figures at their height, words for those who do not see, a font that we carry."""

import struct
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
import resvg_py

from bot.charts.drawing import ZOOM, png, svg
from bot.charts.serie import BOTTOM, HEIGHT, TOP, WIDTH, Graphique, tracer
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
