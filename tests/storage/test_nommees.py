"""Who words name, on both databases."""

import pytest
from sqlmodel import Session

from storage import echeances, personnes
from storage.store import Store
from workflows.personnes import choisir, nommees, proches

BUYING = "Direction de la Commande publique"


@pytest.fixture
def known(store: Store) -> Store:
    """Two who have the same name, one who has another, two matched to a pilote."""
    with store.write() as session:
        personnes.register(session, "U0MARTIN1", nom="Claire Martin", direction="Achats")
        personnes.register(session, "U0MARTIN2", nom="Claire Martin")
        personnes.register(session, "helene", nom="Hélène Œuvrard")
        echeances.match(session, "landes", BUYING, ["helene", "paul"])
    return store


def ids(session: Session, words: str) -> list[str]:
    return [one.id for one in nommees(session, "landes", words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("@U0NEWONE1", ["U0NEWONE1"]),
        ("@UNEWONEXX", ["UNEWONEXX"]),
        ("U0NEWONE1", []),
        ("U0MARTIN1", ["U0MARTIN1"]),
        ("helene oeuvrard", ["helene"]),
        ("  @Hélène  ŒUVRARD. ", ["helene"]),
        ("HELENE", ["helene"]),
        ("paul", ["paul"]),
        ("Claire Martin", ["U0MARTIN1", "U0MARTIN2"]),
        ("u0martin2", ["U0MARTIN2"]),
        ("Claire Martin (achats)", ["U0MARTIN1"]),
        ("claire martin (U0MARTIN2)", ["U0MARTIN2"]),
        ("direction de la commande publique", ["helene", "paul"]),
        ("Claire", []),
        ("Zoé", []),
        ("", []),
        ("@", []),
    ],
)
def test_words_name(known: Store, words: str, expected: list[str]) -> None:
    with known.read() as session:
        assert ids(session, words) == expected


def test_only_the_scheme_at_hand_has_pilotes(known: Store) -> None:
    with known.read() as session:
        assert nommees(session, "drome", BUYING) == ()


def test_a_part_of_a_name_only_suggests(known: Store) -> None:
    with known.read() as session:
        near = proches(session, "Claire")
        assert [one.id for one in near] == ["U0MARTIN1", "U0MARTIN2"]
        assert proches(session, "Zoé") == proches(session, "") == ()
        options = choisir(session, near, lambda one: f"associer 3 : {one}")
    assert [(one.libelle, one.demande) for one in options] == [
        ("Claire Martin (Achats)", "associer 3 : @U0MARTIN1"),
        ("Claire Martin (U0MARTIN2)", "associer 3 : @U0MARTIN2"),
    ]
