"""Answers to échéances, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from storage import journal
from tests.storage.echeances.conftest import CAP, COORDINATOR, Office, at, with_cap
from workflows.echeances.listes import listed
from workflows.echeances.results import EcheanceRepondue, ListeEcheances, RefusEcheance

BUYING = "Direction de la Commande publique"
NOW = "2027-10-05T10:00"


@pytest.fixture
def office(office: Office) -> Office:
    """Landes, Claire reminded on the 4th of October 2027 of what is due at the end of the year."""
    office.follow("2027-09-20T10:00")
    office.match(BUYING, "claire")
    office.tick("2027-10-04T09:00")
    return office


def reply(office: Office, kind: str, *, by: str = "claire", now: str = NOW, **said: Any) -> object:
    with office.desk(by, now) as desk:
        return getattr(desk, kind)(office.row(CAP).numero, **said)


def motive(result: object) -> str:
    assert isinstance(result, RefusEcheance)
    return result.motif


def test_done_stops_everything_and_renews_the_digest(office: Office) -> None:
    done = reply(office, "done", mot="cap atteint", fichier="https://exemple.fr/bilan.pdf")
    assert isinstance(done, EcheanceRepondue)
    assert (done.ligne.etat, done.ligne.retard) == ("faite", 0)
    assert done.ligne.derniere
    assert (done.ligne.derniere.mot, done.ligne.derniere.fichier) == (
        "cap atteint",
        "https://exemple.fr/bilan.pdf",
    )
    assert office.waits(CAP) is None
    assert CAP not in office.tick("2027-12-01T09:00")["claire"]
    [renewed] = [row for row in office.owed() if row.remplace]
    assert (renewed.remplace, renewed.destinataire) == ("rappel:claire:2027-10-04", "claire")


def test_whoever_is_second_is_told_who_was_first(office: Office) -> None:
    people = ["claire", "paul", "nadia", "yann"]
    office.match(BUYING, *people)
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda person: reply(office, "done", by=person), people))
    done = [result for result in results if isinstance(result, EcheanceRepondue)]
    late = [result for result in results if isinstance(result, RefusEcheance)]
    assert (len(done), len(late)) == (1, 3)
    assert done[0].ligne.derniere
    for result in late:
        assert result.motif == "close"
        assert result.ligne and result.ligne.derniere
        assert result.ligne.derniere.auteur == done[0].ligne.derniere.auteur


def test_each_answer_is_in_the_journal(office: Office) -> None:
    reply(office, "ongoing", pourcentage=40, mot="au tiers")
    reply(office, "postpone", au=date(2028, 3, 31), mot="infructueux")
    reply(office, "done", by="nadia")
    with office.store.read() as session:
        kept = journal.about(session, journal.echeance(office.row(CAP).numero))
    assert [(entry.qui, entry.quoi, entry.mots, entry.details) for entry in kept] == [
        ("claire", "echeance-en-cours", "au tiers", '{"pourcentage": 40}'),
        ("claire", "echeance-reporte", "infructueux", '{"au": "2028-03-31"}'),
    ]
    assert {entry.le for entry in kept} == {at(NOW)}


def test_under_way_leaves_in_peace_for_a_while(office: Office) -> None:
    done = reply(office, "ongoing", pourcentage=40, mot="au tiers", now="2027-11-29T10:00")
    assert isinstance(done, EcheanceRepondue)
    assert done.ligne.avancement == 40
    assert CAP not in office.tick("2027-12-01T09:00")["claire"]  # 30 days before
    office.follow("2027-12-02T10:00")
    waits = office.waits(CAP)
    assert waits
    assert (waits.pas, waits.du) == (-7, at("2027-12-24T09:00"))
    again = reply(office, "ongoing", now="2027-12-27T10:00")
    assert isinstance(again, EcheanceRepondue)
    assert again.ligne.avancement == 40
    waits = office.waits(CAP)
    assert waits and waits.pas == 0


def test_postponed_it_starts_again_from_its_new_date(office: Office) -> None:
    done = reply(office, "postpone", au=date(2028, 3, 31), mot="marché infructueux")
    assert isinstance(done, EcheanceRepondue)
    assert (done.ligne.due, done.ligne.prevue_le) == (date(2028, 3, 31), date(2027, 12, 31))
    waits = office.waits(CAP)
    assert waits
    assert (waits.due, waits.pas) == (date(2028, 3, 31), -90)
    back = reply(office, "postpone", au=date(2027, 12, 31))
    assert isinstance(back, EcheanceRepondue)
    waits = office.waits(CAP)
    assert waits
    assert (waits.due, waits.pas) == (date(2027, 12, 31), -30)


def test_brought_forward_it_needs_no_reason(office: Office) -> None:
    assert isinstance(reply(office, "postpone", au=date(2027, 11, 30)), EcheanceRepondue)


def test_what_was_past_from_the_start_may_still_be_answered(office: Office) -> None:
    past = "noeud/axe-1-mission-1-action-2/reunir-le-comite-de-suivi/2024"
    assert office.row(past).etat == "passee"
    with office.desk("claire", NOW) as desk:
        assert isinstance(desk.done(office.row(past).numero), EcheanceRepondue)
    assert office.row(past).etat == "faite"


def test_passed_on_it_is_told_to_the_other_the_next_morning_and_then_as_the_rhythm_says(
    office: Office,
) -> None:
    done = reply(office, "pass_on", a_qui="paul", mot="c'est Paul")
    assert isinstance(done, EcheanceRepondue)
    assert done.ligne.personnes == ("paul",)
    assert office.tick("2027-10-06T09:00") == {"paul": [CAP]}
    assert CAP in office.tick("2027-12-01T09:00")["paul"]
    assert office.tick("2027-12-24T09:00")["paul"] == [CAP]


def test_passed_on_to_no_one_known_it_goes_to_the_coordinator(office: Office) -> None:
    reply(office, "pass_on", mot="voir la direction des finances")
    assert office.tick("2027-10-06T09:00") == {COORDINATOR: [CAP]}
    [line] = office.digests(COORDINATOR)[-1].lignes
    assert (line.motif, line.personnes, line.refusee_par) == ("sans_pilote", (), ("claire",))
    assert line.derniere
    assert (line.derniere.auteur, line.derniere.mot) == ("claire", "voir la direction des finances")


def test_who_it_was_passed_on_to_may_refuse_it_too(office: Office) -> None:
    office.match(BUYING, "claire", "nadia")
    first = reply(office, "pass_on", a_qui="paul")
    second = reply(office, "pass_on", by="nadia")
    assert isinstance(first, EcheanceRepondue) and isinstance(second, EcheanceRepondue)
    assert (second.ligne.personnes, second.ligne.refusee_par) == (("paul",), ())
    last = reply(office, "pass_on", by="paul")
    assert isinstance(last, EcheanceRepondue)
    assert last.ligne.refusee_par == ("claire", "nadia", "paul")


def test_what_is_no_ones_is_given_to_someone(office: Office) -> None:
    office.match(BUYING)
    assert motive(reply(office, "pass_on", by=COORDINATOR, a_qui="paul")) == "pas_concerne"
    office.coordinates(COORDINATOR)
    assert motive(reply(office, "pass_on", by=COORDINATOR, mot="Licorne")) == "sans_personne"
    assert isinstance(reply(office, "pass_on", by=COORDINATOR, a_qui="paul"), EcheanceRepondue)
    assert office.tick("2027-10-06T09:00") == {"paul": [CAP]}


def test_who_it_was_passed_on_to_reads_of_it_although_its_date_changes(office: Office) -> None:
    reply(office, "pass_on", a_qui="paul")
    office.follow("2027-10-05T11:00", with_cap(office.scheme, "2028-06"))
    assert office.tick("2027-10-06T09:00") == {"paul": [CAP]}
    waits = office.waits(CAP)
    assert waits
    assert (waits.due, waits.pas) == (date(2028, 6, 30), -90)


@pytest.mark.parametrize(
    ("kind", "said", "motif"),
    [
        ("ongoing", {"pourcentage": 101}, "avancement"),
        ("ongoing", {"pourcentage": -1}, "avancement"),
        ("postpone", {"au": date(2028, 3, 31)}, "sans_raison"),
        ("postpone", {"au": date(2027, 10, 4), "mot": "hier"}, "date_passee"),
        ("postpone", {"au": date(2027, 12, 31), "mot": "même jour"}, "meme_date"),
        ("done", {"by": "nadia"}, "pas_concerne"),
        ("pass_on", {"by": "nadia"}, "pas_concerne"),
        ("pass_on", {"a_qui": "claire"}, "sans_personne"),
        ("done", {"mot": "x" * 2001}, "trop_long"),
    ],
)
def test_what_is_not_taken_changes_nothing(
    office: Office, kind: str, said: dict[str, Any], motif: str
) -> None:
    before = office.row(CAP), office.waits(CAP), len(office.owed())
    assert motive(reply(office, kind, **said)) == motif
    assert (office.row(CAP), office.waits(CAP), len(office.owed())) == before


def test_what_would_be_refused_whatever_is_said_is_known_beforehand(office: Office) -> None:
    numero = office.row(CAP).numero

    def obstacle(person: str, numero: int = numero) -> str | None:
        with office.desk(person, NOW) as desk:
            found = desk.obstacle(numero)
        return found.motif if found else None

    assert obstacle("claire") is None
    assert obstacle("claire", 10**8) == "inconnue"
    assert obstacle("nadia") == "pas_concerne"
    reply(office, "done")
    assert obstacle("claire") == "close"
    assert obstacle("nadia") == "pas_concerne"


def test_an_unknown_number_is_said_so(office: Office) -> None:
    with office.desk("claire", NOW) as desk:
        assert motive(desk.done(10**8)) == "inconnue"


def test_an_echeance_without_a_date_gets_one_without_a_reason(office: Office) -> None:
    from schemes.loader import shipped

    office.follow("2026-01-05T10:00", shipped("drome"))
    undated = "noeud/fiche-action-1-2/lancer-au-moins-3-projets-pilotes-de-renovation-durable"
    assert (office.row(undated).due, office.waits(undated)) == (None, None)
    office.match("le service achats", "claire")
    numero = office.row(undated).numero
    with office.desk("claire", "2026-01-05T10:00") as desk:
        assert isinstance(desk.pass_on(numero, a_qui="paul"), EcheanceRepondue)
    office.follow("2026-01-05T11:00")
    assert office.tick("2026-01-06T09:00")["paul"] == [undated]
    assert office.waits(undated) is None
    with office.desk("paul", "2026-01-06T10:00") as desk:
        assert isinstance(desk.postpone(numero, date(2027, 6, 30)), EcheanceRepondue)
    waits = office.waits(undated)
    assert waits
    assert (waits.due, waits.pas) == (date(2027, 6, 30), -90)


def test_lists(office: Office) -> None:
    def keys(filtre: Any, day: date, annee: int | None = None) -> list[str]:
        with office.store.read() as session:
            found = listed(
                session,
                office.scheme,
                personne="claire",
                today=day,
                filtre=filtre,
                annee=annee,
            )
        return [line.cle for line in found.lignes]

    day = date(2027, 10, 5)
    everything = keys("toutes", day)
    assert len(everything) == 204
    mine = keys("miennes", day)
    assert CAP in mine
    assert "noeud/axe-1-mission-1-action-2/reunir-le-comite-de-suivi/2024" not in mine
    assert keys("retard", day) == []
    assert CAP in keys("retard", date(2028, 1, 1))
    assert {int(key.rsplit("/", 1)[1]) for key in keys("annee", day, 2028)} == {2027, 2028}
    reply(office, "done")
    assert CAP not in keys("miennes", day)
    after = keys("toutes", day)
    assert sorted(after) == sorted(everything)
    states = [office.row(cle).etat for cle in after]
    open_, past = states.count("ouverte"), states.count("passee")
    assert states == ["ouverte"] * open_ + ["faite"] + ["passee"] * past
    assert after[open_] == CAP


def test_a_list_says_who_may_answer_and_what_nobody_does(office: Office) -> None:
    office.coordinates("nadia")

    def asked(person: str, filtre: Any) -> ListeEcheances:
        with office.store.read() as session:
            day = date(2027, 10, 5)
            return listed(session, office.scheme, personne=person, today=day, filtre=filtre)

    theirs = {line.cle for line in asked("claire", "miennes").lignes}
    for person, answers in (("claire", theirs), ("yann", set())):
        found = asked(person, "toutes").lignes
        assert {line.cle for line in found if line.permise} & theirs == answers
    assert all(line.permise for line in asked("nadia", "toutes").lignes)
    alone = asked("nadia", "sans_personne").lignes
    assert alone
    assert {line.etat for line in alone} == {"ouverte"}
    assert {line.personnes for line in alone} == {()}
    assert asked("nadia", "miennes").sans_personne == len(alone)
    assert asked("claire", "miennes").sans_personne == 0
