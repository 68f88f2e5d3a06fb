"""A small office: a scheme, its échéances followed from a day, people, a clock set by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from schemes.arbre import Noeud
from schemes.scheme import Scheme
from storage import echeances, personnes
from storage.echeances_tables import EcheanceSuivie, Rappel
from storage.store import Store
from storage.tables import Envoi
from workflows.clock import PARIS
from workflows.echeances.echeancier import Echeancier
from workflows.echeances.results import Resume
from workflows.echeances.suivi import follow
from workflows.echeances.veille import Veille

COORDINATOR = "coordinatrice"
CAP = "noeud/axe-1-mission-1-action-2/atteindre-le-cap-de-commande-publique-inclusive"
"""An échéance of Landes, printed « en 2027 »."""


def at(text: str) -> datetime:
    """An instant in UTC, from its ISO form in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@dataclass
class Office:
    store: Store
    scheme: Scheme
    veille: Veille

    def follow(self, now: str, scheme: Scheme | None = None) -> None:
        self.scheme = scheme or self.scheme
        with self.store.write() as session:
            follow(session, self.scheme, at(now))

    def match(self, nom: str, *persons: str) -> None:
        with self.store.write() as session:
            echeances.match(session, self.scheme.id, nom, persons)

    def coordinates(self, person: str) -> None:
        """Give a person the role of coordinator."""
        with self.store.write() as session:
            personnes.register(session, person)
            personnes.give(session, person, "coordinateur")

    def tick(self, now: str) -> dict[str, list[str]]:
        """The keys that each person reads at an instant."""
        found = self.veille.tick(self.scheme, at(now))
        return {resume.personne: [line.cle for line in resume.lignes] for resume in found}

    @contextmanager
    def desk(self, person: str, now: str) -> Iterator[Echeancier]:
        with self.store.write() as session:
            yield Echeancier(session, self.scheme, person, at(now))

    def row(self, cle: str) -> EcheanceSuivie:
        with self.store.read() as session:
            found = echeances.keyed(session, self.scheme.id, cle)
            assert found
            return found

    def waits(self, cle: str) -> Rappel | None:
        """The reminder that waits for an échéance."""
        with self.store.read() as session:
            return session.exec(
                select(Rappel).where(
                    Rappel.echeance == self.row(cle).id, col(Rappel.envoye_le).is_(None)
                )
            ).first()

    def owed(self) -> list[Envoi]:
        """What the outbox owes, in order."""
        with self.store.read() as session:
            return list(session.exec(select(Envoi).order_by(col(Envoi.id))))

    def digests(self, person: str) -> list[Resume]:
        """Each form of the digests owed to a person, in order."""
        return [
            Resume.model_validate_json(row.contenu)
            for row in self.owed()
            if row.destinataire == person
        ]


@pytest.fixture
def office(store: Store, landes_scheme: Scheme) -> Office:
    return Office(store, landes_scheme, Veille(store, COORDINATOR))


def with_cap(scheme: Scheme, quand: str | None) -> Scheme:
    """The scheme of Landes with another date for its cap; None withdraws it."""

    def changed(noeud: Noeud) -> Noeud:
        echeances = [
            e.model_copy(update={"quand": quand}) if quand and CAP.endswith(e.nom) else e
            for e in noeud.echeances
            if quand or not CAP.endswith(e.nom)
        ]
        enfants = map(changed, noeud.enfants)
        return noeud.model_copy(update={"echeances": tuple(echeances), "enfants": tuple(enfants)})

    return scheme.model_copy(update={"noeuds": tuple(map(changed, scheme.noeuds))})
