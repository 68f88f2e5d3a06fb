"""What people type about pilotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.echeances.pilotes_dits import Associer, VoirPilotes, ecrire, lire, rang

BUYING = "Direction de la Commande publique"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pilotes", VoirPilotes(1)),
        ("Les pilotes ?", VoirPilotes(1)),
        ("pilotes 2", VoirPilotes(2)),
        ("pilote", VoirPilotes(1)),
        ("associer", VoirPilotes(1)),
        ("Associer un pilote", VoirPilotes(1)),
        ("associer 3 : @U0CLAIRE1", Associer("associer", "3", ("@U0CLAIRE1",))),
        ("associer 3 Claire Dubois", Associer("associer", "3", ("Claire Dubois",))),
        ("Associer n° 3 : claire", Associer("associer", "n° 3", ("claire",))),
        ("associer 3", Associer("associer", "3", ())),
        ("associer 3 :", Associer("associer", "3", ())),
        (
            f"associer {BUYING} : Claire Dubois, Paul ; Éric et @U0ALICE01 @U0PAUL001",
            Associer(
                "associer",
                BUYING,
                ("Claire Dubois", "Paul", "Éric", "@U0ALICE01", "@U0PAUL001"),
            ),
        ),
        ("associer Pôle : achats : Claire", Associer("associer", "Pôle : achats", ("Claire",))),
        ("associer 3 seulement : claire,", Associer("associer", "3", ("claire",), seules=True)),
        ("associer 3 seulement :", Associer("associer", "3", (), seules=True)),
        ("associer 3 seulement", Associer("associer", "3", (), seules=True)),
        ("associer n° 3 seulement claire", Associer("associer", "n° 3", ("claire",), seules=True)),
        ("associer 3 seulement : personne", Associer("dissocier", "3", ())),
        (
            "associer 3 seulement : @nadia, personne",
            Associer("associer", "3", ("@nadia",), seules=True),
        ),
        ("dissocier 3 : personne", Associer("dissocier", "3", ("personne",))),
        ("dissocier 3 : claire", Associer("dissocier", "3", ("claire",))),
        ("dissocier 3", Associer("dissocier", "3", ())),
        (f"dissocier {BUYING}", Associer("dissocier", BUYING, ())),
    ],
)
def test_heard(text: str, expected: VoirPilotes | Associer) -> None:
    assert lire(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "pilote 3", "pilotes de l'objectif 9", "associer les PME aux marchés", "associés 3 : x"],
)
def test_about_something_else(text: str) -> None:
    assert lire(text) is None


@pytest.mark.parametrize(
    "said",
    [
        Associer("associer", "3", ("claire", "@U0PAUL001")),
        Associer("associer", BUYING, ("claire",), seules=True),
        Associer("associer", "Pôle : achats", (), seules=True),
        Associer("dissocier", "3", ("Claire Dubois",)),
    ],
)
def test_what_is_written_is_heard(said: Associer) -> None:
    assert lire(ecrire(said)) == said


@pytest.mark.parametrize(
    ("pilote", "rank"), [("3", 3), ("n° 12", 12), ("N°7", 7), ("3 marchés", None), ("", None)]
)
def test_a_pilote_is_named_by_its_number(pilote: str, rank: int | None) -> None:
    assert rang(pilote) == rank


@given(st.text(max_size=80))
def test_anything_is_heard_or_not(text: str) -> None:
    for said in (text, f"associer {text}", f"dissocier {text}"):
        assert lire(said) is None or isinstance(lire(said), VoirPilotes | Associer)
