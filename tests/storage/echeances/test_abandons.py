"""What could not be delivered is told, and who it could not reach is known. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from storage import envois
from storage.envois import Place
from tests.storage.echeances.conftest import CAP, COORDINATOR, Office, at
from workflows.canaux import NO_CHANNEL, Canaux
from workflows.coordination import coordinateurs
from workflows.echeances.abandons import (
    Abandons,
    CanalRetrouve,
    Injoignable,
    dire_abandons,
    essayer_canal,
)

CHANNEL = "C0COORD"
CANAUX = Canaux(coordination=CHANNEL)
BUYING = "Direction de la Commande publique"


@pytest.fixture
def followed(office: Office) -> Office:
    """Landes, followed since a Wednesday, Claire answering for the purchases."""
    office.follow("2027-09-22T10:00")
    office.match(BUYING, "claire")
    return office


def settle(office: Office, *gone: str, raison: str = "user_disabled") -> None:
    """Send everything that is owed, save to those who are gone."""
    with office.store.write() as session:
        later = max((row.du for row in office.owed()), default=at("2027-01-01")) + timedelta(1)
        while owed := envois.claim(session, later, timedelta(minutes=1)):
            if owed.destinataire in gone:
                envois.abandon(session, owed, raison)
            else:
                envois.sent(session, owed, Place("D1", str(owed.id)))


def lose(office: Office, *recipients: str) -> None:
    """Owe something to each of these, that cannot be delivered."""
    owe(office, *recipients)
    settle(office, *recipients)


def owe(office: Office, *recipients: str, **more: str) -> None:
    with office.store.write() as session:
        for rank, recipient in enumerate(recipients, start=len(office.owed())):
            cle = f"x{rank}:{recipient}"
            envois.put(session, cle=cle, destinataire=recipient, contenu="{}", **more)


def told(office: Office, *instants: str, by: str = COORDINATOR) -> list[tuple[str, Abandons]]:
    """Each word of what was given up once these instants have come, and who it is owed to."""
    for instant in instants:
        dire_abandons(office.store, office.scheme, CANAUX, at(instant), by)
    return [
        (row.destinataire, Abandons.model_validate_json(row.contenu))
        for row in office.owed()
        if row.cle.startswith("abandons:")
    ]


def lost(office: Office) -> frozenset[str]:
    with office.store.read() as session:
        return envois.unreachable(session)


def test_what_was_given_up_is_told_in_office_hours_once_a_day_for_a_recipient(
    followed: Office,
) -> None:
    lose(followed, "claire", "claire", CHANNEL)
    assert told(followed, "2027-09-23T08:59") == []
    [(reader, said)] = told(followed, "2027-09-23T09:00", "2027-09-23T09:01")
    assert reader == COORDINATOR
    assert said.injoignables == (
        Injoignable(
            destinataire=CHANNEL,
            nom=None,
            canal="coordination",
            messages=1,
            raison="user_disabled",
        ),
        Injoignable(
            destinataire="claire", nom=None, canal=None, messages=2, raison="user_disabled"
        ),
    )
    lose(followed, "claire", "paul")
    [_, (_, also)] = told(followed, "2027-09-23T10:00", "2027-09-23T10:01")
    assert [found.destinataire for found in also.injoignables] == ["paul"]
    *_, (_, again) = told(followed, "2027-09-24T09:00", "2027-09-24T09:01")
    assert [(i.destinataire, i.messages) for i in again.injoignables] == [("claire", 1)]
    assert len(told(followed, "2027-09-27T09:00")) == 3


def test_many_workers_at_once_tell_it_once(followed: Office) -> None:
    lose(followed, "claire")
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: told(followed, "2027-09-23T09:00"), range(6)))
    assert len(told(followed)) == 1


def test_a_word_that_is_given_up_is_told_to_who_coordinates_next_and_never_in_a_loop(
    followed: Office,
) -> None:
    for person in ("anne", "zoe"):
        followed.coordinates(person)
    lose(followed, "claire")
    gone: list[str] = []
    for day in range(23, 25):
        for hour in range(9, 17):
            with followed.store.read() as session:
                reader = coordinateurs(session, CANAUX)[0]
            told(followed, f"2027-09-{day}T{hour:02}:00", by=reader)
            gone.append(reader)
            settle(followed, *gone)
    readers = [reader for reader, _ in told(followed)]
    assert readers == [CHANNEL, "anne", "zoe"]
    _, last = told(followed)[-1]
    assert [i.destinataire for i in last.injoignables] == [CHANNEL, "anne", "claire"]


def test_who_is_reached_again_is_no_longer_lost(followed: Office) -> None:
    lose(followed, "claire")
    assert lost(followed) == {"claire"}
    owe(followed, "claire")
    assert lost(followed) == {"claire"}
    settle(followed)
    assert lost(followed) == frozenset()


def test_a_thread_that_is_gone_or_a_change_says_nothing_of_its_recipient(
    followed: Office,
) -> None:
    owe(followed, "claire", fil="head")
    owe(followed, "claire", remplace="head")
    settle(followed, "claire", raison="thread_not_found")
    assert lost(followed) == frozenset()
    lose(followed, "paul")
    owe(followed, "paul", remplace="head")
    settle(followed)
    assert lost(followed) == {"paul"}


def test_who_coordinates_is_who_can_be_reached(followed: Office) -> None:
    def now() -> list[str]:
        with followed.store.read() as session:
            return coordinateurs(session, CANAUX)

    lose(followed, CHANNEL)
    assert now() == [CHANNEL]
    followed.coordinates("anne")
    followed.coordinates("zoe")
    assert now() == ["anne", "zoe"]
    lose(followed, "anne")
    assert now() == ["zoe", "anne"]
    owe(followed, CHANNEL)
    settle(followed)
    assert now() == [CHANNEL]
    with followed.store.read() as session:
        assert coordinateurs(session, NO_CHANNEL) == ["zoe", "anne"]


def test_the_channel_is_tried_once_a_week_while_nothing_reaches_it(followed: Office) -> None:
    def tries(*instants: str) -> list[CanalRetrouve]:
        for instant in instants:
            essayer_canal(followed.store, followed.scheme, CANAUX, at(instant))
            settle(followed, CHANNEL)
        return [
            CanalRetrouve.model_validate_json(row.contenu)
            for row in followed.owed()
            if row.cle.startswith("canal:")
        ]

    assert tries("2027-09-23T09:00") == []
    lose(followed, CHANNEL)
    assert tries("2027-09-23T08:00") == []
    assert len(tries("2027-09-23T09:00", "2027-09-23T09:01", "2027-09-24T09:00")) == 1
    assert len(tries("2027-09-27T09:00", "2027-09-28T09:00")) == 2


def test_what_has_no_one_left_to_reach_climbs_to_the_coordinator_until_they_are_back(
    followed: Office,
) -> None:
    assert CAP in followed.tick("2027-10-04T09:00")["claire"]
    settle(followed, "claire")
    found = followed.tick("2027-12-01T09:00")
    assert CAP in found["claire"]
    assert CAP in found[COORDINATOR]
    [line] = [e for e in followed.digests(COORDINATOR)[-1].lignes if e.cle == CAP]
    assert (line.motif, line.personnes) == ("injoignable", ("claire",))
    settle(followed)
    found = followed.tick("2027-12-24T09:00")
    assert CAP in found["claire"]
    assert CAP not in found.get(COORDINATOR, [])


def test_one_who_can_be_reached_is_enough(followed: Office) -> None:
    followed.match(BUYING, "claire", "paul")
    lose(followed, "claire")
    found = followed.tick("2027-10-04T09:00")
    assert CAP in found["paul"]
    assert CAP not in found.get(COORDINATOR, [])
