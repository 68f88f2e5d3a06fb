"""Two bot processes on one database, and two people who act at the same instant."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any, Self

import pytest
from sqlalchemy import text

from schemes.scheme import Scheme
from storage import journal, revues
from storage.store import Store
from tests.postgres import new_postgres_database
from tests.revue_cast import DOINGS, known, put_in, sent
from workflows.revue.results import ActeDossier, RefusRevue, ReponseRevue

TIMES = 5
"""How many dossiers each pair fights for."""

VISEURS = (
    ("max", "commande-publique"),
    ("ines", "referent-clauses-sociales"),
    ("noe", "mission-developpement-durable"),
)


class Bot:
    """A bot in a process of its own."""

    def __init__(self, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.one_bot", url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @classmethod
    @contextmanager
    def ready(cls, url: str) -> Iterator[Self]:
        bot = cls(url)
        try:
            assert bot.heard() == "prêt"
            yield bot
        finally:
            bot._process.communicate()

    def say(self, who: str, words: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{who}|{words}\n")
        self._process.stdin.flush()

    def heard(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


@pytest.fixture
def bots(database_url: str, store: Store) -> Iterator[tuple[Bot, Bot]]:
    with ExitStack() as opened:
        yield tuple(opened.enter_context(Bot.ready(database_url)) for _ in range(2))  # type: ignore[misc]


@pytest.fixture
def cast(store: Store, ille_et_vilaine_scheme: Scheme) -> Store:
    with store.write() as session:
        known(session, "lea")
        for person in ("anne", "yves"):
            known(session, person, "comite", "decideur")
        for person, visa in VISEURS:
            known(session, person, f"visa:{visa}")
    return store


def dossiers_in(store: Store, scheme: Scheme, *, inscrit: bool) -> list[int]:
    """Dossiers that wait for a decision with their opinions, or for their visas."""
    with store.write() as session:
        numbers = [sent(session, scheme, "lea") for _ in range(TIMES)]
        for numero in numbers if inscrit else ():
            put_in(session, numero, "inscrit")
            for member in ("anne", "yves"):
                done = DOINGS["donner-avis"](session, scheme, numero, member)
                assert not isinstance(done, RefusRevue)
    return numbers


def at_once(bots: tuple[Bot, Bot], *said: tuple[str, str]) -> list[Any]:
    for bot, (who, words) in zip(bots, said, strict=True):
        bot.say(who, words)
    return [bot.heard() for bot in bots]


def told(store: Store, numero: int, *actions: str) -> list[str]:
    with store.read() as session:
        entries = journal.about(session, journal.dossier(numero))
        return [entry.qui for entry in entries if entry.quoi in actions]


def test_two_decisions_in_the_same_second(
    bots: tuple[Bot, Bot], cast: Store, ille_et_vilaine_scheme: Scheme
) -> None:
    """One decision, one message for the buyer, one entry; the second is told who was first."""
    for numero in dossiers_in(cast, ille_et_vilaine_scheme, inscrit=True):
        heard = at_once(
            bots,
            ("anne", f"decider {numero} validé Bon dossier."),
            ("yves", f"decider {numero} réorienté Louer plutôt."),
        )
        [done] = [answer for answer in heard if answer["type"] == "decision"]
        [refused] = [answer for answer in heard if answer["type"] == "refus-revue"]
        first = done["par"]["id"]
        assert [person["id"] for person in done["a_prevenir"]] == ["lea"]
        assert (refused["raison"], refused["etat_par"]["id"]) == ("etat", first)
        named = {"valide": "validé", "reoriente": "réorienté"}[done["decision"]]
        assert f"maintenant : il est {named} depuis le " in refused["texte"]
        assert f"({first.capitalize()})" in refused["texte"]
        assert told(cast, numero, "valider", "reorienter") == [first]
        with cast.read() as session:
            [decision] = revues.decisions(session, numero)
            assert (decision.par, decision.decision) == (first, done["decision"])


def test_the_last_two_visas_in_the_same_second(
    bots: tuple[Bot, Bot], cast: Store, ille_et_vilaine_scheme: Scheme
) -> None:
    """Both count, and the dossier is inscribed once."""
    for numero in dossiers_in(cast, ille_et_vilaine_scheme, inscrit=False):
        bots[0].say("max", f"visa {numero} favorable")
        assert bots[0].heard()["visas_attendus"]
        heard = at_once(
            bots, ("ines", f"visa {numero} favorable"), ("noe", f"visa {numero} favorable")
        )
        assert [answer["type"] for answer in heard] == ["acte-dossier", "acte-dossier"]
        assert sorted(answer["inscrit"] for answer in heard) == [False, True]
        assert told(cast, numero, "inscrire") == ["spaser"]
        assert sorted(told(cast, numero, "viser")) == ["ines", "max", "noe"]


def test_one_visa_given_twice_in_the_same_second(
    bots: tuple[Bot, Bot], cast: Store, ille_et_vilaine_scheme: Scheme
) -> None:
    with cast.write() as session:
        known(session, "eva", "visa:referent-clauses-sociales")
    for numero in dossiers_in(cast, ille_et_vilaine_scheme, inscrit=False):
        heard = at_once(
            bots,
            ("ines", f"visa {numero} favorable"),
            ("eva", f"visa {numero} défavorable Trop peu d'heures."),
        )
        [done] = [answer for answer in heard if answer["type"] == "acte-dossier"]
        [refused] = [answer for answer in heard if answer["type"] == "refus-revue"]
        assert (refused["raison"], refused["etat_par"]["id"]) == ("deja", done["par"]["id"])
        assert told(cast, numero, "viser") == [done["par"]["id"]]


def test_a_visa_that_waited_for_the_last_but_one_sees_it(
    postgres_server: str, ille_et_vilaine_scheme: Scheme
) -> None:
    """On PostgreSQL the second waits for the first, and counts what the first left."""
    scheme = ille_et_vilaine_scheme
    with Store(new_postgres_database(postgres_server)) as store:
        with store.write() as session:
            known(session, "lea")
            for person, visa in VISEURS:
                known(session, person, f"visa:{visa}")
            numero = sent(session, scheme, "lea")
            DOINGS["viser"](session, scheme, numero, "max")

        def second() -> ReponseRevue:
            with store.write() as session:
                read_before = revues.visas(session, numero, 1)
                assert [row.avis for row in read_before] == ["favorable", None, None]
                return DOINGS["viser"](session, scheme, numero, "noe")

        with ThreadPoolExecutor(1) as threads:
            with store.write() as session:
                first = DOINGS["viser"](session, scheme, numero, "ines")
                waiting = threads.submit(second)
                while not waiting.done() and not _someone_waits(store):
                    pass
                assert not waiting.done()
            last = waiting.result()
        assert isinstance(first, ActeDossier) and not first.inscrit
        assert isinstance(last, ActeDossier) and last.inscrit
        assert told(store, numero, "inscrire") == ["spaser"]


def _someone_waits(store: Store) -> bool:
    with store.read() as session:
        query = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(session.connection().scalar(query))
