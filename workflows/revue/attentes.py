"""What waits for someone in the dossiers, the meetings and the contracts."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from textwrap import shorten

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import dossiers, revues, seances, valeurs
from storage.revue_tables import Revue, Seance
from storage.tables import Dossier, EtatDossier
from workflows.clock import PARIS, paris_day
from workflows.echeances.attentes import Attente, NatureAttente
from workflows.echeances.jours import JoursOuvres
from workflows.echeances.suivi_attentes import follow_waits
from workflows.fiche.kept import read_answers
from workflows.revue.actes import destination
from workflows.revue.etats import TRANSITIONS
from workflows.revue.fins import FinDeMarche, a_ecrire, fins
from workflows.revue.gens import titulaires, viseurs
from workflows.revue.programme import FIXES, body

MAX_NAME = 80
"""Characters of a dossier's object in a reminder."""

_OPEN: frozenset[EtatDossier] = TRANSITIONS["viser"].depuis
"""The states in which a dossier waits for visas, a complement or a decision."""


def follow_work(session: Session, scheme: Scheme, now: datetime) -> None:
    """Follow what waits in every dossier that is being reviewed or written, and the meetings.

    What else changes many échéances comes before, or once this transaction ends.
    """

    def written() -> Iterator[Attente]:
        rows = revues.submitted(session, scheme.id, _OPEN)
        yield from _of_dossiers(session, scheme, rows)
        yield from _of_drafts(session, scheme, now)

    valeurs.hold(session)
    follow_waits(session, scheme, written, now, among="dossier/")
    follow_waits(session, scheme, lambda: _of_meetings(session, scheme, now), now, among="seance/")


def follow_contracts(session: Session, scheme: Scheme, now: datetime) -> None:
    """Follow the ends of contracts, and the reviews that they call for."""

    def running() -> Iterator[Attente]:
        rows = revues.submitted(session, scheme.id, {"notifie"})
        return _of_contracts(session, scheme, rows, now)

    follow_waits(session, scheme, running, now, among="marche/")


def follow_dossier(session: Session, scheme: Scheme, numero: int, now: datetime) -> None:
    """Follow what waits in one dossier, right after something was done on it."""
    dossier, revue = revues.find(session, scheme.id, numero), revues.review(session, numero)
    if dossier is None or revue is None:
        return
    in_review = [(dossier, revue)] if dossier.etat in _OPEN else []
    running = [(dossier, revue)] if dossier.etat == "notifie" else []
    of_dossier = partial(_of_dossiers, session, scheme, in_review)
    of_contract = partial(_of_contracts, session, scheme, running, now)
    follow_waits(session, scheme, of_dossier, now, among=f"dossier/{numero}/")
    follow_waits(session, scheme, of_contract, now, among=f"marche/{numero}/")


def _of_dossiers(
    session: Session, scheme: Scheme, rows: Collection[revues.Submitted]
) -> Iterator[Attente]:
    writers = revues.writers(session, [dossier for dossier, _ in rows])
    for dossier, revue in rows:
        own = writers[dossier.numero]
        yield from _visas(session, dossier, revue, own)
        if dossier.etat == "a-completer":
            yield from _complement(session, scheme, dossier, revue, own)
        if dossier.etat == "inscrit":
            yield from _decision(session, scheme, dossier, revue, own)


def _visas(
    session: Session, dossier: Dossier, revue: Revue, own: Collection[str]
) -> Iterator[Attente]:
    asked = revues.versions(session, dossier.numero)[-1].soumise_le
    for visa in revues.visas(session, dossier.numero, revue.version):
        if visa.avis is None and revue.visas_avant:
            yield Attente(
                cle=f"dossier/{dossier.numero}/v{revue.version}/visa/{visa.visa}",
                nature="visa",
                nom=_called(dossier.numero, revue.objet),
                objet=f"donner le visa ({visa.qui})",
                due=revue.visas_avant,
                personnes=_others((who.id for who in viseurs(session, visa.visa)), own),
                depuis=asked,
            )


def _complement(
    session: Session, scheme: Scheme, dossier: Dossier, revue: Revue, own: Collection[str]
) -> Iterator[Attente]:
    asked = revues.complements(session, dossier.numero)
    for complement in asked[-1:]:
        since = complement.demande_le
        yield Attente(
            cle=f"dossier/{dossier.numero}/complement/{complement.id}",
            nature="complement",
            nom=_called(dossier.numero, revue.objet),
            objet="répondre à la demande de complément",
            due=_within(since, scheme.rappels.attentes.complement.sous),
            personnes=tuple(sorted(own)),
            depuis=since,
        )


