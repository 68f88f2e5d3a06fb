"""Requests about dossiers as people write them."""

import pytest

from workflows.revue.paroles import Demande, lire


@pytest.mark.parametrize(
    ("said", "verbe", "numero", "reste"),
    [
        ("dossiers", "dossiers", 0, ""),
        ("Mes dossiers", "dossiers", 0, ""),
        ("dossiers validés", "dossiers", 0, "validés"),
        ("dossiers à compléter", "dossiers", 0, "à compléter"),
        ("dossiers en visa ?", "dossiers", 0, "en visa"),
        ("dossier 12", "dossier", 12, ""),
        ("Dossier n° 12", "dossier", 12, ""),
        ("journal du dossier 12", "journal", 12, ""),
        ("visa 12 favorable", "visa", 12, "favorable"),
        ("Visa du dossier n°12 : défavorable, trop cher", "visa", 12, "défavorable, trop cher"),
        ("avis 3 réserve À revoir", "avis", 3, "réserve À revoir"),
        ("décider 12 validé Parce que.", "decider", 12, "validé Parce que."),
        ("complément 12 Et l'eau ?", "complement", 12, "Et l'eau ?"),
        ("réinscrire 4", "reinscrire", 4, ""),
        ("reprendre le dossier 4", "reprendre", 4, ""),
        ("séances", "seances", 0, ""),
        ("séance 18/03/2027", "seance", 0, "18/03/2027"),
        ("Ordre du jour : 18 mars 2027", "ordre du jour", 0, "18 mars 2027"),
        ("compte-rendu 18/03/2027", "compte-rendu", 0, "18/03/2027"),
    ],
)
def test_what_is_asked(said: str, verbe: str, numero: int, reste: str) -> None:
    assert lire(said) == Demande(verbe, numero, reste)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "dossiers 2025",
        "dossiers ciblés par an",
        "dossier",
        "dossier des marchés 12",
        "visa",
        "visa 12x",
        "12 visa",
        "avis favorable",
        "un visa 12",
        "reprendre la fiche 12",
        "séances du comité",
        "heures-insertion 2025",
        "dossier 1234567890",
    ],
)
def test_what_asks_nothing_about_a_dossier(said: str) -> None:
    assert lire(said) is None


def test_words_keep_their_accents_and_their_place() -> None:
    """Lowering may lengthen a text (« ß »): what follows is cut where it was written."""
    assert lire("visa 12 réserve Œuvre ßtraße, ŒUVRE") == Demande(
        "visa", 12, "réserve Œuvre ßtraße, ŒUVRE"
    )
