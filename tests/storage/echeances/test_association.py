"""People matched to pilotes by the coordinators' words, on both databases."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage import echeances, journal, personnes
from tests.storage.echeances.conftest import CAP, COORDINATOR, Office, at
from workflows.echeances.association import PAGE, Coordination
from workflows.echeances.pilotes import printed
from workflows.echeances.pilotes_dits import lire
from workflows.echeances.results import (
    ListePilotes,
    PiloteAssocie,
    PiloteChoisi,
    RefusPilote,
    ReponsePilotes,
)

BUYING = "Direction de la Commande publique"
EQUALITY = "Référent égalité femmes-hommes"
NOW = "2027-09-22T10:00"


@pytest.fixture
def known(office: Office) -> Office:
    """Landes, followed; a coordinator; two who have the same name."""
    office.follow(NOW)
    office.coordinates(COORDINATOR)
    with office.store.write() as session:
        personnes.register(session, "U0MARTIN1", nom="Claire Martin", direction="Achats")
        personnes.register(session, "U0MARTIN2", nom="Claire Martin")
        personnes.register(session, "nadia", nom="Nadia Roux")
    return office


def says(office: Office, words: str, person: str = COORDINATOR) -> ReponsePilotes:
    said = lire(words)
    assert said
    with office.store.write() as session:
        return Coordination(session, office.scheme, person, at(NOW)).hear(said)


def matched(office: Office) -> dict[str, tuple[str, ...]]:
    with office.store.read() as session:
        return echeances.people(session, office.scheme.id)


def refused(office: Office, words: str, person: str = COORDINATOR) -> RefusPilote:
    before = matched(office)
    said = says(office, words, person)
    assert isinstance(said, RefusPilote)
    assert matched(office) == before
    return said


def listed(office: Office, words: str = "pilotes") -> ListePilotes:
    said = says(office, words)
    assert isinstance(said, ListePilotes)
    return said


def done(office: Office, words: str) -> PiloteAssocie:
    said = says(office, words)
    assert isinstance(said, PiloteAssocie)
    return said


def test_those_with_nobody_come_first_by_their_numbers(known: Office) -> None:
    known.match(BUYING, "nadia", "U0PAUL001")
    found = listed(known)
    assert [line.numero for line in found.lignes] == [*range(2, 11), 1]
    assert (found.total, found.sans_personne, found.suite) == (10, 9, None)
    last = found.lignes[-1]
    assert (last.nom, [one.nom for one in last.personnes]) == (BUYING, ["U0PAUL001", "Nadia Roux"])
    with known.store.read() as session:
        rows = echeances.followed(session, "landes")
    waiting = [row for row in rows if row.etat == "ouverte" and BUYING in row.pilotes]
    assert last.ouvertes == len(waiting) > 0


def test_what_the_coordination_alone_reads_is_counted(known: Office) -> None:
    def unread() -> int:
        return next(line.sans_lecteur for line in listed(known).lignes if line.nom == BUYING)

    alone = unread()
    everything = listed(known).sans_lecteur
    known.match(BUYING, "nadia")
    assert (alone > 0, unread()) == (True, 0)
    assert listed(known).sans_lecteur == everything - alone > 0
    with known.desk("nadia", NOW) as desk:
        desk.pass_on(known.row(CAP).numero)
    assert unread() == 1


def test_what_waited_for_the_coordinator_goes_to_the_person_at_the_next_reminder(
    known: Office,
) -> None:
    assert CAP in known.tick("2027-10-04T09:00")[COORDINATOR]
    said = done(known, "associer 1 : Nadia Roux")
    assert (said.ligne.nom, said.change) == (BUYING, True)
    later = known.tick("2027-12-01T09:00")
    assert CAP in later["nadia"]
    assert CAP not in later.get(COORDINATOR, [])


def test_people_are_added_then_parted_then_kept_alone(known: Office) -> None:
    done(known, f"associer {BUYING.upper()} : nadia roux et @U0PAUL001")
    assert matched(known) == {BUYING: ("U0PAUL001", "nadia")}
    assert done(known, "associer 1 : @U0ALICE01").parties == ()
    assert matched(known) == {BUYING: ("U0ALICE01", "U0PAUL001", "nadia")}
    assert [one.id for one in done(known, "dissocier 1 : Nadia Roux").parties] == ["nadia"]
    kept = done(known, f"associer {BUYING} seulement : @U0PAUL001")
    assert [one.id for one in kept.parties] == ["U0ALICE01"]
    assert matched(known) == {BUYING: ("U0PAUL001",)}
    assert done(known, "dissocier 1").ligne.personnes == ()
    assert matched(known) == {}


def test_each_change_is_in_the_journal_and_what_changes_nothing_is_not(known: Office) -> None:
    assert done(known, "associer 5 : nadia").change
    assert not done(known, "associer 5 : Nadia Roux").change
    assert not done(known, "dissocier 5 : @U0PAUL001").change
    assert done(known, "dissocier 5").change
    with known.store.read() as session:
        entries = journal.about(session, journal.pilote(EQUALITY))
    assert [(entry.qui, entry.quoi, entry.le) for entry in entries] == [
        (COORDINATOR, "associer-pilote", at(NOW))
    ] * 2
    assert [json.loads(entry.details)["personnes"] for entry in entries] == [["nadia"], []]


@pytest.mark.parametrize("words", ["pilotes", "associer 1 : nadia", "dissocier 1"])
def test_it_is_for_the_coordinators_who_are_named(known: Office, words: str) -> None:
    said = refused(known, words, person="nadia")
    assert (said.motif, [one.id for one in said.demander_a]) == ("droit", [COORDINATOR])
    with known.store.read() as session:
        asked = Coordination(session, known.scheme, "nadia", at(NOW)).choose(1)
    assert isinstance(asked, RefusPilote)


@pytest.mark.parametrize(
    ("words", "motif", "recu", "options"),
    [
        ("associer 0 : nadia", "pilote", "0", []),
        ("associer 11 : nadia", "pilote", "11", []),
        ("associer DSI : nadia", "pilote", "DSI", []),
        ("associer mobilités : nadia", "pilote", "mobilités", ["7 : nadia", "9 : nadia"]),
        ("associer 1", "sans_personne", "1", []),
        ("associer 1 seulement :", "sans_personne", "1", []),
        ("associer 1 seulement", "sans_personne", "1", []),
        ("associer 1 : U0NOBODY", "personne", "U0NOBODY", []),
        ("associer 1 : Zoé", "personne", "Zoé", []),
        ("associer 1 : nadia, Roux", "personne", "Roux", ["1 : nadia, @nadia"]),
        (
            "associer 1 : Claire Martin, nadia",
            "personne",
            "Claire Martin",
            ["1 : @U0MARTIN1, nadia", "1 : @U0MARTIN2, nadia"],
        ),
        ("associer 1 : {}, {0}, Zoé", "personne", "{}", []),
    ],
)
def test_what_names_nobody_or_several_changes_nothing_and_says_what_would(
    known: Office, words: str, motif: str, recu: str, options: list[str]
) -> None:
    said = refused(known, words)
    assert (said.motif, said.recu) == (motif, recu)
    assert [option.demande for option in said.options] == [f"associer {one}" for one in options]


def test_what_is_offered_is_taken(known: Office) -> None:
    [first, _] = refused(known, "associer 1 : Claire Martin, nadia").options
    done(known, first.demande)
    assert matched(known) == {BUYING: ("U0MARTIN1", "nadia")}


def test_a_pilote_is_chosen_by_its_number(known: Office) -> None:
    known.match(EQUALITY, "nadia")
    with known.store.read() as session:
        chosen = Coordination(session, known.scheme, COORDINATOR, at(NOW)).choose(5)
    assert isinstance(chosen, PiloteChoisi)
    assert (chosen.ligne.nom, chosen.ligne.personnes[0].nom) == (EQUALITY, "Nadia Roux")


def test_a_long_list_comes_by_pages(known: Office) -> None:
    root = known.scheme.noeuds[0]
    many = root.model_copy(update={"pilotes": tuple(f"Service {n}" for n in range(PAGE + 5))})
    known.follow(NOW, known.scheme.model_copy(update={"noeuds": (many, *known.scheme.noeuds[1:])}))
    total = len(printed(known.scheme))
    first = listed(known)
    assert first.suite
    second = listed(known, first.suite.demande)
    assert (len(first.lignes), second.page, second.suite) == (PAGE, 2, None)
    seen = {line.nom for line in (*first.lignes, *second.lignes)}
    assert len(seen) == total == PAGE + len(second.lignes)
    assert listed(known, "pilotes 999").page == 2


def test_two_coordinators_at_once_lose_nobody(known: Office) -> None:
    people = [f"U0PERSON{n}" for n in range(8)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda one: says(known, f"associer 1 : @{one}"), people))
    assert set(matched(known)[BUYING]) == set(people)