def _decision(
    session: Session, scheme: Scheme, dossier: Dossier, revue: Revue, own: Collection[str]
) -> Iterator[Attente]:
    """The decision, unless a meeting is to take it: it then waits in that meeting."""
    to_comite = destination(revue) == "comite"
    if to_comite and revue.seance is not None:
        return
    deciders = titulaires(session, "decideur" if to_comite else FIXES)
    unfixed = to_comite and body(scheme) is not None
    yield Attente(
        cle=f"dossier/{dossier.numero}/v{revue.version}/decision",
        nature="decision",
        nom=_called(dossier.numero, revue.objet),
        objet="rendre la décision (aucune séance n'est fixée)" if unfixed else "rendre la décision",
        due=_within(revue.etat_le, scheme.rappels.attentes.decision.sous),
        personnes=_others((who.id for who in deciders), own),
        depuis=revue.etat_le,
    )


def _of_drafts(session: Session, scheme: Scheme, now: datetime) -> Iterator[Attente]:
    """The drafts that nobody has touched for a while."""
    given = scheme.rappels.attentes.brouillon.sous
    since = datetime.combine(paris_day(now) - timedelta(given - 1), time(0), PARIS)
    for dossier in dossiers.left_behind(session, scheme=scheme.id, since=since):
        objet = read_answers(scheme.fiche, dossiers.answers(session, dossier)).get("objet")
        yield Attente(
            cle=f"dossier/{dossier.numero}/brouillon",
            nature="brouillon",
            nom=f"Brouillon {dossier.numero}, {_short(str(objet or 'sans objet'))}",
            objet="reprendre la fiche, ou l'abandonner",
            due=_within(dossier.modifie_le, given),
            personnes=tuple(dossiers.writers(session, dossier)),
            depuis=dossier.modifie_le,
        )


def _of_meetings(session: Session, scheme: Scheme, now: datetime) -> Iterator[Attente]:
    """Each meeting to come, to prepare; each past one that leaves dossiers undecided."""
    instance = body(scheme)
    if instance is None:
        return
    today = paris_day(now)
    for seance in seances.fixed(session, scheme=scheme.id, instance=instance.id):
        on_agenda = seances.agenda(session, seance)
        undecided = sum(dossier.etat == "inscrit" for dossier, _ in on_agenda)
        if seance.jour >= today:
            done = f"préparer la séance, {_counted(len(on_agenda))} à l'ordre du jour"
            yield _meeting(session, scheme, instance.nom, seance, done, FIXES)
        elif undecided:
            done = f"enregistrer les décisions, {_counted(undecided)} sans décision"
            yield _meeting(session, scheme, instance.nom, seance, done, "decideur")


def _meeting(
    session: Session, scheme: Scheme, instance: str, seance: Seance, objet: str, role: str
) -> Attente:
    first = seance.jour - timedelta(max(scheme.rappels.attentes.seance.avant) + 1)
    return Attente(
        cle=f"seance/{seance.id}",
        nature="seance",
        nom=instance,
        objet=objet,
        due=seance.jour,
        personnes=tuple(who.id for who in titulaires(session, role)),
        depuis=JoursOuvres(scheme.rappels).opening(first),
    )


def _of_contracts(
    session: Session, scheme: Scheme, rows: Collection[revues.Submitted], now: datetime
) -> Iterator[Attente]:
    """The end of each contract, then its review as long as it is to be written."""
    writers = revues.writers(session, [dossier for dossier, _ in rows])
    for end in fins(session, scheme, rows, paris_day(now)):
        own = tuple(sorted(writers[end.dossier.numero]))
        if end.jour >= paris_day(now):
            yield _contract(
                end, "fin", f"préparer la fin du marché ({end.titulaire})", end.jour, own
            )
        elif a_ecrire(session, scheme, end.revue):
            due = end.jour + timedelta(scheme.rappels.attentes.bilan.sous)
            yield _contract(end, "bilan", "écrire le bilan de fin de marché", due, own)


def _contract(
    end: FinDeMarche, nature: NatureAttente, objet: str, due: date, own: tuple[str, ...]
) -> Attente:
    return Attente(
        cle=f"marche/{end.dossier.numero}/{nature}",
        nature=nature,
        nom=_called(end.dossier.numero, end.revue.objet),
        objet=objet,
        due=due,
        personnes=own,
        depuis=end.notifie_le,
    )


def _called(numero: int, objet: str) -> str:
    return f"Dossier {numero}, {_short(objet)}"


def _short(objet: str) -> str:
    return shorten(objet, MAX_NAME, placeholder="…")


def _counted(dossiers: int) -> str:
    return f"{dossiers} dossier{'s' if dossiers > 1 else ''}"


def _others(people: Iterable[str], own: Collection[str]) -> tuple[str, ...]:
    """Whoever may act on a dossier that they do not write."""
    return tuple(person for person in people if person not in own)


def _within(since: datetime, days: int) -> date:
    """The day so many days after an instant."""
    return paris_day(since) + timedelta(days)
