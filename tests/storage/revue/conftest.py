"""Dossiers under review: a scheme, the people who take part, and what they do in one line."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from schemes.scheme import Scheme
from storage import journal
from storage.store import Store
from tests.revue_cast import (
    DOINGS,
    NOW,
    known,
)
from workflows.revue.carte import carte
from workflows.revue.results import (
    CarteDossier,
    RefusRevue,
    ReponseRevue,
)


@pytest.fixture
def scheme(ille_et_vilaine_scheme: Scheme) -> Scheme:
    return ille_et_vilaine_scheme


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as opened:
        known(opened, "lea", direction="Routes")
        known(opened, "anne", "comite", "decideur")
        known(opened, "yves", "comite")
        known(opened, "max", "commande-publique", "visa:commande-publique")
        known(opened, "ines", "visa:referent-clauses-sociales")
        known(opened, "noe", "visa:mission-developpement-durable")
        yield opened


def do(session: Session, scheme: Scheme, action: str, numero: int, par: str) -> ReponseRevue:
    return DOINGS[action](session, scheme, numero, par)  # type: ignore[index]


def card(session: Session, scheme: Scheme, numero: int, par: str = "anne") -> CarteDossier:
    found = carte(session, scheme, numero, par=par, now=NOW)
    assert isinstance(found, CarteDossier)
    return found


def refused(outcome: ReponseRevue) -> str:
    assert isinstance(outcome, RefusRevue), outcome
    return outcome.raison


def story(session: Session, numero: int) -> list[str]:
    return [entry.quoi for entry in journal.about(session, journal.dossier(numero))]
