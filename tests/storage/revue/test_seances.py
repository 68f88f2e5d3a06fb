"""The meetings of the comité, on both databases: their days, what they take, their year."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from schemes.gouvernance import Frequence
from schemes.loader import shipped
from schemes.scheme import Scheme
from storage import journal, seances
from tests.conftest import TODAY
from tests.revue_cast import (
    NOW,
    TO_COMMANDE_PUBLIQUE,
    known,
    sent,
)
from tests.storage.revue.conftest import card, do, refused
from workflows.revue import comite, programme
from workflows.revue.results import (
    CompteRendu,
    OrdreDuJour,
    Seances,
)
from workflows.revue.soumission import last_day

MARS = date(2027, 3, 18)


def inscribed(session: Session, scheme: Scheme) -> int:
    numero = sent(session, scheme, "lea")
    for member in ("max", "ines", "noe"):
        do(session, scheme, "viser", numero, member)
    return numero


def test_a_meeting_takes_what_waits_then_what_comes(session: Session, scheme: Scheme) -> None:
    before = inscribed(session, scheme)
    done = programme.fixer(session, scheme, MARS, par="max", now=NOW)
    assert isinstance(done, OrdreDuJour)
    assert [line.dossier for line in done.dossiers] == [before]
    after = inscribed(session, scheme)
    assert card(session, scheme, after).seance == MARS
    again = programme.fixer(session, scheme, MARS, par="max", now=NOW)
    assert isinstance(again, OrdreDuJour)
    assert [line.dossier for line in again.dossiers] == [before, after]
    [seance] = seances.fixed(session, scheme=scheme.id, instance="comite-revue-achats")
    assert [e.quoi for e in journal.about(session, journal.seance(seance.id or 0))] == [
        "fixer-seance"
    ]


def test_an_adjourned_dossier_waits_for_another_meeting(session: Session, scheme: Scheme) -> None:
    numero = inscribed(session, scheme)
    programme.fixer(session, scheme, MARS, par="max", now=NOW)
    that_day = datetime(2027, 3, 18, 15, 0, tzinfo=NOW.tzinfo)
    comite.decider(session, scheme, numero, "ajourne", "Manque de temps.", par="anne", now=that_day)
    comite.reinscrire(session, scheme, numero, par="anne", now=that_day)
    assert card(session, scheme, numero).seance is None
    record = programme.compte_rendu(session, scheme, MARS, par="yves")
    assert isinstance(record, CompteRendu)
    assert [(line.dossier, line.decision.decision) for line in record.decisions] == [
        (numero, "ajourne")
    ]
    assert record.sans_decision == ()
    found = programme.programme(session, scheme, par="max", today=date(2027, 3, 18))
    assert isinstance(found, Seances)
    assert [line.dossier for line in found.en_attente] == [numero]


def test_what_a_meeting_left_undecided_waits_for_the_next(session: Session, scheme: Scheme) -> None:
    numero = inscribed(session, scheme)
    programme.fixer(session, scheme, MARS, par="max", now=NOW)
    the_day = programme.programme(session, scheme, par="max", today=MARS)
    after = programme.programme(session, scheme, par="max", today=MARS + timedelta(days=1))
    assert isinstance(the_day, Seances) and isinstance(after, Seances)
    assert the_day.en_attente == ()
    assert [line.dossier for line in after.en_attente] == [numero]
    assert after.fixees == ()
    assert after.proposees[0] == date(2027, 6, 17), "March has had its meeting"
    juin = date(2027, 6, 17)
    later = NOW + timedelta(days=150)
    programme.fixer(session, scheme, juin, par="max", now=later)
    assert card(session, scheme, numero).seance == juin


def test_the_yearly_plan_counts_the_dossiers_of_the_comite(
    session: Session, scheme: Scheme
) -> None:
    sent(session, scheme, "lea")
    sent(session, scheme, "lea")
    sent(session, scheme, "lea", TO_COMMANDE_PUBLIQUE)
    found = programme.programme(session, scheme, par="elu", today=TODAY)
    assert refused(found) == "droit"
    known(session, "elu", "elu")
    found = programme.programme(session, scheme, par="elu", today=TODAY)
    assert isinstance(found, Seances)
    assert found.plan is not None
    assert (found.plan.annee, found.plan.retenus) == (2026, 2)
    assert [found.plan.mini, found.plan.maxi] == [10, 20]
    assert found.plan.imprime == "10 à 20 dossiers ciblés par an"
    next_year = programme.plan(session, scheme, 2027)
    assert next_year is not None
    assert next_year.retenus == 0
    assert programme.plan(session, shipped("landes"), 2026) is None


def test_only_the_commande_publique_fixes_a_meeting_to_come(
    session: Session, scheme: Scheme
) -> None:
    assert refused(programme.fixer(session, scheme, MARS, par="anne", now=NOW)) == "droit"
    past = TODAY - timedelta(days=1)
    assert refused(programme.fixer(session, scheme, past, par="max", now=NOW)) == "saisie"
    landes = shipped("landes")
    assert refused(programme.fixer(session, landes, MARS, par="max", now=NOW)) == "saisie"
    assert seances.fixed(session, scheme=scheme.id, instance="comite-revue-achats") == []


def test_the_delay_of_visas_skips_the_days_when_nobody_works(
    session: Session, scheme: Scheme
) -> None:
    """Ten working days from Thursday 17 December 2026: Christmas and New Year's Day are Fridays."""
    christmas = datetime(2026, 12, 17, 10, tzinfo=UTC)
    assert last_day(scheme, christmas) == date(2027, 1, 4)
    monthly = scheme.gouvernance[1].model_copy(
        update={"frequence": Frequence(imprime="chaque mois", quand="mensuel")}
    )
    changed = scheme.model_copy(update={"gouvernance": (scheme.gouvernance[0], monthly)})
    found = programme.programme(session, changed, par="max", today=date(2026, 5, 1))
    assert isinstance(found, Seances)
    assert found.proposees[0] == date(2026, 5, 21)
    found = programme.programme(session, changed, par="max", today=date(2034, 5, 1))
    assert isinstance(found, Seances)
    assert found.proposees[0] == date(2034, 5, 19), "the 18th is Ascension"
