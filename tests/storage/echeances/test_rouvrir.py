"""« Fait » is taken back: reminders go on from there. On both databases."""

from datetime import date

import pytest

from storage import echeances, journal
from tests.storage.echeances.conftest import CAP, Office, at, with_cap
from workflows.assistant import Assistant
from workflows.echeances.results import EcheanceRepondue, RefusEcheance
from workflows.saisie import saisir

BUYING = "Direction de la Commande publique"
HOURS = "indicateur/heures-insertion/2025"


@pytest.fixture
def office(office: Office) -> Office:
    """Landes, Claire reminded on the 4th of October 2027, who then said by mistake it was done."""
    office.follow("2027-09-20T10:00")
    office.match(BUYING, "claire")
    office.tick("2027-10-04T09:00")
    with office.desk("claire", "2027-10-04T10:00") as desk:
        desk.done(office.row(CAP).numero, mot="cap atteint")
    return office


def reopen(office: Office, now: str, cle: str = CAP, by: str = "claire") -> object:
    with office.desk(by, now) as desk:
        return desk.reopen(office.row(cle).numero)


def motive(result: object) -> str:
    assert isinstance(result, RefusEcheance)
    return result.motif


def test_it_is_open_again_and_the_digest_says_so(office: Office) -> None:
    before = office.row(CAP).version
    done = reopen(office, "2027-10-04T10:05")
    assert isinstance(done, EcheanceRepondue)
    assert (done.reponse, done.ligne.etat, done.ligne.due) == (
        "rouvert",
        "ouverte",
        date(2027, 12, 31),
    )
    assert office.row(CAP).version > before
    assert [line.etat for line in office.digests("claire")[-1].lignes if line.cle == CAP] == [
        "ouverte"
    ]


def test_both_answers_are_kept(office: Office) -> None:
    reopen(office, "2027-10-04T10:05")
    numero = office.row(CAP).numero
    with office.store.read() as session:
        given = echeances.answers(session, "landes")[numero]
        kept = journal.about(session, journal.echeance(numero))
    assert [answer.type for answer in given] == ["fait", "rouvert"]
    assert [entry.quoi for entry in kept] == ["echeance-fait", "echeance-rouvert"]


def test_reminders_go_on_from_now_and_none_comes_twice(office: Office) -> None:
    reopen(office, "2027-10-04T10:05")
    assert office.tick("2027-10-04T10:06") == {}
    waits = office.waits(CAP)
    assert waits
    assert (waits.pas, waits.du) == (-30, at("2027-12-01T09:00"))
    office.follow("2027-10-05T10:00")
    assert office.waits(CAP) == waits
    assert CAP in office.tick("2027-12-01T09:00")["claire"]


def test_reopened_late_it_is_recalled_a_week_apart(office: Office) -> None:
    reopen(office, "2028-01-10T10:00")
    assert CAP not in office.tick("2028-01-10T11:00").get("claire", [])
    assert CAP in office.tick("2028-01-14T09:00")["claire"]


def test_it_may_be_done_and_reopened_again(office: Office) -> None:
    for _ in range(2):
        assert isinstance(reopen(office, "2027-10-05T10:00"), EcheanceRepondue)
        with office.desk("claire", "2027-10-05T11:00") as desk:
            assert isinstance(desk.done(office.row(CAP).numero), EcheanceRepondue)
    assert (office.row(CAP).etat, office.waits(CAP)) == ("faite", None)


def test_who_may_not_answer_may_not_reopen_and_the_coordination_may(office: Office) -> None:
    assert motive(reopen(office, "2027-10-05T10:00", by="nadia")) == "pas_concerne"
    office.coordinates("nadia")
    assert isinstance(reopen(office, "2027-10-05T10:00", by="nadia"), EcheanceRepondue)


def test_only_what_is_done_is_reopened(office: Office) -> None:
    reopen(office, "2027-10-05T10:00")
    assert motive(reopen(office, "2027-10-05T10:01")) == "pas_faite"
    office.follow("2027-10-06T10:00", with_cap(office.scheme, None))
    assert motive(reopen(office, "2027-10-06T10:01")) == "close"


def test_reopened_it_is_still_open_after_it_left_and_came_back(office: Office) -> None:
    whole = office.scheme
    reopen(office, "2027-10-05T10:00")
    office.follow("2027-10-06T10:00", with_cap(whole, None))
    office.follow("2027-10-07T10:00", whole)
    assert office.row(CAP).etat == "ouverte"
    assert office.waits(CAP)


def test_a_value_entered_is_corrected_not_reopened(office: Office) -> None:
    office.coordinates("claire")
    assert motive(reopen(office, "2027-10-05T10:00", HOURS)) == "pas_faite"
    assistant = Assistant(office.scheme, office.store, today=lambda: date(2027, 10, 5))
    saisir(
        assistant,
        indicateur="heures-insertion",
        annee=2025,
        valeur="31 000",
        auteur="Claire Martin",
    )
    assert motive(reopen(office, "2027-10-05T10:00", HOURS)) == "valeur_saisie"
    with office.desk("claire", "2027-10-05T10:00") as desk:
        assert motive(desk.done(office.row(HOURS).numero)) == "close"
    assert office.row(HOURS).etat == "faite"
