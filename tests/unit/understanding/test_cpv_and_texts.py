"""CPV codes by their form, and free texts."""

import pytest

from tests.unit.understanding.asking import answered, question

CPV = question("cpv")
SHORT, LONG = question("texte"), question("texte-long")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("45233140-2", "45233140-2"),
        ("45233140", "45233140"),
        ("45 23 31 40", "45233140"),
        ("45.23.31.40", "45233140"),
        ("CPV 45233140-2", "45233140-2"),
        ("code CPV : 45233140 - 2", "45233140-2"),
        ("45233140–2", "45233140-2"),
        ("45233140-2 Travaux routiers", "45233140-2"),
        ("452331402", "45233140-2 ?"),
        ("45", "45000000 ?"),
        ("4523", "45230000 ?"),
    ],
)
def test_codes(typed: str, expected: str) -> None:
    assert answered(CPV, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("travaux routiers", "par leur nom"),
        ("45233140 et 45233141", "un seul code"),
        ("45233140-22", "un seul code"),
        ("pas 45233140", "un seul code"),
        ("1", "un seul code"),
    ],
)
def test_codes_refused(typed: str, expected: str) -> None:
    said = answered(CPV, typed)
    assert said.startswith("refus")
    assert expected in said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Nettoyage\x00 des\u202elocaux ", "Nettoyage  des locaux"),
        ("sur\ndeux lignes", "sur deux lignes"),
        ("je ne sais pas", "je ne sais pas"),
        ("Pourquoi ?", "Pourquoi ?"),
    ],
)
def test_short_texts(typed: str, expected: str) -> None:
    assert answered(SHORT, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "rien lu"),
        ("...", "rien lu"),
    ],
)
def test_short_texts_refused(typed: str, expected: str) -> None:
    said = answered(SHORT, typed)
    assert said.startswith("refus")
    assert expected in said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("un\r\ndeux\n\n\n\ntrois", "un\ndeux\n\ntrois"),
    ],
)
def test_long_texts(typed: str, expected: str) -> None:
    assert answered(LONG, typed) == expected


def test_a_text_is_refused_with_its_count_and_the_limit() -> None:
    assert answered(SHORT, "x" * 300) == "x" * 300
    assert "301 caractères, et je peux en garder 300" in answered(SHORT, "x" * 301)
    assert answered(LONG, "x" * 3000) == "x" * 3000
    assert "3 001 caractères, et je peux en garder 3 000" in answered(LONG, "x" * 3001)
