"""The journal is only ever added to, whoever asks and however they ask."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import journal
from storage.store import Store
from storage.tables import now

REFUSED = "le journal ne se modifie pas"


@pytest.fixture
def written(store: Store) -> Store:
    with store.write() as session:
        for qui in ("U1", "U2"):
            journal.write(
                session,
                qui=qui,
                quoi="decider",
                objet=journal.dossier(12),
                le=now(),
                mots="L'allotissement est bon.",
                details={"decision": "valide"},
            )
    return store


def told(store: Store) -> list[tuple[str, str | None]]:
    with store.read() as session:
        return [(row.qui, row.mots) for row in journal.whole(session)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET mots = 'autre chose'",
        "UPDATE journal SET le = le WHERE id = 2",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE id = 1",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_entry(written: Store, statement: str) -> None:
    before = told(written)
    with pytest.raises(DBAPIError, match=REFUSED), written.write() as session:
        session.connection().execute(text(statement))
    assert told(written) == before
    assert len(before) == 2


REPLACES = {
    "sqlite": "INSERT OR REPLACE INTO journal (id, le, qui, quoi, objet, details) "
    "SELECT 1, le, 'U9', quoi, objet, details FROM journal WHERE id = 1",
    "postgresql": "TRUNCATE journal",
}
"""Each database's own way round a deletion."""


def test_no_way_round(written: Store) -> None:
    before = told(written)
    with pytest.raises(DBAPIError, match=REFUSED), written.write() as session:
        session.connection().execute(text(REPLACES[written.engine.dialect.name]))
    assert told(written) == before


def test_an_upsert_is_refused_too(written: Store) -> None:
    with pytest.raises(DBAPIError, match=REFUSED), written.write() as session:
        session.connection().execute(
            text(
                "INSERT INTO journal (id, le, qui, quoi, objet, details) "
                "SELECT 1, le, qui, quoi, objet, details FROM journal WHERE id = 1 "
                "ON CONFLICT (id) DO UPDATE SET qui = 'U9'"
            )
        )
    assert told(written)[0][0] == "U1"


def test_an_object_has_its_own_story(written: Store) -> None:
    with written.write() as session:
        journal.write(session, qui="U3", quoi="viser", objet=journal.dossier(13), le=now())
    with written.read() as session:
        assert [row.qui for row in journal.about(session, journal.dossier(12))] == ["U1", "U2"]
        assert [row.qui for row in journal.about(session, journal.dossier(13))] == ["U3"]
        assert len(journal.whole(session)) == 3
