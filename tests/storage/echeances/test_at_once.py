"""Échéances that several change at once, on PostgreSQL: only there do rows wait for each other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident
from typing import Any

import pytest
from sqlalchemy import event

from schemes.scheme import Scheme
from storage import echeances
from storage.store import Store
from tests.postgres import new_postgres_database
from tests.revue_cast import NOW, TO_COMITE, known, sent
from tests.storage.echeances.conftest import COORDINATOR, Office, at
from workflows.echeances.conversation import reply
from workflows.echeances.paroles import heard
from workflows.echeances.results import RefusEcheance, ReponseEcheances
from workflows.echeances.veille import Veille
from workflows.revue.attentes import follow_dossier


@pytest.fixture
def store(postgres_server: str) -> Iterator[Store]:
    with Store(new_postgres_database(postgres_server)) as opened:
        yield opened


@pytest.fixture
def office(store: Store, ille_et_vilaine_scheme: Scheme) -> Office:
    with store.write() as session:
        known(session, "lea", "acheteur")
        known(session, "max", "visa:commande-publique")
    return Office(store, ille_et_vilaine_scheme, Veille(store, COORDINATOR))


def test_an_answer_that_follows_a_new_definition_and_a_tick_both_end(office: Office) -> None:
    """The answer holds what is defined and wants what waits; the tick wants both as well."""
    office.tick("2026-11-20T08:00")
    with office.store.write() as session:
        numero = sent(session, office.scheme, "lea", TO_COMITE)
        follow_dossier(session, office.scheme, numero, NOW)
    visa = office.row(f"dossier/{numero}/v1/visa/commande-publique")
    changed = office.scheme.model_copy(update={"gouvernance": ()})
    followed, waits = Event(), Event()
    ticking = list[int]()

    def between(connection: Any, cursor: Any, sql: str, *_: Any) -> None:
        if not sql.endswith("FOR UPDATE"):
            return
        if get_ident() in ticking:
            if "revisions" in sql or "rappels" in sql:  # what the answer holds
                waits.set()
        elif "echeances.id = " in sql:  # the answer has followed, and wants its row
            followed.set()
            assert waits.wait(20)

    def answer() -> ReponseEcheances:
        with office.store.write() as session:
            said = heard(f"fait {visa.numero}")
            assert said
            return reply(session, changed, "max", said, at("2026-12-07T09:00"))

    def tick() -> dict[str, list[str]]:
        assert followed.wait(20)
        ticking.append(get_ident())
        return office.tick("2026-12-07T09:00")

    event.listen(office.store.engine, "before_cursor_execute", between)
    with ThreadPoolExecutor(2) as threads:
        answering, told = threads.submit(answer), threads.submit(tick)
        refused, digests = answering.result(30), told.result(30)
    assert isinstance(refused, RefusEcheance)
    assert refused.motif == "ailleurs"
    assert visa.cle in digests["max"]


def test_a_row_is_judged_as_it_is_once_held(office: Office) -> None:
    office.tick("2026-11-20T08:00")
    with office.store.write() as session:
        [row, *_] = echeances.followed(session, office.scheme.id)
        with office.store.write() as other:
            same = echeances.numbered(other, office.scheme.id, row.numero)
            assert same
            assert echeances.change(other, same, among=("ouverte", "passee"), etat="faite")
        held = echeances.locked(session, office.scheme.id, row.numero)
        assert held
        assert held.etat == "faite"
