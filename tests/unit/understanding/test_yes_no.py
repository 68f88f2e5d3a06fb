"""Yes and no, as people say them."""

import pytest

from tests.unit.understanding.asking import answered, question

YES_OR_NO = question("oui-non")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("oui", "Oui"),
        ("Oui !", "Oui"),
        ("OUI", "Oui"),
        ("ouais", "Oui"),
        ("o", "Oui"),
        ("O", "Oui"),
        ("y", "Oui"),
        ("yes", "Oui"),
        ("ok", "Oui"),
        ("d'accord", "Oui"),
        ("tout à fait", "Oui"),
        ("bien sûr", "Oui"),
        ("Bien sûr !", "Oui"),
        ("absolument", "Oui"),
        ("oui oui", "Oui"),
        ("oui svp", "Oui"),
        ("👍", "Oui"),
        (":+1:", "Oui"),
        ("oui, avec trois lots", "Oui"),
        ("oui car c'est utile", "Oui"),
        ("exactement", "Oui"),
        ("oui tout à fait", "Oui"),
        ("ben oui", "Oui"),
        ("euh non", "Non"),
        ("non pas du tout", "Non"),
        ("toujours pas", "Non"),
        ("non", "Non"),
        ("Non.", "Non"),
        ("NON", "Non"),
        ("nan", "Non"),
        ("n", "Non"),
        ("no", "Non"),
        ("pas du tout", "Non"),
        ("pas encore", "Non"),
        ("non merci", "Non"),
        ("non, pas encore", "Non"),
        ("👎", "Non"),
        ("bien sûr que non", "Non"),
        ("non, le marché est unique", "Non"),
        ("jamais", "Non"),
        ("plutôt oui", "Oui ?"),
        ("je pense que oui", "Oui ?"),
        ("oui ?", "Oui ?"),
        ("oui, a priori", "Oui ?"),
        ("a priori non", "Non ?"),
        ("probablement non", "Non ?"),
    ],
)
def test_understood_or_asked_back(typed: str, expected: str) -> None:
    assert answered(YES_OR_NO, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("c'est en cours", "ni oui ni non"),
        ("oui pas du tout", "ni oui ni non"),
        ("oui et non", "ni oui ni non"),
        ("ni oui ni non", "ni oui ni non"),
        ("peut-être", "ni oui ni non"),
        ("oui mais non", "ni oui ni non"),
        ("oui, mais pas tout", "ni oui ni non"),
        ("oui, sauf le lot 2", "ni oui ni non"),
        ("pas oui", "ni oui ni non"),
        ("pas sûr", "ni oui ni non"),
        ("1", "ni oui ni non"),
        ("0", "ni oui ni non"),
        ("pourquoi ?", "ni oui ni non"),
        ("c'est prévu", "ni oui ni non"),
        ("oui, à confirmer", "ni oui ni non"),
        ("non mais oui", "ni oui ni non"),
        ("je ne sais pas", "plus tard"),
        ("Aucune idée", "plus tard"),
        ("", "rien lu"),
    ],
)
def test_refused_with_the_reason(typed: str, expected: str) -> None:
    said = answered(YES_OR_NO, typed)
    assert said.startswith("refus")
    assert expected in said
