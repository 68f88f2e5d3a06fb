"""The tick: one digest a person a day, never twice, nothing lost. On both databases."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest

from storage import echeances, rappels
from tests.storage.echeances.conftest import CAP, COORDINATOR, Office, at
from workflows.echeances.echeancier import Echeancier
from workflows.echeances.relances import deliver_due

BUYING = "Direction de la Commande publique"


@pytest.fixture
def matched(office: Office) -> Office:
    """Landes from October 2027, the direction of purchases matched to Claire."""
    office.follow("2027-09-20T10:00")
    office.match(BUYING, "claire")
    return office


def last_days(office: Office) -> list[str]:
    """The échéances that Claire answers for by the end of 2027."""
    with office.store.read() as session:
        return [
            row.cle
            for row in echeances.followed(session, "landes")
            if row.due == date(2027, 12, 31) and BUYING in row.pilotes
        ]


def test_nothing_leaves_outside_office_hours(matched: Office) -> None:
    # 90 days before the 31st of December 2027 is Saturday the 2nd of October
    for closed in ("2027-10-02T10:00", "2027-10-03T10:00", "2027-10-04T08:59"):
        assert matched.tick(closed) == {}
    found = matched.tick("2027-10-04T09:00")
    assert found == {"claire": last_days(matched)}
    assert matched.tick("2027-10-04T09:01") == {}
    assert matched.tick("2027-10-05T09:00") == {}


def test_a_late_evening_waits_for_the_morning(matched: Office) -> None:
    assert matched.tick("2027-10-04T17:00") == {}
    assert list(matched.tick("2027-10-05T09:00")) == ["claire"]


def test_without_a_known_pilote_the_coordinator_reads_it_and_why(office: Office) -> None:
    office.follow("2027-09-20T10:00")
    office.tick("2027-10-04T09:00")
    [digest] = office.digests(COORDINATOR)
    assert {line.motif for line in digest.lignes} == {"sans_pilote"}
    assert CAP in [line.cle for line in digest.lignes]


def test_what_is_very_late_climbs_to_the_coordinator_and_stays_with_the_pilote(
    matched: Office,
) -> None:
    found = matched.tick("2028-01-14T09:00")
    assert CAP in found["claire"]
    assert CAP not in found[COORDINATOR]
    found = matched.tick("2028-01-21T09:00")
    assert CAP in found["claire"]
    assert CAP in found[COORDINATOR]
    line = next(line for line in matched.digests(COORDINATOR)[-1].lignes if line.cle == CAP)
    assert (line.motif, line.retard, line.personnes) == ("retard", 21, ("claire",))


def test_three_weeks_off_make_one_digest_the_most_urgent_first(matched: Office) -> None:
    matched.tick("2027-12-01T09:00")
    found = matched.tick("2028-01-03T11:00")
    assert set(last_days(matched)) <= set(found["claire"])
    [digest] = [d for d in matched.digests("claire") if d.jour == date(2028, 1, 3)]
    assert [line.due for line in digest.lignes] == sorted(
        line.due or date.max for line in digest.lignes
    )
    assert digest.lignes[0].retard == 3
    assert matched.tick("2028-01-03T12:00") == {}
    assert CAP in matched.tick("2028-01-07T09:00")["claire"]


def test_who_has_the_digest_of_the_day_reads_the_rest_the_next_working_day(
    matched: Office,
) -> None:
    matched.tick("2027-10-04T09:00")
    with matched.store.write() as session:
        row = echeances.keyed(session, "landes", "indicateur/heures-insertion/2027")
        assert row
        rappels.cancel(session, row)
        rappels.wait(session, row, row.due, -60, at("2027-10-04T09:30"))
    assert matched.tick("2027-10-04T10:00") == {}
    assert matched.tick("2027-10-05T09:00") == {"claire": ["indicateur/heures-insertion/2027"]}


def test_a_digest_and_its_marks_are_one_transaction(matched: Office) -> None:
    with pytest.raises(RuntimeError), matched.store.write() as session:
        now = at("2027-10-04T09:00")
        assert deliver_due(session, matched.scheme, now, coordinateur=COORDINATOR)
        raise RuntimeError
    assert matched.owed() == []
    assert CAP in matched.tick("2027-10-04T09:00")["claire"]


def test_many_workers_tick_at_once_and_each_person_has_one_digest(office: Office) -> None:
    office.follow("2027-09-20T10:00")
    with office.store.read() as session:
        printed = {name for row in echeances.followed(session, "landes") for name in row.pilotes}
    for rank, name in enumerate(sorted(printed)):
        office.match(name, f"pilote-{rank}", "claire")
    with ThreadPoolExecutor(6) as threads:
        ticks = list(threads.map(office.tick, ["2027-10-04T09:00"] * 6))
    assert sum(1 for found in ticks if found) == 1
    keys = [row.cle for row in office.owed()]
    assert len(keys) == len(set(keys))
    assert {row.destinataire for row in office.owed()} >= {"claire"}


def test_answers_and_ticks_all_at_once_stop_one_another_for_no_one(matched: Office) -> None:
    numbers = [matched.row(cle).numero for cle in last_days(matched)]

    def answer(numero: int) -> None:
        with matched.desk("claire", "2027-10-04T09:00") as desk:
            desk.done(numero)

    with ThreadPoolExecutor(12) as threads:
        answers = [threads.submit(answer, numero) for numero in numbers]
        ticks = [threads.submit(matched.tick, "2027-10-04T09:00") for _ in range(4)]
        follows = [threads.submit(matched.follow, "2027-10-04T09:00") for _ in range(4)]
        everything: list[Future[Any]] = [*answers, *ticks, *follows]
        for done in everything:
            done.result(60)
    for cle in last_days(matched):
        assert (matched.row(cle).etat, matched.waits(cle)) == ("faite", None)
    for digest in matched.digests("claire")[-1:]:
        assert {line.etat for line in digest.lignes} == {"faite"}


def number(office: Office) -> int:
    return office.row(CAP).numero


def answer_held_open(office: Office, begun: Event, finish: Event) -> None:
    """Claire answers, and her transaction stays open until told."""
    with office.store.write() as session:
        Echeancier(session, office.scheme, "claire", at("2027-10-04T08:59")).done(number(office))
        begun.set()
        assert finish.wait(20)


def test_an_answer_given_while_the_digest_is_prepared_stops_it(matched: Office) -> None:
    begun, finish = Event(), Event()
    with ThreadPoolExecutor(2) as threads:
        answering = threads.submit(answer_held_open, matched, begun, finish)
        assert begun.wait(20)
        ticking = threads.submit(matched.tick, "2027-10-04T09:00")
        finish.set()
        answering.result(20)
        found = ticking.result(20)
    assert CAP not in found["claire"]
    assert len(found["claire"]) == len(last_days(matched)) - 1
    assert matched.waits(CAP) is None


def test_an_answer_given_just_after_the_digest_brings_it_up_to_date(matched: Office) -> None:
    ticked, finish = Event(), Event()

    def tick_held_open() -> None:
        with matched.store.write() as session:
            now = at("2027-10-04T09:00")
            deliver_due(session, matched.scheme, now, coordinateur=COORDINATOR)
            ticked.set()
            assert finish.wait(20)

    def answer() -> None:
        with matched.desk("claire", "2027-10-04T09:00") as desk:
            desk.done(number(matched))

    with ThreadPoolExecutor(2) as threads:
        ticking = threads.submit(tick_held_open)
        assert ticked.wait(20)
        answering = threads.submit(answer)
        finish.set()
        ticking.result(20)
        answering.result(20)
    first, second = matched.digests("claire")
    states = [{line.cle: line.etat for line in digest.lignes}[CAP] for digest in (first, second)]
    assert states == ["ouverte", "faite"]
    assert matched.waits(CAP) is None
    assert [row.remplace for row in matched.owed()] == [None, "rappel:claire:2027-10-04"]
