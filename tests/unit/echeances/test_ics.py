"""The calendar file, read again by another library."""

from datetime import UTC, date, datetime, timedelta

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from bot.ics import calendar
from schemes.loader import paths, shipped
from schemes.scheme import Scheme
from storage import echeances
from storage.store import Store
from workflows.echeances.echeancier import Echeancier
from workflows.echeances.listes import listed
from workflows.echeances.suivi import follow

NOW = datetime(2025, 1, 6, 10, tzinfo=UTC)
COMITE = "noeud/axe-1-mission-1-action-2/reunir-le-comite-de-suivi/2025"


def agenda(store: Store, scheme: Scheme, now: datetime = NOW) -> dict[str, Event]:
    """The events of a scheme's file, by UID, as the other library reads them."""
    with store.write() as session:
        follow(session, scheme, now)
        found = listed(
            session, scheme, personne="", today=now.date(), filtre="toutes", withdrawn=True
        )
    read: Calendar = IcsCalendarStream.calendar_from_ics(calendar(found).decode())
    return {str(event.uid): event for event in read.events}


@pytest.mark.parametrize("scheme_id", paths())
def test_every_dated_echeance_is_a_whole_day(sqlite_store: Store, scheme_id: str) -> None:
    scheme = shipped(scheme_id)
    events = agenda(sqlite_store, scheme)
    with sqlite_store.read() as session:
        dated = {row.cle: row.due for row in echeances.followed(session, scheme_id) if row.due}
    assert {uid.removesuffix(f"@{scheme_id}.spaser") for uid in events} == dated.keys()
    for cle, due in dated.items():
        event = events[f"{cle}@{scheme_id}.spaser"]
        assert type(event.dtstart) is date
        assert (event.dtstart, event.dtend) == (due, due + timedelta(1))
        assert event.summary
        assert event.status == "CONFIRMED"


def test_lines_are_folded_as_the_standard_says(sqlite_store: Store, landes_scheme: Scheme) -> None:
    with sqlite_store.write() as session:
        follow(session, landes_scheme, NOW)
        found = listed(
            session, landes_scheme, personne="", today=NOW.date(), filtre="toutes", withdrawn=True
        )
    lines = calendar(found).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_a_change_keeps_the_uid_and_raises_the_sequence(
    sqlite_store: Store, landes_scheme: Scheme
) -> None:
    uid = f"{COMITE}@landes.spaser"
    before = agenda(sqlite_store, landes_scheme)[uid]
    with sqlite_store.write() as session:
        echeances.match(session, "landes", "Direction de la Commande publique", ["claire"])
        row = echeances.keyed(session, "landes", COMITE)
        assert row
        desk = Echeancier(session, landes_scheme, "claire", NOW)
        desk.postpone(row.numero, date(2026, 2, 28), mot="élus absents")
    after = agenda(sqlite_store, landes_scheme)[uid]
    assert (before.dtstart, after.dtstart) == (date(2025, 12, 31), date(2026, 2, 28))
    assert (before.sequence or 0) < (after.sequence or 0)
    assert "Prévue le 31 décembre 2025" in (after.description or "")


def test_what_is_withdrawn_is_cancelled(sqlite_store: Store, landes_scheme: Scheme) -> None:
    before = agenda(sqlite_store, landes_scheme)
    shorter = landes_scheme.periode.model_copy(update={"fin": 2028})
    after = agenda(sqlite_store, landes_scheme.model_copy(update={"periode": shorter}))
    assert after.keys() == before.keys()
    gone = {uid for uid, event in after.items() if event.status == "CANCELLED"}
    assert gone == {uid for uid in before if "/2029@" in uid}
    for uid in gone:
        assert (after[uid].sequence or 0) > (before[uid].sequence or 0)
