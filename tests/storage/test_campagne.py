"""The campaign of a year: what is asked, of whom, in which order. On both databases."""

from datetime import date
from decimal import Decimal

import pytest

from schemes.scheme import Scheme
from storage import echeances, personnes, valeurs
from storage.store import Store
from tests.storage.echeances.conftest import at
from workflows.assistant import Assistant
from workflows.bureau import Bureau, lire
from workflows.campagne.results import Campagne, SuiviCampagne
from workflows.echeances.occurrences import value_key
from workflows.echeances.suivi import follow
from workflows.results import Resultat
from workflows.saisie_dite import RefusSaisie, ValeurSaisie

NOW = at("2027-02-01T10:00")
SUPPLIES, EQUALITY = "Pôle Moyens généraux", "Référent égalité femmes-hommes"
THEIRS = (
    "achats-occasion",
    "duree-vie-informatique",
    "duree-vie-mobilier",
    "vehicules-faible-emission",
)
"""What supplies answer for in a year, in the order of the échéances."""


@pytest.fixture
def assistant(store: Store, landes_scheme: Scheme) -> Assistant:
    """Landes in February 2027: Paul answers for supplies, Nadia for equality; Anne coordinates."""
    with store.write() as session:
        follow(session, landes_scheme, at("2026-01-05T10:00"))
        echeances.match(session, "landes", SUPPLIES, ["paul"])
        echeances.match(session, "landes", EQUALITY, ["nadia"])
        personnes.register(session, "anne")
        personnes.give(session, "anne", "coordinateur")
    return Assistant(landes_scheme, store, today=lambda: date(2027, 2, 1))


def say(assistant: Assistant, words: str, person: str = "paul") -> Resultat:
    parole = lire(words)
    assert parole
    with assistant.store.write() as session:
        return Bureau(assistant, session, person, "terminal:1", lambda: NOW).faire(parole)


def asked(found: Resultat) -> tuple[str | None, int]:
    """The indicator that a campaign asks for, and how many remain."""
    suite = found.suite if isinstance(found, ValeurSaisie) else found
    assert isinstance(suite, Campagne)
    return suite.demandee.indicateur if suite.demandee else None, len(suite.restent)


def test_values_are_asked_one_after_the_other_then_told(assistant: Assistant) -> None:
    assert asked(say(assistant, "valeurs à saisir 2026")) == (THEIRS[0], 4)
    for rank, name in enumerate(THEIRS[:3], start=1):
        done = say(assistant, f"saisir {name} 2026 {rank}0 : inventaire")
        assert asked(done) == (THEIRS[rank], 4 - rank)
    last = say(assistant, f"saisir {THEIRS[3]} 2026 40")
    assert asked(last) == (None, 0)
    assert isinstance(last, ValeurSaisie)
    assert last.suite
    assert [line.valeur for line in last.suite.saisies] == [10, 20, 30, 40]


def test_it_is_asked_beside_the_last_value_and_the_target(assistant: Assistant) -> None:
    with assistant.store.write() as session:
        echeances.match(session, "landes", "directions opérationnelles", ["paul"])
    say(assistant, "saisir marches-reserves 2024 28 : relevé des marchés", "anne")
    found = say(assistant, "passer duree-vie-mobilier 2025")
    assert isinstance(found, Campagne)
    assert found.demandee
    assert found.demandee.indicateur == "marches-reserves"
    known, cible = found.demandee.precedente, found.demandee.cible
    assert known
    assert (known.annee, known.valeur, known.provenance) == (
        2024,
        Decimal(28),
        "relevé des marchés",
    )
    assert cible
    assert cible.valeur == 50


def test_what_is_passed_is_asked_again_the_next_time(assistant: Assistant) -> None:
    assert asked(say(assistant, "passer achats-occasion 2026")) == (THEIRS[1], 4)
    assert asked(say(assistant, "saisir duree-vie-informatique 2026 passer")) == (THEIRS[2], 4)
    assert asked(say(assistant, "saisir duree-vie-mobilier 2026 8")) == (THEIRS[3], 3)
    assert asked(say(assistant, "saisir vehicules-faible-emission 2026 4")) == (None, 2)
    assert asked(say(assistant, "arrêter la campagne 2026")) == (None, 2)
    assert asked(say(assistant, "valeurs à saisir 2026")) == (THEIRS[0], 2)


