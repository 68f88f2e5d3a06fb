"""Values entered by words: who may, what is asked back, what follows. On both databases."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from bot import text
from bot.readings import read
from schemes.scheme import Scheme
from storage import echeances, personnes, valeurs
from storage.store import Store
from tests.storage.echeances.conftest import at
from workflows.assistant import Assistant
from workflows.echeances.echeancier import Echeancier
from workflows.echeances.suivi import follow
from workflows.exports import exporter_valeurs
from workflows.results import ReponseIndicateur
from workflows.saisie_dite import RefusSaisie, ReponseSaisie, ValeurSaisie, entendre, lire

BUYING = "Direction de la Commande publique"
NOW = at("2027-02-01T10:00")
VALUE = "indicateur/heures-insertion/2026"


@pytest.fixture
def assistant(store: Store, landes_scheme: Scheme) -> Assistant:
    """Landes in February 2027: Claire is matched to a pilote, Anne coordinates."""
    with store.write() as session:
        follow(session, landes_scheme, NOW)
        echeances.match(session, "landes", BUYING, ["claire"])
        personnes.register(session, "anne")
        personnes.give(session, "anne", "coordinateur")
    return Assistant(landes_scheme, store, today=lambda: date(2027, 2, 1))


def say(assistant: Assistant, person: str, words: str) -> ReponseSaisie:
    said = lire(words)
    assert said
    with assistant.store.write() as session:
        return entendre(session, assistant, person, said, NOW)


def kept(session: Session) -> list[tuple[int, Decimal]]:
    rows = valeurs.history(session, "landes", "heures-insertion")
    return [(row.annee, row.valeur) for row in rows]


PROOF = "[Relevé.pdf](https://exemple.fr/r/1)"


def test_the_file_that_proves_it_is_kept_with_the_value_and_exported(assistant: Assistant) -> None:
    done = say(assistant, "claire", f"saisir heures-insertion 2026 31 000 : relevé {PROOF}")
    assert isinstance(done, ValeurSaisie)
    assert (done.provenance, done.piece) == ("relevé", PROOF)
    with assistant.store.read() as session:
        table = exporter_valeurs(session, assistant.scheme)
        assert dict(zip(table.entetes, *table.lignes, strict=True))["piece"] == PROOF
    answer = assistant.answer("heures-insertion 2026")
    assert isinstance(answer, ReponseIndicateur)
    assert answer.piece == PROOF


def test_the_figure_asked_back_keeps_its_file(assistant: Assistant) -> None:
    say(assistant, "claire", "saisir heures-insertion 2025 31 000")
    asked = say(assistant, "claire", f"saisir heures-insertion 2026 310 000 : relevé {PROOF}")
    assert isinstance(asked, RefusSaisie)
    [confirm] = asked.options
    done = say(assistant, "claire", confirm.demande)
    assert isinstance(done, ValeurSaisie)
    assert (done.valeur, done.piece) == (Decimal(310000), PROOF)


@pytest.mark.parametrize("person", ["claire", "anne"])
def test_a_pilote_and_a_coordinator_enter_it_and_it_is_waited_for_no_longer(
    assistant: Assistant, person: str
) -> None:
    done = say(assistant, person, "saisir heures insertion 2026 31 000 : relevé")
    assert isinstance(done, ValeurSaisie)
    assert (done.valeur, done.ancienne) == (Decimal(31000), None)
    with assistant.store.read() as session:
        row = echeances.keyed(session, "landes", VALUE)
        assert row
        assert row.etat == "faite"
        [value] = valeurs.history(session, "landes", "heures-insertion")
    assert (value.auteur, value.provenance) == (person, "relevé")


def test_it_is_refused_to_others_and_says_whose_it_is(assistant: Assistant) -> None:
    done = say(assistant, "paul", "saisir heures-insertion 2026 31 000")
    assert isinstance(done, RefusSaisie)
    assert (done.motif, done.personnes) == ("pas_pilote", ("claire",))
    with assistant.store.read() as session:
        assert kept(session) == []


def test_who_it_was_passed_on_to_may_enter_it_and_who_passed_it_no_longer(
    assistant: Assistant,
) -> None:
    with assistant.store.write() as session:
        row = echeances.keyed(session, "landes", VALUE)
        assert row
        Echeancier(session, assistant.scheme, "claire", NOW).pass_on(row.numero, a_qui="paul")
    refused = say(assistant, "claire", "saisir heures-insertion 2026 31 000")
    assert isinstance(refused, RefusSaisie)
    assert (refused.personnes, refused.refusee_par) == (("paul",), ())
    assert not say(assistant, "paul", "saisir heures-insertion 2026 31 000").refuse


def test_who_said_that_it_is_not_theirs_is_told_so_when_it_is_nobodys(assistant: Assistant) -> None:
    with assistant.store.write() as session:
        row = echeances.keyed(session, "landes", VALUE)
        assert row
        Echeancier(session, assistant.scheme, "claire", NOW).pass_on(row.numero)
    refused = say(assistant, "claire", "saisir heures-insertion 2026 31 000")
    assert isinstance(refused, RefusSaisie)
    assert (refused.personnes, refused.refusee_par) == ((), ("claire",))
    words = text.render(read(refused))
    assert "@claire a répondu « Ce n'est pas moi »" in words
    assert "sans personne associée" not in words


def test_a_figure_out_of_proportion_is_asked_back_then_taken(assistant: Assistant) -> None:
    say(assistant, "claire", "saisir heures-insertion 2025 30 000")
    asked = say(assistant, "claire", "saisir heures-insertion 2026 310 000 : relevé")
    assert isinstance(asked, RefusSaisie)
    assert (asked.motif, asked.precedente and asked.precedente.annee) == ("a_confirmer", 2025)
    [again] = asked.options
    assert again.demande == "saisir heures-insertion 2026 310 000 confirmer : relevé"
    done = say(assistant, "claire", again.demande)
    assert isinstance(done, ValeurSaisie)
    corrected = say(assistant, "claire", "saisir heures-insertion 2026 31 000")
    assert isinstance(corrected, ValeurSaisie)
    assert corrected.ancienne == 310000
    assert corrected.precedente
    assert corrected.precedente.valeur == 30000
    with assistant.store.read() as session:
        assert kept(session) == [
            (2025, Decimal(30000)),
            (2026, Decimal(310000)),
            (2026, Decimal(31000)),
        ]


def test_without_its_year_nothing_is_entered_and_the_words_with_it_are_offered(
    assistant: Assistant,
) -> None:
    asked = say(assistant, "claire", f"saisir heures insertion 31 000 : relevé {PROOF}")
    assert isinstance(asked, RefusSaisie)
    assert asked.motif == "sans_annee"
    assert [option.demande for option in asked.options] == [
        f"saisir heures-insertion {year} 31 000 : relevé {PROOF}" for year in (2026, 2027)
    ]
    with assistant.store.read() as session:
        assert kept(session) == []
    assert isinstance(say(assistant, "claire", asked.options[0].demande), ValeurSaisie)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("saisir heures-insertion 2026 trente", "n'est pas un nombre"),
        ("saisir heures-insertion 2030 31 000", "l'année va de"),
        ("saisir zzzz 2026 31 000", "Pas d'indicateur"),
        ("saisir clause-sociale 2026 145 %", "ne dépasse pas 100 %"),
        ("saisir achats-occasion 2026 1 012,5", "des achats : écrivez un nombre entier, 1 012 ou"),
    ],
)
def test_what_is_not_understood_is_explained(assistant: Assistant, words: str, said: str) -> None:
    done = say(assistant, "claire", words)
    assert isinstance(done, RefusSaisie)
    assert said in (done.detail or "").replace("\u00a0", " ")


@pytest.mark.parametrize(
    "words", ["saisir achats-occasion 2026 12,0", "saisir duree-vie-informatique 2026 8,5"]
)
def test_only_what_is_counted_is_whole(assistant: Assistant, words: str) -> None:
    assert not say(assistant, "anne", words).refuse
