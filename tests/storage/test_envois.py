"""The outbox: owed once, claimed by one at a time, in order for each recipient."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage import envois
from storage.envois import Claimed, Place
from storage.store import Store
from storage.tables import now

LEASE = timedelta(seconds=30)


def owe(store: Store, cle: str, destinataire: str = "U1", **more: str) -> None:
    with store.write() as session:
        envois.put(session, cle=cle, destinataire=destinataire, contenu="{}", **more)


def claim(store: Store, later: timedelta = timedelta(0)) -> Claimed | None:
    with store.write() as session:
        return envois.claim(session, now() + later, LEASE)


def send(store: Store, claimed: Claimed, ts: str = "1.0") -> None:
    with store.write() as session:
        envois.sent(session, claimed, Place("D1", ts))


def claims(store: Store, later: timedelta = timedelta(0)) -> Iterator[Claimed]:
    while found := claim(store, later):
        yield found


def test_a_key_is_owed_once(store: Store) -> None:
    owe(store, "a")
    owe(store, "a")
    assert [claimed.cle for claimed in claims(store)] == ["a"]


def test_a_recipient_gets_messages_in_order_and_others_do_not_wait(store: Store) -> None:
    for cle, person in (("a", "U1"), ("b", "U1"), ("c", "U2")):
        owe(store, cle, person)
    first, other = claims(store)
    assert (first.cle, other.cle) == ("a", "c")
    send(store, first)
    assert [claimed.cle for claimed in claims(store)] == ["b"]


def test_a_claim_that_ran_out_is_doubtful_and_its_first_holder_changes_nothing(
    store: Store,
) -> None:
    owe(store, "a")
    dead = claim(store)
    assert dead
    assert not dead.doubtful
    taken = claim(store, later=LEASE)
    assert taken
    assert taken.doubtful
    with store.write() as session:
        envois.abandon(session, dead, "trop tard")
    send(store, taken)
    with store.read() as session:
        assert envois.place_of(session, "a") == Place("D1", "1.0")
        assert envois.backlog(session) == (0, None, 0, 0)


def test_what_was_refused_for_sure_is_not_doubtful_when_tried_again(store: Store) -> None:
    for doubtful in (False, True):
        cle = f"douteux-{doubtful}"
        owe(store, cle, destinataire=cle)
        claimed = claim(store)
        assert claimed
        with store.write() as session:
            envois.postpone(
                session, claimed, now() + timedelta(seconds=9), "429", doubtful=doubtful
            )
        assert claim(store) is None
        again = claim(store, later=timedelta(seconds=10))
        assert again
        assert (again.cle, again.doubtful, again.essais) == (cle, doubtful, 2)


def test_what_is_given_up_no_longer_blocks_and_is_counted(store: Store) -> None:
    owe(store, "a")
    owe(store, "b")
    claimed = claim(store)
    assert claimed
    with store.write() as session:
        envois.abandon(session, claimed, "user_not_found")
    assert [found.cle for found in claims(store)] == ["b"]
    with store.read() as session:
        backlog = envois.backlog(session)
    assert (backlog.waiting, backlog.abandoned) == (1, 1)
    assert backlog.oldest is not None


def test_workers_at_once_never_claim_the_same_message(store: Store) -> None:
    for rank in range(40):
        owe(store, f"m{rank}", destinataire=f"U{rank}")
    with ThreadPoolExecutor(8) as threads:
        taken = [cle for found in threads.map(lambda _: _keys(store), range(8)) for cle in found]
    assert sorted(taken) == sorted(f"m{rank}" for rank in range(40))


def _keys(store: Store) -> list[str]:
    return [claimed.cle for claimed in claims(store)]


def test_what_a_person_had_seen_when_they_wrote(store: Store) -> None:
    owe(store, "racine")
    for number, ts in enumerate(("2.0", "4.0")):
        with store.write() as session:
            envois.put(
                session,
                cle=f"racine:{number}",
                destinataire="U1",
                contenu=f'{{"tour": {number}}}',
                fil="racine",
            )
        for claimed in claims(store):
            send(store, claimed, "1.0" if claimed.cle == "racine" else ts)
    with store.read() as session:
        assert envois.last_seen(session, "racine", "1.5") is None
        assert envois.last_seen(session, "racine", "3.0") == '{"tour": 0}'
        assert envois.last_seen(session, "racine", "5.0") == '{"tour": 1}'
        assert envois.thread_at(session, Place("D1", "1.0")) == "racine"


def test_the_messages_of_a_turn_and_of_a_question(store: Store) -> None:
    for cle in ("racine:1:objet", "racine:10:duree", "racine:11:objet", "racine:11:/2"):
        with store.write() as session:
            envois.put(session, cle=cle, destinataire="U1", contenu="{}", fil="racine")

    def keys(beginning: str, ending: str | None = None, fil: str = "racine") -> list[str]:
        with store.read() as session:
            return list(envois.keys_in(session, fil, beginning=beginning, ending=ending))

    assert keys("racine:1:") == ["racine:1:objet"]
    assert keys("racine:11:", ":objet") == ["racine:1:objet", "racine:11:objet", "racine:11:/2"]
    assert keys("racine:1:", fil="autre") == []


def test_what_is_set_aside_blocks_nobody_and_is_owed_again_in_its_place(store: Store) -> None:
    for cle in ("a", "b"):
        owe(store, cle)
    claimed = claim(store)
    assert claimed
    with store.write() as session:
        envois.set_aside(session, claimed, "KeyError")
        assert envois.backlog(session)[::2] == (1, 0)
        assert envois.backlog(session).aside == 1
    [taken] = claims(store)
    assert taken.cle == "b"
    with store.write() as session:
        assert envois.take_up(session) == 1
    owe(store, "c")
    send(store, taken)
    again = claim(store, later=LEASE)
    assert again
    assert (again.cle, again.doubtful) == ("a", False)


def test_the_message_in_doubt_is_the_one_that_waits_claimed(store: Store) -> None:
    owe(store, "a")
    owe(store, "b")
    owe(store, "c", "U2", remplace="a")

    def doubt(person: str) -> str | None:
        with store.read() as session:
            found = envois.in_doubt(session, person)
        return found.cle if found else None

    assert doubt("U1") is None
    first, change = claims(store)
    assert (doubt("U1"), doubt("U2")) == ("a", None)
    assert change.cle == "c"
    send(store, first)
    assert doubt("U1") is None


def test_what_is_found_there_was_sent_whoever_took_it_over_meanwhile(store: Store) -> None:
    owe(store, "a")
    assert claim(store)
    with store.read() as session:
        doubted = envois.in_doubt(session, "U1")
    assert doubted
    taken_over = claim(store, later=LEASE)
    assert taken_over
    place = Place("D1", "7.0")
    with store.write() as session:
        envois.found(session, doubted, place)
    with store.write() as session:
        envois.postpone(session, taken_over, now(), "timeout", doubtful=True)
    assert claim(store, later=2 * LEASE) is None
    with store.read() as session:
        assert envois.place_of(session, "a") == place


def test_a_message_changes_by_what_is_owed_since_not_by_an_older_change(store: Store) -> None:
    owe(store, "a")
    taken = claim(store)
    assert taken
    send(store, taken)
    owe(store, "b", remplace="a")

    def changes(after: int) -> bool:
        with store.read() as session:
            return envois.about_to_change(session, Place("D1", "1.0"), after)

    with store.read() as session:
        before = envois.newest(session)
    assert (changes(0), changes(before)) == (True, False)
    owe(store, "c", remplace="a")
    assert changes(before)
