"""Printed pilotes matched to people by a CSV file."""

from datetime import UTC, datetime

import pytest

from schemes.scheme import Scheme
from storage import journal, personnes
from storage.store import Store
from workflows.echeances.pilotes import NotTakenError, import_csv, pilotes

NOW = datetime(2027, 1, 4, tzinfo=UTC)
BUYING = "Direction de la Commande publique"
EQUALITY = "Référent égalité femmes-hommes"


@pytest.fixture(autouse=True)
def people(sqlite_store: Store) -> None:
    """Those whom the files name; two have the same name."""
    with sqlite_store.write() as session:
        for person in ("claire", "paul", "nadia"):
            personnes.register(session, person)
        personnes.register(session, "helene", nom="Hélène Œuvrard")
        for person in ("U0MARTIN1", "U0MARTIN2"):
            personnes.register(session, person, nom="Claire Martin")


def take(store: Store, scheme: Scheme, text: str) -> dict[str, tuple[str, ...]]:
    with store.write() as session:
        return {
            p.nom: p.personnes
            for p in import_csv(session, scheme, text, par="x", now=NOW)
            if p.personnes
        }


@pytest.mark.parametrize(
    "text",
    [
        f"pilote;personne\n{BUYING};claire\n{BUYING};paul\n",
        f"\ufeffpilote;personne\r\n{BUYING};claire\r\n{BUYING};paul\r\n",
        f"personne,pilote,note\nclaire,{BUYING},x\npaul,{BUYING},\n",
        f'pilote;personne\n"{BUYING.upper()}";claire\n\ndirection de la commande publique;paul',
        f"pilote;personne\n{BUYING};claire\n{BUYING};claire\n{BUYING};paul\n{EQUALITY};\n",
    ],
)
def test_files_as_spreadsheets_write_them(
    sqlite_store: Store, landes_scheme: Scheme, text: str
) -> None:
    assert take(sqlite_store, landes_scheme, text) == {BUYING: ("claire", "paul")}


def test_a_person_is_an_id_of_the_messenger_or_the_name_of_someone_known(
    sqlite_store: Store, landes_scheme: Scheme
) -> None:
    text = f"pilote;personne\n{BUYING};helene oeuvrard\n{BUYING};U0NEWONE1\n{EQUALITY};W0NEWONE2"
    found = take(sqlite_store, landes_scheme, text)
    assert found == {BUYING: ("U0NEWONE1", "helene"), EQUALITY: ("W0NEWONE2",)}


def test_a_later_file_prevails_for_the_pilotes_that_it_names(
    sqlite_store: Store, landes_scheme: Scheme
) -> None:
    take(sqlite_store, landes_scheme, f"pilote;personne\n{BUYING};claire\n{EQUALITY};nadia")
    later = take(sqlite_store, landes_scheme, f"pilote;personne\n{BUYING};paul")
    assert later == {BUYING: ("paul",), EQUALITY: ("nadia",)}
    assert take(sqlite_store, landes_scheme, f"pilote;personne\n{BUYING};") == {
        EQUALITY: ("nadia",)
    }


def test_who_matched_whom_is_in_the_journal(sqlite_store: Store, landes_scheme: Scheme) -> None:
    take(sqlite_store, landes_scheme, f"pilote;personne\n{BUYING};claire")
    with sqlite_store.read() as session:
        [entry] = journal.about(session, journal.pilote(BUYING))
    assert (entry.qui, entry.quoi, entry.le) == ("x", "associer-pilote", NOW)
    assert entry.details == '{"personnes": ["claire"]}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "la première ligne"),
        ("nom;personne\na;b", "la première ligne"),
        (f"pilote;personne\n{BUYING};claire\nDSI;paul", "ligne 3 : le document n'imprime pas"),
        (
            f"pilote;personne\n{BUYING};claire\n{EQUALITY};Zoé",
            "ligne 3 : je ne connais pas « Zoé »",
        ),
        (f"pilote;personne\n{BUYING};=cmd|calc", "ligne 2 : .* une personne par ligne"),
        (f"pilote;personne\n{BUYING};U0CLAIRE1 U0PAUL001", "ligne 2 : .* une personne par ligne"),
        (f"pilote;personne\n{BUYING};<@U22>", "ligne 2 : je ne connais pas « <@U22> »"),
        (f"pilote;personne\n{BUYING};URBANISME", "ligne 2 : je ne connais pas « URBANISME »"),
        (f"pilote;personne\n{BUYING};Claire Martin", "ligne 2 : .*écrivez U0MARTIN1 ou U0MARTIN2"),
        ("pilote;personne\n;claire", "ligne 2"),
        (f"pilote;personne\n{BUYING}", "ligne 2"),
    ],
)
def test_a_faulty_file_is_not_taken_at_all(
    sqlite_store: Store, landes_scheme: Scheme, text: str, said: str
) -> None:
    with pytest.raises(NotTakenError, match=said):
        take(sqlite_store, landes_scheme, text)
    with sqlite_store.read() as session:
        assert not any(pilote.personnes for pilote in pilotes(session, landes_scheme))
