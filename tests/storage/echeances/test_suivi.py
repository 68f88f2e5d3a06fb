"""Rows follow the definition; what was answered stays. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

from schemes.loader import shipped
from storage import echeances, valeurs
from storage.echeances_tables import Rappel
from tests.statements import Statement, statements
from tests.storage.echeances.conftest import CAP, COORDINATOR, Office, at, with_cap
from workflows.assistant import Assistant
from workflows.echeances.conversation import reply
from workflows.echeances.occurrences import unfold
from workflows.echeances.paroles import Lister
from workflows.echeances.results import ListeEcheances
from workflows.saisie import saisir

HOURS_2025 = "indicateur/heures-insertion/2025"


def enter(assistant: Assistant, annee: int) -> None:
    saisir(
        assistant,
        indicateur="heures-insertion",
        annee=annee,
        valeur="31 000",
        auteur="Claire Martin",
    )


def states(office: Office) -> dict[str, str]:
    """What the last form of the coordinator's digests says is no longer open."""
    digest = office.digests(COORDINATOR)[-1]
    return {line.cle: line.etat for line in digest.lignes if line.etat != "ouverte"}


def test_each_occurrence_becomes_a_row_with_one_reminder_when_it_is_to_come(
    office: Office,
) -> None:
    office.follow("2026-11-20T10:00")
    found = unfold(office.scheme)
    with office.store.read() as session:
        rows = {row.cle: row for row in echeances.followed(session, "landes")}
    assert rows.keys() == {occurrence.cle for occurrence in found}
    for occurrence in found:
        row, waits = rows[occurrence.cle], office.waits(occurrence.cle)
        assert row.due == occurrence.due
        past = occurrence.due is not None and occurrence.due < date(2026, 11, 20)
        assert row.etat == ("passee" if past else "ouverte")
        assert (waits is None) == past


def test_following_twice_changes_nothing(office: Office) -> None:
    office.follow("2026-11-20T10:00")
    before = office.row(CAP), office.waits(CAP)
    office.follow("2026-11-20T11:00")
    assert (office.row(CAP), office.waits(CAP)) == before


def its_list(office: Office, now: str) -> tuple[ListeEcheances, list[Statement]]:
    """The whole list of échéances, with what it asks of the database."""
    with statements(office.store) as sent, office.store.write() as session:
        found = reply(session, office.scheme, "paul", Lister("toutes"), at(now))
    assert isinstance(found, ListeEcheances)
    return found, [one for one in sent if not one.sql.startswith(("BEGIN", "COMMIT"))]


def test_a_list_with_nothing_to_follow_only_reads_and_holds_nothing(office: Office) -> None:
    counts = []
    for scheme in (office.scheme, shipped("pas-de-calais")):
        office.follow("2026-11-20T10:00", scheme)
        _, sent = its_list(office, "2026-11-20T11:00")
        assert all(one.sql.startswith("SELECT") for one in sent)
        assert not [one for one in sent if "FOR UPDATE" in one.sql or "revisions" in one.sql]
        counts.append(len(sent))
    assert counts[0] == counts[1], "as many, however many indicators"
    assert counts[0] <= 5


def test_a_list_follows_a_definition_that_changed_in_any_way(office: Office) -> None:
    whole = office.scheme
    for scheme in (whole, with_cap(whole, "2028-06"), with_cap(whole, None), whole):
        office.scheme = scheme
        found, _ = its_list(office, "2026-11-20T10:00")
        shown = {line.cle: line.due for line in found.lignes}
        assert shown == {occurrence.cle: occurrence.due for occurrence in unfold(scheme)}


def test_the_values_of_every_indicator_are_read_at_once(office: Office) -> None:
    with statements(office.store) as sent:
        office.follow("2026-11-20T10:00")
    assert len([one for one in sent if "FROM valeurs_indicateurs" in one.sql]) == 1


def test_processes_that_start_together_follow_once(office: Office) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(office.follow, ["2026-11-20T10:00"] * 4))
    with office.store.read() as session:
        assert len(echeances.followed(session, "landes")) == len(unfold(office.scheme))


def test_a_date_that_changes_moves_the_row_and_its_reminder(office: Office) -> None:
    office.follow("2026-11-20T10:00")
    office.follow("2026-11-20T11:00", with_cap(office.scheme, "2027-06"))
    row, waits = office.row(CAP), office.waits(CAP)
    assert (row.due, row.version) == (date(2027, 6, 30), 1)
    assert isinstance(waits, Rappel)
    assert (waits.due, waits.pas, waits.du) == (date(2027, 6, 30), -90, at("2027-04-01T09:00"))


