"""Reminders that are due become one digest a person a day; the next ones are planned."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances, envois, rappels
from storage.echeances_tables import EcheanceSuivie, Rappel, ReponseEcheance
from workflows.clock import paris_day
from workflows.echeances import resumes
from workflows.echeances.jours import JoursOuvres
from workflows.echeances.lignes import Lignes
from workflows.echeances.results import LigneRappel, Motif, Resume
from workflows.echeances.rythme import Rythme

Plan = tuple[date, int, datetime]
"""The next reminder of a due date: that date, its step, and when it is due, in UTC."""


def plan(
    rythme: Rythme,
    due: date,
    answers: Sequence[ReponseEcheance],
    now: datetime,
    *,
    said: int | None = None,
) -> Plan:
    """The next reminder of a due date; « en cours » leaves people in peace for a while."""
    quiet = None
    if answers and answers[-1].type == "en_cours":
        quiet = answers[-1].donnee_le + timedelta(rythme.rappels.apres)
    relance, du = rythme.next(due, now, said=said, quiet_until=quiet)
    return due, relance.pas, du


def is_anything_due(session: Session, scheme: Scheme, now: datetime) -> bool:
    """Whether a reminder is to be said now: never outside office hours."""
    if not JoursOuvres(scheme.rappels).is_office_time(now):
        return False
    first = rappels.first_due(session, scheme.id)
    return first is not None and first <= now


def deliver_due(
    session: Session, scheme: Scheme, now: datetime, *, coordinateur: str
) -> tuple[Resume, ...]:
    """Every reminder that is due, in one digest a person, owed with the marks of what it says.

    Nothing outside office hours. `coordinateur` is the id of a person or of a channel: it reads
    what has no known pilote, or none that messages reach, and what is very late. Who already has
    the digest of the day reads the rest when offices next open.
    """
    if not is_anything_due(session, scheme, now):
        return ()
    due = rappels.due(session, scheme.id, now)
    lignes = Lignes.read(session, scheme.id)
    unreachable = envois.unreachable(session)
    return _Tick(session, scheme, lignes, now, coordinateur, unreachable).deliver(due)


@dataclass(frozen=True)
class _Tick:
    session: Session
    scheme: Scheme
    lignes: Lignes
    now: datetime
    coordinateur: str
    unreachable: frozenset[str]

    @property
    def today(self) -> date:
        return paris_day(self.now)

    def deliver(self, due: Sequence[tuple[Rappel, EcheanceSuivie]]) -> tuple[Resume, ...]:
        readers = {row.numero: self._readers(row) for _, row in due}
        everyone = {person for found in readers.values() for person in found}
        told = echeances.told_on(self.session, self.today, everyone)
        read: dict[str, list[LigneRappel]] = defaultdict(list)
        said: list[tuple[Rappel, EcheanceSuivie]] = []
        for rappel, row in due:
            if not told.isdisjoint(readers[row.numero]):
                rappel.du = JoursOuvres(self.scheme.rappels).next_opening(self.now)
                continue
            rappel.envoye_le = self.now
            said.append((rappel, row))
            for person, motif in readers[row.numero].items():
                read[person].append(self.lignes.reminder(row, self.today, motif, person))
        written = [
            resumes.compose(self.scheme, person, self.today, lines)
            for person, lines in sorted(read.items())
        ]
        for resume in written:
            resumes.write(self.session, resume)
        self.session.flush()
        self._plan_following(said)
        return tuple(written)

    def _readers(self, row: EcheanceSuivie) -> dict[str, Motif]:
        """Who reads of an échéance, and why."""
        readers: dict[str, Motif] = dict.fromkeys(self.lignes.responsible(row), "pilote")
        if not readers:
            readers[self.coordinateur] = "sans_pilote"
        elif readers.keys() <= self.unreachable:  # written to all the same: they may be back
            readers.setdefault(self.coordinateur, "injoignable")
        elif row.due and self._rythme(row).is_for_coordinator(row.due, self.today):
            readers.setdefault(self.coordinateur, "retard")
        return readers

    def _rythme(self, row: EcheanceSuivie) -> Rythme:
        return Rythme(self.scheme.rappels, row.nature)

    def _plan_following(self, said: Sequence[tuple[Rappel, EcheanceSuivie]]) -> None:
        for rappel, row in said:
            if rappel.due is not None:
                last = rappel.pas
                if last is None:
                    last = rappels.last_step(self.session, row, rappel.due)
                answers = self.lignes.answers.get(row.numero, ())
                following = plan(self._rythme(row), rappel.due, answers, self.now, said=last)
                rappels.wait(self.session, row, *following)
        self.session.flush()
