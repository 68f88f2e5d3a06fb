"""An échéance whose words are corrected goes on as it was. On both databases, day by day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from bot.ics import calendar
from schemes.loader import file_of, load
from schemes.scheme import Scheme
from storage import echeances
from storage.echeances_tables import EcheanceSuivie
from tests.storage.echeances.conftest import Office, at
from workflows.echeances.listes import listed

NODE = "noeud/axe-1-mission-1-action-1"
OLD = f"{NODE}/transmettre-a-chaque-direction-sa-feuille-de-route-annuelle"
NEW = f"{NODE}/transmettre-a-chaque-direction-la-feuille-de-route-annuelle"
BUYING = "Direction de la Commande publique"
PRINTED = """                  - imprime: Une feuille de route annuelle
                    quand: annuel
                    objet: "Transmettre à chaque direction sa feuille de route annuelle"
                    source: "Axe 1, mission 1, action 1, détail de l'action"
"""

Edit = Callable[[str], Scheme]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """The scheme of Landes with other lines in place of those of the annual roadmap."""

    def edited(lines: str) -> Scheme:
        text = file_of("landes").read_text(encoding="utf-8")
        assert PRINTED in text
        path = tmp_path / "landes.yaml"
        path.write_text(text.replace(PRINTED, lines), encoding="utf-8")
        return load(path)

    return edited


@pytest.fixture
def corrected(edit: Edit) -> Scheme:
    return edit(PRINTED.replace("sa feuille", "la feuille"))


@pytest.fixture
def office(office: Office) -> Office:
    office.follow("2027-09-20T10:00")
    office.match(BUYING, "claire")
    return office


def rows(office: Office) -> dict[int, EcheanceSuivie]:
    with office.store.read() as session:
        return {row.numero: row for row in echeances.followed(session, "landes")}


def events(office: Office) -> dict[str, tuple[str, str, int]]:
    """The words, the status and the sequence of each event of the calendar, by UID."""
    with office.store.read() as session:
        everything = listed(
            session,
            office.scheme,
            personne="",
            today=date(2027, 10, 5),
            filtre="toutes",
            withdrawn=True,
        )
    read: Calendar = IcsCalendarStream.calendar_from_ics(calendar(everything).decode())
    found = {
        str(event.uid): (event.summary or "", event.status or "", event.sequence or 0)
        for event in read.events
    }
    assert len(found) == len(read.events)
    return found


def test_what_was_done_stays_done_and_no_reminder_leaves(office: Office, corrected: Scheme) -> None:
    before = rows(office)
    office.tick("2027-10-04T09:00")
    done = office.row(f"{OLD}/2027").numero
    with office.desk("claire", "2027-10-05T10:00") as desk:
        desk.done(done, mot="transmise le 5")
    office.follow("2027-10-05T11:00", corrected)
    assert rows(office).keys() == before.keys()
    row = office.row(f"{NEW}/2027")
    assert (row.numero, row.etat) == (done, "faite")
    assert "la feuille" in row.objet
    for day in ("2027-12-01", "2027-12-24", "2027-12-31", "2028-01-07"):
        for read in office.tick(f"{day}T09:00").values():
            assert f"{NEW}/2027" not in read


def test_what_was_postponed_stays_postponed_and_is_recalled_once(
    office: Office, corrected: Scheme
) -> None:
    with office.desk("claire", "2027-10-05T10:00") as desk:
        desk.postpone(office.row(f"{OLD}/2027").numero, date(2028, 3, 31), mot="élus absents")
    waited = office.waits(f"{OLD}/2027")
    office.follow("2027-10-05T11:00", corrected)
    row = office.row(f"{NEW}/2027")
    assert (row.etat, row.due, row.prevue_le) == (
        "ouverte",
        date(2028, 3, 31),
        date(2027, 12, 31),
    )
    assert office.waits(f"{NEW}/2027") == waited
    assert f"{NEW}/2027" not in office.tick("2027-12-31T09:00")["claire"]
    assert f"{NEW}/2027" in office.tick("2028-01-03T09:00")["claire"]


def test_a_step_already_said_is_not_said_again(office: Office, corrected: Scheme) -> None:
    assert f"{OLD}/2027" in office.tick("2027-10-04T09:00")["claire"]
    office.follow("2027-10-04T09:30", corrected)
    waits = office.waits(f"{NEW}/2027")
    assert waits
    assert (waits.pas, waits.du) == (-30, at("2027-12-01T09:00"))
    with office.desk("claire", "2027-10-04T10:00") as desk:
        desk.done(office.row(f"{NEW}/2027").numero)
    renewed = office.digests("claire")[-1]
    assert [line.etat for line in renewed.lignes if line.cle == f"{NEW}/2027"] == ["faite"]


def test_a_calendar_updates_the_same_event(office: Office, corrected: Scheme) -> None:
    before = events(office)
    office.follow("2027-10-05T11:00", corrected)
    after = events(office)
    uid = f"{OLD}/2027@landes.spaser"
    assert after.keys() == before.keys()
    assert ("sa feuille" in before[uid][0], "la feuille" in after[uid][0]) == (True, True)
    assert after[uid][1] == "CONFIRMED"
    assert after[uid][2] > before[uid][2]


def test_words_may_change_back_and_again(office: Office, edit: Edit, corrected: Scheme) -> None:
    before, whole = rows(office).keys(), office.scheme
    for day, scheme in enumerate((corrected, whole, edit(PRINTED.replace("sa", "une"))), start=5):
        office.follow(f"2027-10-{day:02d}T10:00", scheme)
        office.follow(f"2027-10-{day:02d}T11:00", scheme)
        assert rows(office).keys() == before
    assert f"{OLD}/2027@landes.spaser" in events(office)


def test_an_id_may_be_given_without_losing_anything(office: Office, edit: Edit) -> None:
    numero = office.row(f"{OLD}/2027").numero
    named = PRINTED.replace("- imprime", "- id: feuille-de-route\n                    imprime")
    office.follow("2027-10-05T10:00", edit(named))
    assert office.row(f"{NODE}/feuille-de-route/2027").numero == numero


def test_former_words_that_come_back_beside_the_new_ones_are_another_event(
    office: Office, edit: Edit, corrected: Scheme
) -> None:
    office.follow("2027-10-05T10:00", corrected)
    both = PRINTED.replace("sa feuille", "la feuille") + PRINTED
    office.follow("2027-10-06T10:00", edit(both))
    assert office.row(f"{OLD}/2027").numero != office.row(f"{NEW}/2027").numero
    found = events(office)
    assert "la feuille" in found[f"{OLD}/2027@landes.spaser"][0]
    assert "sa feuille" in found[f"{OLD}/2027/2@landes.spaser"][0]


def test_two_in_place_of_one_are_both_new(office: Office, edit: Edit) -> None:
    before = rows(office)
    two = PRINTED.replace("sa feuille", "la feuille") + PRINTED.replace("sa feuille", "une feuille")
    office.follow("2027-10-05T10:00", edit(two))
    assert office.row(f"{OLD}/2027").etat == "retiree"
    assert office.row(f"{NEW}/2027").numero not in before


def test_what_was_withdrawn_earlier_is_not_taken_for_what_is_added_later(
    office: Office, edit: Edit, corrected: Scheme
) -> None:
    gone = office.row(f"{OLD}/2027").numero
    office.follow("2027-10-05T10:00", edit("                  []\n"))
    office.follow("2027-10-06T10:00", corrected)
    assert office.row(f"{OLD}/2027").etat == "retiree"
    assert office.row(f"{NEW}/2027").numero != gone
