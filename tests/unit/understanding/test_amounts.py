"""Amounts in euros HT, as buyers type them."""

import pytest

from tests.unit.understanding.asking import answered, question

AMOUNT = question("montant")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("45 000 €", "45 000 € HT"),
        ("45k€ HT", "45 000 € HT"),
        ("45 k€", "45 000 € HT"),
        ("45000", "45 000 € HT"),
        ("45 000", "45 000 € HT"),
        ("45\u202f000\xa0€", "45 000 € HT"),
        ("45 mille", "45 000 € HT"),
        ("quarante-cinq mille", "45 000 € HT"),
        ("quarante cinq mille euros", "45 000 € HT"),
        ("environ 45 000", "45 000 € HT"),
        ("~45k", "45 000 € HT"),
        ("45 000 environ", "45 000 € HT"),
        ("45000 euros HT", "45 000 € HT"),
        ("45 000 € hors taxes", "45 000 € HT"),
        ("45000€HT", "45 000 € HT"),
        ("45 000 € (HT)", "45 000 € HT"),
        ("€45000", "45 000 € HT"),
        ("45'000", "45 000 € HT"),
        ("45 K€ h.t.", "45 000 € HT"),
        ("45 Keur", "45 000 € HT"),
        ("budget de 45 000 euros", "45 000 € HT"),
        ("on estime à 45 000 €", "45 000 € HT"),
        ("45 000,00 €", "45 000 € HT"),
        ("Montant estimé : 45 000 €", "45 000 € HT"),
        ("45 000 € HT au total", "45 000 € HT"),
        ("1,2 M€", "1 200 000 € HT"),
        ("1.2M€", "1 200 000 € HT"),
        ("1,2 million d'euros", "1 200 000 € HT"),
        ("un million deux cent mille", "1 200 000 € HT"),
        ("un million et demi d'euros", "1 500 000 € HT"),
        ("1.234.567,89", "1 234 567,89 € HT"),
        ("12,500.5", "12 500,50 € HT"),
        ("mille euros", "1 000 € HT"),
        ("trois mille cinq cents", "3 500 € HT"),
        ("cent vingt et un mille", "121 000 € HT"),
        ("45", "45 € HT"),
        ("0 €", "0 € HT"),
        ("1,5 milliard", "1 500 000 000 € HT ?"),
        ("45 000 M€", "45 000 000 000 € HT ?"),
        ("1.234", "1 234 € HT | 1,2340 € HT ?"),
        ("1,234 €", "1 234 € HT | 1,2340 € HT ?"),
        ("45.000 €", "45 000 € HT | 45 € HT ?"),
        ("45 000 € ?", "45 000 € HT ?"),
    ],
)
def test_understood_or_asked_back(typed: str, expected: str) -> None:
    assert answered(AMOUNT, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("45 000 TTC", "TTC"),
        ("54 000 € toutes taxes comprises", "TTC"),
        ("45 000 € HT soit 54 000 € TTC", "TTC"),
        ("45 000 € par an", "période"),
        ("45 000 €/an", "période"),
        ("3 000 € mensuels", "période"),
        ("40 à 50 000 €", "que vous retenez"),
        ("entre 40 000 et 50 000", "que vous retenez"),
        ("40-50k", "que vous retenez"),
        ("45k ou 50k", "que vous retenez"),
        ("moins de 90 000", "limite"),
        ("90 k€ max", "limite"),
        ("> 40 000", "limite"),
        ("-5000", "négatif"),
        ("moins 5000 €", "négatif"),
        ("beaucoup", "Je ne lis pas de montant"),
        ("deux trois", "Je ne lis pas de montant"),
        ("un million deux", "Je ne lis pas de montant"),
        ("un million deux cent", "Je ne lis pas de montant"),
        ("trois mille cinq", "Je ne lis pas de montant"),
        ("45 000 dollars", "Je ne lis pas de montant"),
        ("2 x 40 000", "Je ne lis pas de montant"),
        ("1e9", "Je ne lis pas de montant"),
        ("12 34", "un seul nombre"),
        ("20 € par personne", "à l'unité"),
        ("10 000 milliards", "trop grand"),
        ("12,34567", "au centime"),
        ("", "rien lu"),
        ("je ne sais pas", "plus tard"),
        ("à définir", "plus tard"),
        ("?", "plus tard"),
    ],
)
def test_refused_with_the_reason(typed: str, expected: str) -> None:
    said = answered(AMOUNT, typed)
    assert said.startswith("refus")
    assert expected in said
