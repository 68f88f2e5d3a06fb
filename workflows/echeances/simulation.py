"""Years of an authority in a few seconds: the real tick and the real store, another clock."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, cast

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances, personnes, valeurs
from storage.echeances_tables import EcheanceSuivie, EtatEcheance
from storage.store import Store
from workflows.clock import PARIS
from workflows.echeances.echeancier import Echeancier
from workflows.echeances.occurrences import years
from workflows.echeances.pilotes import printed
from workflows.echeances.results import Motif, Nature, Resume
from workflows.echeances.suivi import close_value
from workflows.echeances.veille import Veille
from workflows.results import Resultat

COORDINATOR = "coordination"
TICKS = (time(3), time(8, 59), time(9), time(9, 1), time(16, 59), time(22))
"""When the simulated clock ticks, each day, in Paris."""
ANSWER = time(17)
"""When simulated people answer, in Paris."""


class RappelSimule(BaseModel):
    """Someone read of an échéance on a day."""

    model_config = ConfigDict(frozen=True)

    jour: date
    personne: str
    motif: Motif


class EcheanceSimulee(BaseModel):
    """An échéance at the end, and every reminder of it, in order."""

    model_config = ConfigDict(frozen=True)

    cle: str
    nature: Nature
    nom: str
    objet: str
    imprime: str
    due: date | None
    pilotes: tuple[str, ...]
    etat: EtatEcheance
    rappels: tuple[RappelSimule, ...]


class Simulation(Resultat):
    """Every day from `debut` to `fin`: so many ticks (`passages`), so many digests (`resumes`).

    Each échéance was answered `faites_apres` days after it was due. `personnes` gives the person
    of each printed pilote.
    """

    type: Literal["simulation"] = "simulation"
    debut: date
    fin: date
    faites_apres: int
    passages: int
    resumes: int
    personnes: dict[str, str]
    echeances: tuple[EcheanceSimulee, ...]


def simulate(store: Store, scheme: Scheme, *, ans: int = 6, faites_apres: int = 28) -> Simulation:
    """Live years of a scheme, from the first day of the one when it takes effect.

    `store` is empty. Each printed pilote is one person; what is due is answered so many days
    late that its reminders are seen to go on, and then to stop.
    """
    first = date(years(scheme).start, 1, 1)
    last = date(first.year + ans, 1, 1) - timedelta(1)
    people = {name: f"pilote-{rank}" for rank, name in enumerate(printed(scheme), start=1)}
    veille = Veille(store, COORDINATOR)
    veille.tick(scheme, _at(first, time(0)))
    with store.write() as session:
        personnes.register(session, COORDINATOR)
        personnes.give(session, COORDINATOR, "coordinateur")
        for name, person in people.items():
            echeances.match(session, scheme.id, name, [person])
        answered = _by_day(echeances.followed(session, scheme.id), timedelta(faites_apres))
    read: dict[str, list[RappelSimule]] = defaultdict(list)
    count = 0
    for day in _days(first, last):
        for resume in _live(veille, scheme, day, answered.get(day, ())):
            count += 1
            for line in resume.lignes:
                said = RappelSimule(jour=day, personne=resume.personne, motif=line.motif)
                read[line.cle].append(said)
    with store.read() as session:
        rows = sorted(echeances.followed(session, scheme.id), key=_order)
    return Simulation(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        debut=first,
        fin=last,
        faites_apres=faites_apres,
        passages=len(TICKS) * ((last - first).days + 1),
        resumes=count,
        personnes=people,
        echeances=tuple(_told(row, read[row.cle]) for row in rows),
    )


def _live(veille: Veille, scheme: Scheme, day: date, answered: Iterable[str]) -> Iterator[Resume]:
    """One day: its ticks, then the answers of the evening."""
    for hour in TICKS:
        yield from veille.tick(scheme, _at(day, hour))
    if answered:
        with veille.store.write() as session:
            for cle in answered:
                _answer(session, scheme, cle, _at(day, ANSWER))


def _answer(session: Session, scheme: Scheme, cle: str, now: datetime) -> None:
    """Say that it is done, or enter the value that was waited for."""
    row = echeances.keyed(session, scheme.id, cle)
    if row is None:
        raise LookupError(cle)
    if row.nature != "valeur":
        Echeancier(session, scheme, COORDINATOR, now).done(row.numero)
        return
    _, indicateur, annee = cle.split("/")
    valeurs.record(
        session,
        scheme=scheme.id,
        indicateur=indicateur,
        annee=int(annee),
        valeur=Decimal(0),
        origine="saisi",
        auteur=COORDINATOR,
    )
    close_value(session, scheme, indicateur, int(annee), COORDINATOR, now)


def _by_day(rows: Iterable[EcheanceSuivie], late: timedelta) -> dict[date, list[str]]:
    """What is answered on each day."""
    found: dict[date, list[str]] = defaultdict(list)
    for row in rows:
        if row.due is not None and row.etat == "ouverte":
            found[row.due + late].append(row.cle)
    return found


def _order(row: EcheanceSuivie) -> tuple[date, list[int | str]]:
    """By date, then as people count: « Objectif 2 » comes before « Objectif 11 »."""
    parts = re.split("([0-9]+)", row.cle)
    return row.due or date.max, [int(part) if part.isdigit() else part for part in parts]


def _told(row: EcheanceSuivie, read: Iterable[RappelSimule]) -> EcheanceSimulee:
    return EcheanceSimulee(
        cle=row.cle,
        nature=cast(Nature, row.nature),
        nom=row.nom,
        objet=row.objet,
        imprime=row.imprime,
        due=row.due,
        pilotes=tuple(row.pilotes),
        etat=row.etat,
        rappels=tuple(read),
    )


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(rank) for rank in range((last - first).days + 1))


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, PARIS).astimezone(UTC)
