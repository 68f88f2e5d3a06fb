"""What people do is dated by the bot's clock, wherever they do it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.desk import Desk
from bot.replies import Replies
from schemes.scheme import Scheme
from storage import echeances, revues
from storage.store import Store
from tests.conversations.office import Office, office_of
from tests.conversations.reviewing import ready
from tests.revue_cast import known
from workflows.revue.programme import TOO_LATE
from workflows.revue.results import RefusRevue

LATER = datetime(2100, 1, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def office(sqlite_store: Store, ille_et_vilaine_scheme: Scheme) -> Iterator[Office]:
    with office_of(sqlite_store, ille_et_vilaine_scheme) as office:
        office.clock.instant = LATER
        yield office


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(Replies(lambda: office.assistant), office.outbox, office.clock)


def test_a_request_is_stopped_by_the_day_that_it_is(office: Office, desk: Desk) -> None:
    with office.store.write() as session:
        known(session, "max", "commande-publique")
    stopped = desk.before("max", "séance 18/03/2099")
    assert isinstance(stopped, RefusRevue)
    assert stopped.precision == TOO_LATE


def test_a_fiche_is_sent_when_it_is(office: Office, desk: Desk) -> None:
    numero = ready(office.store, office.assistant, "alice")
    with desk.bureau("alice", "test") as bureau:
        assert bureau
        bureau.fils.answer("envoyer", numero, None)
    with office.store.read() as session:
        [version] = revues.versions(session, numero)
        waits = echeances.waits(session, office.scheme.id, beginning=f"dossier/{numero}/")
    assert version.soumise_le == LATER
    assert {wait.modifiee_le for wait in waits} == {LATER}
