"""Six years of the five schemes: what people read, against what is owed, worked out apart."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from schemes.loader import paths, shipped
from storage.store import Store
from storage.tables import Envoi
from tests.simulation import by_hand
from workflows.echeances.simulation import Simulation, simulate

YEARS, ANSWERED_AFTER = 6, 28


@pytest.fixture(scope="module", params=paths())
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Simulation, list[tuple[str, str]]]:
    """A scheme's six years: the run, and the key and recipient of each message owed."""
    folder: Path = tmp_path_factory.mktemp("simulation")
    with Store(f"sqlite:///{folder / 'spaser.db'}") as store:
        run = simulate(store, shipped(request.param), ans=YEARS, faites_apres=ANSWERED_AFTER)
        with store.read() as session:
            first = select(Envoi.cle, Envoi.destinataire).where(col(Envoi.remplace).is_(None))
            owed = list(session.exec(first))
    return request.param, run, owed


Lived = tuple[str, Simulation, list[tuple[str, str]]]


def test_every_echeance_is_recalled_as_its_rhythm_says_none_missing_none_twice(
    lived: Lived,
) -> None:
    scheme_id, run, _ = lived
    read = [
        by_hand.Reminder(said.jour, said.personne, echeance.due or date.max)
        for echeance in run.echeances
        for said in echeance.rappels
    ]
    owed = by_hand.reminders(paths()[scheme_id], years=YEARS, answered_after=ANSWERED_AFTER)
    assert owed
    assert Counter(read) == Counter(owed)


def test_no_one_reads_the_same_thing_twice_on_a_day(lived: Lived) -> None:
    _, run, _ = lived
    for echeance in run.echeances:
        said = Counter((rappel.jour, rappel.personne) for rappel in echeance.rappels)
        assert set(said.values()) <= {1}


def test_no_one_reads_anything_on_a_closed_day(lived: Lived) -> None:
    _, run, _ = lived
    opened = set(by_hand.working_days(run.debut.year, run.fin.year))
    days = {rappel.jour for echeance in run.echeances for rappel in echeance.rappels}
    assert days <= opened


def test_one_message_a_person_a_day(lived: Lived) -> None:
    _, run, owed = lived
    read = {
        (rappel.personne, rappel.jour) for echeance in run.echeances for rappel in echeance.rappels
    }
    assert run.resumes == len(owed) == len(read)
    assert {cle for cle, _ in owed} == {f"rappel:{person}:{day}" for person, day in read}


def test_nothing_is_left_without_an_answer_but_what_is_still_to_come(lived: Lived) -> None:
    _, run, _ = lived
    for echeance in run.echeances:
        if echeance.etat == "ouverte" and echeance.due is not None:
            assert (run.fin - echeance.due).days < ANSWERED_AFTER


def test_the_pilotes_are_those_of_the_document(lived: Lived) -> None:
    import yaml

    scheme_id, run, _ = lived
    raw = yaml.safe_load(paths()[scheme_id].read_text(encoding="utf-8"))
    assert run.personnes == by_hand.people(raw)
