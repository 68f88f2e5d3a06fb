"""The meetings where dossiers are decided: proposed, fixed, prepared, recorded; the yearly plan."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session

from schemes.gouvernance import Instance
from schemes.scheme import Scheme
from storage import journal, personnes, revues, seances
from storage.revue_tables import Seance
from workflows.clock import paris_day
from workflows.echeances.jours import JoursOuvres
from workflows.revue import choix
from workflows.revue.actes import who
from workflows.revue.carte import meeting_day, said_decision
from workflows.revue.comite import NO_BODY
from workflows.revue.dossiers import lines_of
from workflows.revue.gens import titulaires
from workflows.revue.results import (
    CompteRendu,
    LigneCompteRendu,
    OrdreDuJour,
    PlanAnnuel,
    RefusRevue,
    SeanceFixee,
    Seances,
)

MONTHS_BETWEEN = {"annuel": 12, "semestriel": 6, "trimestriel": 3, "mensuel": 1}
"""The months between two meetings, for each frequency."""

PROPOSED = 4
"""How many dates are proposed at once."""

READERS = frozenset({"comite", "decideur", "commande-publique", "coordinateur", "elu"})
"""The roles that read agendas and records."""

NOTICE = timedelta(days=7)
"""How long before a meeting its agenda is posted."""

TOO_LATE = "Une séance se fixe à l'avance."

FIXES = "commande-publique"
"""The role that fixes a meeting."""


def proposed_days(quand: str, today: date) -> Iterator[date]:
    """The days to propose after today, for a frequency: without end, or none if it has none.

    One convention: the third Thursday of the last month of each period.
    """
    step = MONTHS_BETWEEN.get(quand)
    month = date(today.year, today.month, 1)
    while step:
        if month.month % step == 0 and (day := _third_thursday(month)) > today:
            yield day
        month = (month + timedelta(days=31)).replace(day=1)


def programme(session: Session, scheme: Scheme, *, par: str, today: date) -> Seances | RefusRevue:
    """The meetings to come, those to propose, what waits for one, and the yearly plan."""
    if refused := _refusal(session, scheme, par, READERS):
        return refused
    instance = body(scheme)
    if instance is None:
        return Seances(
            **who(scheme),
            instance=None,
            frequence=None,
            fixees=(),
            proposees=(),
            en_attente=(),
            plan=plan(session, scheme, today.year),
        )
    known = seances.fixed(session, scheme=scheme.id, instance=instance.id)
    fixed = [seance for seance in known if seance.jour >= today]
    proposed = _proposals(instance, [row.jour for row in known], JoursOuvres(scheme.rappels), today)
    fixes = FIXES in personnes.roles(session, par)
    return Seances(
        **who(scheme),
        instance=instance.nom,
        frequence=instance.frequence.imprime if instance.frequence else None,
        fixees=tuple(
            SeanceFixee(jour=seance.jour, dossiers=len(seances.agenda(session, seance)))
            for seance in fixed
        ),
        proposees=proposed,
        en_attente=lines_of(session, par, _without_meeting(session, scheme, today)),
        plan=plan(session, scheme, today.year),
        choix=(
            *choix.preparer(seance.jour for seance in fixed),
            *(choix.fixer(proposed) if fixes else ()),
        ),
    )


def fixer(
    session: Session, scheme: Scheme, jour: date, *, par: str, now: datetime
) -> OrdreDuJour | RefusRevue:
    """Fix a meeting: the dossiers that wait for one are on its agenda."""
    if refused := _refusal(session, scheme, par, frozenset({FIXES})):
        return refused
    instance = body(scheme)
    today = paris_day(now)
    if instance is None or jour < today:
        return _unreadable(scheme, TOO_LATE if instance else NO_BODY)
    known = seances.on(session, scheme=scheme.id, instance=instance.id, jour=jour)
    seance = known or seances.fix(session, scheme=scheme.id, instance=instance.id, jour=jour)
    if known is None:
        details = {"instance": instance.id, "jour": jour.isoformat()}
        objet = journal.seance(seance.id or 0)
        journal.write(session, qui=par, quoi="fixer-seance", objet=objet, le=now, details=details)
    waiting = [dossier.numero for dossier, _ in _without_meeting(session, scheme, today)]
    seances.put_on_agenda(session, waiting, seance)
    return _agenda(session, scheme, instance, seance, par)


def ordre_du_jour(
    session: Session, scheme: Scheme, jour: date, *, par: str | None
) -> OrdreDuJour | RefusRevue:
    """The agenda of a meeting that is fixed; `par` is None for whoever keeps the store."""
    found = _meeting(session, scheme, jour, par)
    if isinstance(found, RefusRevue):
        return found
    return _agenda(session, scheme, *found, par)


def a_convoquer(session: Session, scheme: Scheme, today: date) -> tuple[OrdreDuJour, ...]:
    """The agendas of the meetings of the week to come, as whoever decides there sees them."""
    instance = body(scheme)
    if instance is None:
        return ()
    return tuple(
        _agenda(session, scheme, instance, seance, None)
        for seance in seances.fixed(session, scheme=scheme.id, instance=instance.id)
        if today <= seance.jour <= today + NOTICE
    )


def compte_rendu(
    session: Session, scheme: Scheme, jour: date, *, par: str | None
) -> CompteRendu | RefusRevue:
    """The record of a meeting: its decisions, and what was on its agenda without one.

    `par` is None for whoever keeps the store.
    """
    found = _meeting(session, scheme, jour, par)
    if isinstance(found, RefusRevue):
        return found
    instance, seance = found
    taken = seances.decided(session, seance)
    numbers = {row.dossier for row, _ in taken}
    left = [row for row in seances.agenda(session, seance) if row[0].numero not in numbers]
    return CompteRendu(
        **who(scheme),
        instance=instance.nom,
        jour=jour,
        decisions=tuple(
            LigneCompteRendu(
                dossier=row.dossier, objet=revue.objet, decision=said_decision(session, row)
            )
            for row, revue in taken
        ),
        sans_decision=lines_of(session, par, left),
    )


def plan(session: Session, scheme: Scheme, annee: int) -> PlanAnnuel | None:
    """How many dossiers first sent that year go to the comité, beside the scheme's target."""
    if scheme.revue.plan is None:
        return None
    indicateur = scheme.indicateurs[scheme.revue.plan]
    target = next((c for c in indicateur.cibles if c.par_an or c.annee == annee), None)
    if target is None:
        return None
    sent = revues.first_submissions(session, scheme.id)
    return PlanAnnuel(
        annee=annee,
        retenus=sum(revue.vers == "comite" and paris_day(le).year == annee for revue, le in sent),
        mini=target.valeur,
        maxi=target.valeur_max,
        imprime=target.imprime,
        source=target.source,
    )