def test_the_oldest_year_that_waits_comes_first_and_the_end_names_the_others(
    assistant: Assistant,
) -> None:
    found = say(assistant, "valeurs à saisir")
    assert isinstance(found, Campagne)
    assert (found.annee, found.autres) == (2025, (2026,))
    for name in THEIRS:
        found = say(assistant, f"saisir {name} 2025 9")
    assert isinstance(found, ValeurSaisie)
    assert found.suite
    assert (found.suite.restent, found.suite.autres) == ((), (2026,))
    again = say(assistant, "campagne")
    assert isinstance(again, Campagne)
    assert again.annee == 2026


def test_a_correction_leads_nowhere_else(assistant: Assistant) -> None:
    say(assistant, "saisir achats-occasion 2026 12")
    corrected = say(assistant, "saisir achats-occasion 2026 14")
    assert isinstance(corrected, ValeurSaisie)
    assert (corrected.ancienne, corrected.suite) == (Decimal(12), None)


def test_what_is_passed_on_is_asked_of_the_other(assistant: Assistant) -> None:
    with assistant.store.read() as session:
        row = echeances.keyed(session, "landes", value_key("achats-occasion", 2026))
        assert row
    say(assistant, f"pas moi {row.numero} : nadia")
    assert asked(say(assistant, "valeurs à saisir 2026")) == (THEIRS[1], 3)
    assert asked(say(assistant, "valeurs à saisir 2026", "nadia"))[1] == 2


def test_who_coordinates_sees_who_has_not_entered_yet(assistant: Assistant) -> None:
    for name in THEIRS[:3]:
        say(assistant, f"saisir {name} 2026 9")
    found = say(assistant, "campagne 2026", "anne")
    assert isinstance(found, SuiviCampagne)
    assert (found.saisies, found.total) == (3, 25)
    missing = [len(part.manquent) for part in found.parts]
    assert missing == sorted(missing, reverse=True)
    assert sum(missing) == 22
    [paul] = [part for part in found.parts if part.personnes == ("paul",)]
    assert ([line.indicateur for line in paul.manquent], paul.total) == ([THEIRS[3]], 4)
    [nobody] = [part for part in found.parts if not (part.personnes or part.pilotes)]
    assert [line.indicateur for line in nobody.manquent] == ["commande-publique-inclusive"]


def test_who_coordinates_is_asked_for_what_is_nobodys(assistant: Assistant) -> None:
    assert asked(say(assistant, "valeurs à saisir 2026", "anne"))[1] == 20


def test_who_coordinates_and_has_nothing_to_enter_sees_how_far_it_is(
    assistant: Assistant,
) -> None:
    with assistant.store.write() as session:
        rows = echeances.followed(session, "landes")
        nobodys = [row.numero for row in rows if row.nature == "valeur" and not row.pilotes]
        for pilote in {name for row in rows for name in row.pilotes}:
            echeances.match(session, "landes", pilote, ["paul"])
    for numero in nobodys:
        say(assistant, f"pas moi {numero} : paul", "anne")
    assert isinstance(say(assistant, "valeurs à saisir 2026", "anne"), SuiviCampagne)


def test_others_are_told_whom_to_ask(assistant: Assistant) -> None:
    for words in ("campagne 2026", "valeurs à saisir 2026", "passer achats-occasion 2026"):
        refused = say(assistant, words, "yann")
        assert isinstance(refused, RefusSaisie)
        assert (refused.motif, refused.personnes) == ("rien_a_saisir", ("anne",))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("campagne 2030", "de 2023 à 2027"),
        ("valeurs à saisir 1999", "de 2023 à 2027"),
        ("passer zozo 2026", "« zozo »"),
    ],
)
def test_what_cannot_be_is_explained(assistant: Assistant, words: str, said: str) -> None:
    refused = say(assistant, words)
    assert isinstance(refused, RefusSaisie)
    assert said in (refused.detail or "")


def test_a_value_taken_back_is_asked_for_again(assistant: Assistant) -> None:
    say(assistant, "saisir achats-occasion 2026 12")
    with assistant.store.write() as session:
        [row] = valeurs.history(session, "landes", "achats-occasion")
        session.delete(row)
    assert asked(say(assistant, "valeurs à saisir 2026")) == (THEIRS[0], 4)