def test_the_definition_prevails_over_an_earlier_answer_which_stays(office: Office) -> None:
    office.follow("2026-11-20T10:00")
    office.match("Direction de la Commande publique", "claire")
    with office.desk("claire", "2026-11-20T10:00") as desk:
        desk.postpone(office.row(CAP).numero, date(2028, 3, 31), mot="marché infructueux")
    assert office.row(CAP).due == date(2028, 3, 31)
    office.follow("2026-11-21T10:00")
    assert office.row(CAP).due == date(2028, 3, 31)
    office.follow("2026-11-22T10:00", with_cap(office.scheme, "2027-06"))
    assert office.row(CAP).due == date(2027, 6, 30)
    with office.store.read() as session:
        [kept] = echeances.answers(session, "landes")[office.row(CAP).numero]
    assert (kept.type, kept.mot, kept.au) == ("reporte", "marché infructueux", date(2028, 3, 31))


def test_what_leaves_the_definition_is_withdrawn_and_may_come_back(office: Office) -> None:
    whole = office.scheme
    office.follow("2026-11-20T10:00")
    office.follow("2026-11-21T10:00", with_cap(whole, None))
    assert (office.row(CAP).etat, office.waits(CAP)) == ("retiree", None)
    office.follow("2026-11-22T10:00", whole)
    assert office.row(CAP).etat == "ouverte"
    assert office.waits(CAP)
    office.coordinates("claire")
    with office.desk("claire", "2026-11-23T10:00") as desk:
        desk.done(office.row(CAP).numero)
    office.follow("2026-11-24T10:00", with_cap(whole, None))
    office.follow("2026-11-25T10:00", whole)
    assert (office.row(CAP).etat, office.waits(CAP)) == ("faite", None)


def test_what_was_past_is_not_recalled_because_it_left_and_came_back(office: Office) -> None:
    whole = office.scheme
    office.follow("2028-02-01T10:00")
    office.follow("2028-02-02T10:00", with_cap(whole, None))
    office.follow("2028-02-03T10:00", whole)
    assert (office.row(CAP).etat, office.waits(CAP)) == ("passee", None)


def test_digests_say_what_is_withdrawn_and_what_is_entered(office: Office) -> None:
    office.follow("2027-09-20T10:00")
    office.tick("2027-10-04T09:00")
    office.follow("2027-10-05T10:00", with_cap(office.scheme, None))
    assert states(office) == {CAP: "retiree"}
    office.tick("2028-01-03T09:00")
    hours = "indicateur/heures-insertion/2027"
    assistant = Assistant(office.scheme, office.store, today=lambda: date(2028, 1, 4))
    enter(assistant, 2027)
    assert states(office)[hours] == "faite"


def test_a_new_rhythm_moves_the_reminders_that_wait(office: Office) -> None:
    office.follow("2026-11-20T10:00")
    slower = office.scheme.rappels.model_copy(update={"avant": (10,)})
    office.follow("2026-11-20T11:00", office.scheme.model_copy(update={"rappels": slower}))
    waits = office.waits(CAP)
    assert waits
    assert (waits.pas, waits.du) == (-10, at("2027-12-21T09:00"))


def test_a_value_entered_is_no_longer_asked_for(office: Office) -> None:
    office.follow("2026-01-05T10:00")
    assert office.waits(HOURS_2025)
    enter(Assistant(office.scheme, office.store, today=lambda: date(2026, 1, 6)), 2025)
    assert (office.row(HOURS_2025).etat, office.waits(HOURS_2025)) == ("faite", None)


def test_a_value_entered_before_the_installation_is_not_asked_for(office: Office) -> None:
    with office.store.write() as session:
        valeurs.record(
            session,
            scheme="landes",
            indicateur="heures-insertion",
            annee=2025,
            valeur=Decimal(31000),
            origine="saisi",
            auteur="Claire Martin",
        )
    office.follow("2026-01-05T10:00")
    assert (office.row(HOURS_2025).etat, office.waits(HOURS_2025)) == ("faite", None)
    assert office.row("indicateur/heures-insertion/2026").etat == "ouverte"