def body(scheme: Scheme) -> Instance | None:
    """The body that decides on the dossiers sent to the comité, if the scheme has one."""
    return next((i for i in scheme.gouvernance if i.id == scheme.revue.instance), None)


def _third_thursday(month: date) -> date:
    first = (3 - month.weekday()) % 7
    return month + timedelta(days=first + 14)


def _proposals(
    instance: Instance, fixed: list[date], jours: JoursOuvres, today: date
) -> tuple[date, ...]:
    """The next working days to propose: none in a period that has its meeting."""
    if instance.frequence is None:
        return ()
    step = MONTHS_BETWEEN.get(instance.frequence.quand, 12)
    taken = {(day.year, (day.month - 1) // step) for day in fixed}
    found: list[date] = []
    for day in proposed_days(instance.frequence.quand, today):
        if (day.year, (day.month - 1) // step) not in taken:
            found.append(jours.on_or_after(day))
        if len(found) == PROPOSED:
            break
    return tuple(found)


def _without_meeting(session: Session, scheme: Scheme, today: date) -> list[revues.Submitted]:
    """The dossiers of the comité that no meeting to come will see, also after a past one."""
    return [
        (dossier, revue)
        for dossier, revue in revues.submitted(session, scheme.id, {"inscrit"})
        if revue.vers == "comite"
        and ((day := meeting_day(session, revue.seance)) is None or day < today)
    ]


def _meeting(
    session: Session, scheme: Scheme, jour: date, par: str | None
) -> tuple[Instance, Seance] | RefusRevue:
    if refused := _refusal(session, scheme, par, READERS):
        return refused
    instance = body(scheme)
    if instance is not None:
        seance = seances.on(session, scheme=scheme.id, instance=instance.id, jour=jour)
        if seance is not None:
            return instance, seance
    return _unreadable(scheme, "Aucune séance n'est fixée ce jour-là.")


def _agenda(
    session: Session, scheme: Scheme, instance: Instance, seance: Seance, par: str | None
) -> OrdreDuJour:
    lines = lines_of(session, par, seances.agenda(session, seance))
    return OrdreDuJour(
        **who(scheme),
        instance=instance.nom,
        jour=seance.jour,
        dossiers=lines,
        choix=choix.ouvrir(lines),
    )


def _refusal(
    session: Session, scheme: Scheme, par: str | None, roles: frozenset[str]
) -> RefusRevue | None:
    if par is None or roles & personnes.roles(session, par):
        return None
    return RefusRevue(
        **who(scheme),
        raison="droit",
        action=None,
        dossier=None,
        demander_a=titulaires(session, FIXES),
    )


def _unreadable(scheme: Scheme, why: str) -> RefusRevue:
    return RefusRevue(**who(scheme), raison="saisie", action=None, dossier=None, precision=why)
