"""What waits for people in the bot, lived day by day on both databases against days by hand.

In Ille-et-Vilaine: a visa has ten working days, and every other date is the local rhythm's.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from sqlmodel import Session, col, select

from schemes.scheme import Scheme
from storage import echeances, seances
from storage.echeances_tables import EcheanceSuivie, Rappel
from storage.store import Store
from storage.tables import Dossier
from tests.revue_cast import (
    DOINGS,
    NOW,
    TO_COMITE,
    TO_COMMANDE_PUBLIQUE,
    draft,
    known,
    put_in,
    sent,
)
from tests.storage.echeances.conftest import COORDINATOR, Office, at
from workflows.canaux import NO_CHANNEL
from workflows.clock import PARIS
from workflows.echeances.echeancier import Echeancier
from workflows.echeances.listes import listed
from workflows.echeances.results import EcheanceRepondue, RefusEcheance
from workflows.echeances.veille import Veille
from workflows.revue import comite
from workflows.revue.annonces import Annonces
from workflows.revue.attentes import follow_dossier
from workflows.revue.etats import Action
from workflows.revue.results import ReponseRevue
from workflows.understanding import Valeur

SENT = date(2026, 11, 20)
"""The Friday on which everything begins."""

Read = list[tuple[str, str]]
"""Days and people, of the reminders of one nature."""


@pytest.fixture
def office(store: Store, ille_et_vilaine_scheme: Scheme) -> Office:
    """Léa writes, Max is the commande publique, Dina decides, he and Vera give visas."""
    with store.write() as session:
        known(session, "lea", "acheteur")
        known(session, "max", "commande-publique", "visa:commande-publique")
        known(session, "dina", "comite", "decideur")
        known(session, "vera", "visa:referent-clauses-sociales")
    return Office(store, ille_et_vilaine_scheme, Veille(store, COORDINATOR))


def told(office: Office, session: Session, done: ReponseRevue, now: datetime = NOW) -> None:
    """Tell of something done, as whatever does it must."""
    Annonces(session, office.scheme, NO_CHANNEL, f"test-{now.isoformat()}", now).of(done)


def does(office: Office, action: Action, numero: int, par: str, now: datetime = NOW) -> None:
    with office.store.write() as session:
        told(office, session, DOINGS[action](session, office.scheme, numero, par), now)


def inscribed(office: Office, answers: dict[str, Valeur]) -> int:
    """A dossier that waits for its decision."""
    numero = submitted(office, answers)
    with office.store.write() as session:
        put_in(session, numero, "inscrit")
        follow_dossier(session, office.scheme, numero, NOW)
    return numero


def running(office: Office, months: int) -> int:
    """A dossier whose contract was notified for so many months."""
    numero = submitted(office, TO_COMITE | {"duree": Decimal(months)})
    with office.store.write() as session:
        put_in(session, numero, "lance")
    does(office, "notifier", numero, "lea")
    return numero


def submitted(office: Office, answers: dict[str, Valeur]) -> int:
    with office.store.write() as session:
        numero = sent(session, office.scheme, "lea", answers)
        follow_dossier(session, office.scheme, numero, NOW)
    return numero


def live(office: Office, until: date, *natures: str, since: date = SENT) -> Read:
    """Every reminder of these natures, each day ticked twice: day and person, in order."""
    found = []
    for rank in range((until - since).days + 1):
        day = since + timedelta(rank)
        for hour in (time(9), time(15)):
            instant = datetime.combine(day, hour, PARIS).astimezone(UTC)
            for resume in office.veille.tick(office.scheme, instant):
                lines = [line for line in resume.lignes if line.nature in natures]
                found += [(day.isoformat(), resume.personne) for _ in lines]
    return found


def open_waits(office: Office) -> list[str]:
    with office.store.read() as session:
        return [row.cle for row in echeances.waits(session, office.scheme.id)]


def test_a_visa_is_recalled_until_given_and_climbs(office: Office) -> None:
    numero = submitted(office, TO_COMITE)
    assert live(office, date(2026, 12, 12), "visa") == [
        ("2026-12-03", COORDINATOR),  # nobody has that role
        ("2026-12-03", "max"),
        ("2026-12-03", "vera"),
        ("2026-12-04", COORDINATOR),  # the last day
        ("2026-12-04", "max"),
        ("2026-12-04", "vera"),
        ("2026-12-11", COORDINATOR),
        ("2026-12-11", "max"),
        ("2026-12-11", "vera"),
    ]
    does(office, "viser", numero, "max")
    does(office, "viser", numero, "vera")
    found = live(office, date(2026, 12, 31), "visa", since=date(2026, 12, 13))
    assert found == [("2026-12-18", COORDINATOR), ("2026-12-28", COORDINATOR)]  # Christmas moves


def test_nobody_is_reminded_of_a_visa_or_a_decision_on_their_own_dossier(office: Office) -> None:
    with office.store.write() as session:
        known(session, "lea", "acheteur", "visa:commande-publique", "decideur")
    numero = submitted(office, TO_COMITE)
    visa = office.row(f"dossier/{numero}/v1/visa/commande-publique")
    assert visa.personnes == ["max"]
    with office.store.write() as session:
        put_in(session, numero, "inscrit")
        follow_dossier(session, office.scheme, numero, NOW)
    decision = office.row(f"dossier/{numero}/v1/decision")
    assert decision.personnes == ["dina"]
    assert not [one for one in live(office, date(2026, 12, 18), "visa", "decision") if "lea" in one]


def test_given_at_the_same_moment_a_visa_is_not_recalled(office: Office) -> None:
    numero = submitted(office, TO_COMITE)
    office.tick("2026-12-03T08:59")
    does(office, "viser", numero, "vera")
    assert "vera" not in office.tick("2026-12-03T09:00")


def test_the_digest_already_read_says_what_is_no_longer_waited_for(office: Office) -> None:
    numero = submitted(office, TO_COMITE)
    office.tick("2026-12-03T09:00")
    does(office, "viser", numero, "vera")
    first, then = office.digests("vera")
    assert [line.etat for line in first.lignes] == ["ouverte"]
    assert [line.etat for line in then.lignes] == ["retiree"]
    assert first.lignes[0].suite and first.lignes[0].suite.demande == f"dossier {numero}"


def test_a_complement_waits_for_those_who_write(office: Office) -> None:
    numero = inscribed(office, TO_COMITE)
    does(office, "demander-complement", numero, "dina")
    # asked on the 20th, ten days: Monday the 30th; three days before is Friday the 27th
    assert live(office, date(2026, 12, 8), "complement") == [
        ("2026-11-27", "lea"),
        ("2026-11-30", "lea"),
        ("2026-12-07", "lea"),
    ]
    does(office, "completer", numero, "lea")
    assert live(office, date(2026, 12, 31), "complement", since=date(2026, 12, 9)) == []


def test_a_decision_waits_for_the_commande_publique(office: Office) -> None:
    numero = inscribed(office, TO_COMMANDE_PUBLIQUE)
    assert live(office, date(2026, 12, 1), "decision") == [
        ("2026-11-27", "max"),
        ("2026-11-30", "max"),
    ]
    does(office, "valider", numero, "max")
    assert live(office, date(2026, 12, 31), "decision", since=date(2026, 12, 2)) == []


def test_a_meeting_is_prepared_then_its_decisions_are_waited_for(office: Office) -> None:
    numero = inscribed(office, TO_COMITE)
    instance = office.scheme.revue.instance
    assert instance
    with office.store.write() as session:
        day = date(2026, 12, 17)
        seance = seances.fix(session, scheme=office.scheme.id, instance=instance, jour=day)
        seances.put_on_agenda(session, [numero], seance)
        follow_dossier(session, office.scheme, numero, NOW)
    assert live(office, date(2026, 12, 30), "seance", "decision") == [
        ("2026-12-03", "max"),
        ("2026-12-10", "max"),
        ("2026-12-16", "max"),
        ("2026-12-24", "dina"),
    ]
    with office.store.write() as session:
        put_in(session, numero, "valide")
    assert live(office, date(2027, 1, 31), "seance", since=date(2026, 12, 31)) == []


def test_a_draft_left_behind_is_recalled_to_its_writers_alone(office: Office) -> None:
    with office.store.write() as session:
        numero = draft(session, office.scheme, "lea").numero
        row = session.get_one(Dossier, numero)
        row.modifie_le = NOW
    # fourteen days later is Friday the 4th of December; it never climbs to the coordinator
    found = live(office, date(2027, 1, 17), "brouillon")
    assert [day for day, _ in found] == ["2026-12-04", "2026-12-18", "2027-01-04", "2027-01-15"]
    assert {person for _, person in found} == {"lea"}


def test_a_draft_taken_up_again_is_left_in_peace(office: Office) -> None:
    with office.store.write() as session:
        numero = draft(session, office.scheme, "lea").numero
        session.get_one(Dossier, numero).modifie_le = NOW
    live(office, date(2026, 12, 10), "brouillon")
    with office.store.write() as session:
        session.get_one(Dossier, numero).modifie_le = at("2026-12-10T11:00")
    found = live(office, date(2027, 1, 3), "brouillon", since=date(2026, 12, 11))
    assert found == [("2026-12-24", "lea")]


def test_the_end_of_a_contract_can_be_answered_then_its_review_waits(office: Office) -> None:
    numero = running(office, months=4)
    # notified on the 20th of November for four months: it ends on Saturday the 20th of March
    found = live(office, date(2027, 3, 21), "fin", "bilan")
    assert found == [("2026-12-21", "lea"), ("2027-02-18", "lea")]
    assert live(office, date(2027, 4, 20), "fin", "bilan", since=date(2027, 3, 22)) == [
        ("2027-04-19", "lea")  # thirty days after the end
    ]
    assert open_waits(office) == [f"marche/{numero}/bilan"]
    does(office, "faire-bilan", numero, "lea", at("2027-04-20T16:00"))
    assert open_waits(office) == []


def test_an_end_said_to_be_dealt_with_is_recalled_no_more(office: Office) -> None:
    numero = running(office, months=4)
    row = office.row(f"marche/{numero}/fin")
    with office.store.write() as session:
        lea = Echeancier(session, office.scheme, "lea", at("2026-12-01T10:00"))
        assert isinstance(lea.done(row.numero), EcheanceRepondue)
    assert live(office, date(2027, 3, 21), "fin") == []


Answer = Callable[[Echeancier, int], object]


@pytest.mark.parametrize(
    "answer",
    [
        lambda desk, n: desk.done(n),
        lambda desk, n: desk.ongoing(n, pourcentage=40),
        lambda desk, n: desk.postpone(n, date(2027, 6, 1), mot="Plus tard"),
        lambda desk, n: desk.pass_on(n, a_qui="max"),
    ],
)
def test_what_waits_is_done_where_it_is_done(office: Office, answer: Answer) -> None:
    numero = submitted(office, TO_COMITE)
    row = office.row(f"dossier/{numero}/v1/visa/referent-clauses-sociales")
    with office.desk("vera", "2026-12-03T10:00") as desk:
        refused = answer(desk, row.numero)
    assert isinstance(refused, RefusEcheance)
    assert refused.motif == "ailleurs"
    assert [option.demande for option in refused.options] == [f"dossier {numero}"]


def test_three_weeks_off_one_digest_and_the_rhythm_goes_on(office: Office) -> None:
    submitted(office, TO_COMITE)
    found = live(office, date(2026, 12, 31), "visa", since=date(2026, 12, 24))
    assert [read for read in found if read[1] == "vera"] == [
        ("2026-12-24", "vera"),
        ("2026-12-28", "vera"),  # the 25th is closed
    ]


def test_what_waits_is_in_the_list_of_those_it_waits_for_alone(office: Office) -> None:
    numero = submitted(office, TO_COMITE)
    today = date(2026, 12, 1)

    def natures(personne: str, filtre: str) -> set[str]:
        with office.store.read() as session:
            found = listed(
                session,
                office.scheme,
                personne=personne,
                today=today,
                filtre=filtre,  # type: ignore[arg-type]
            )
        return {line.nature for line in found.lignes if str(numero) in line.cle}

    assert natures("vera", "miennes") == {"visa"}
    assert natures("lea", "miennes") == set()
    assert natures("vera", "toutes") == set()
    assert natures(COORDINATOR, "retard") == set()


def test_a_dossier_given_up_waits_for_nobody(office: Office) -> None:
    numero = submitted(office, TO_COMITE)
    assert len(open_waits(office)) == 3
    does(office, "abandonner", numero, "lea")
    assert open_waits(office) == []
    assert live(office, date(2027, 1, 31), "visa") == []


def test_rounds_and_acts_at_once_make_one_row_and_one_reminder(office: Office) -> None:
    with office.store.write() as session:
        numeros = [sent(session, office.scheme, "lea", TO_COMMANDE_PUBLIQUE) for _ in range(8)]
    start = Barrier(3)

    def acts() -> None:
        start.wait()
        for numero in numeros:
            with office.store.write() as session:
                follow_dossier(session, office.scheme, numero, NOW)

    def ticks() -> None:
        start.wait()
        for _ in range(4):
            Veille(office.store, COORDINATOR).tick(office.scheme, NOW)

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(acts), pool.submit(acts), pool.submit(ticks)]:
            done.result()
    with office.store.read() as session:
        rows = session.exec(
            select(EcheanceSuivie).where(col(EcheanceSuivie.definie).is_(False))
        ).all()
        waiting = session.exec(
            select(Rappel.echeance).where(col(Rappel.echeance).in_([row.id for row in rows]))
        ).all()
    assert len(rows) == len({row.cle for row in rows}) == len(waiting) == 2 * len(numeros)


def test_a_complement_answered_then_asked_again_waits_again(office: Office) -> None:
    numero = inscribed(office, TO_COMITE)
    does(office, "demander-complement", numero, "dina")
    does(office, "completer", numero, "lea")
    assert not [cle for cle in open_waits(office) if "complement" in cle]
    later = at("2026-12-01T10:00")
    with office.store.write() as session:
        done = comite.demander_complement(
            session, office.scheme, numero, "Et le coût ?", par="dina", now=later
        )
        told(office, session, done, later)
    [asked] = [cle for cle in open_waits(office) if "complement" in cle]
    assert office.row(asked).due == date(2026, 12, 11)
