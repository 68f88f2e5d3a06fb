"""The review at the end of a contract, where the scheme asks for one: whom to ask, and when.

In Ille-et-Vilaine, objective 8: « Systématiser les bilans de fin de marché sur les dossiers
ciblés ». The dossiers targeted are those of the comité, which the scheme counts each year.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from schemes.revue import BilanFinDeMarche
from schemes.scheme import Scheme
from storage import journal, revues
from storage.revue_tables import NotificationMarche, Revue
from storage.tables import Dossier
from workflows.fiche.kept import read_answers
from workflows.fiche.parcours import Parcours
from workflows.revue import choix
from workflows.revue.actes import destination, who
from workflows.revue.gens import tous
from workflows.revue.marche import releve
from workflows.revue.results import DemandeBilan


def fin_du_contrat(jour: date, mois: int) -> date:
    """The day a contract notified on a day ends, after a duration in months.

    The last day of the month where that one does not exist: a month after 31 January is 28 or
    29 February.
    """
    years, month = divmod(jour.month - 1 + mois, 12)
    year = jour.year + years
    return date(year, month + 1, min(jour.day, monthrange(year, month + 1)[1]))


def bilans_dus(session: Session, scheme: Scheme, today: date) -> tuple[DemandeBilan, ...]:
    """The reviews to ask for: contracts that have ended, of targeted dossiers, not yet reviewed.

    A contract runs from its notification for the duration that the fiche says; without one,
    nothing says when it ends.
    """
    asked = scheme.revue.bilan_fin_de_marche
    if asked is None:
        return ()
    targeted = [
        row
        for row in revues.submitted(session, scheme.id, {"notifie"})
        if a_ecrire(session, scheme, row[1])
    ]
    ended = (fin for fin in fins(session, scheme, targeted, today) if fin.jour < today)
    return tuple(_demande(session, scheme, asked, fin) for fin in ended)


class FinDeMarche(NamedTuple):
    """The day a contract ends, with its holder and when its notification was entered."""

    dossier: Dossier
    revue: Revue
    titulaire: str
    jour: date
    notifie_le: datetime


def fins(
    session: Session, scheme: Scheme, rows: Iterable[revues.Submitted], today: date
) -> Iterator[FinDeMarche]:
    """The ends of the contracts of these dossiers, where something says when they end."""
    for dossier, revue in rows:
        notified = revues.notification(session, dossier.numero)
        jour = _end(session, scheme, notified, today) if notified else None
        if notified and jour:
            yield FinDeMarche(dossier, revue, notified.titulaire, jour, notified.saisie_le)


def a_ecrire(session: Session, scheme: Scheme, revue: Revue) -> bool:
    """Whether the scheme asks for the review of a dossier, and nobody has written it."""
    if scheme.revue.bilan_fin_de_marche is None or destination(revue) != "comite":
        return False
    told = journal.about(session, journal.dossier(revue.dossier))
    return not any(entry.quoi == "faire-bilan" for entry in told)


def _end(
    session: Session, scheme: Scheme, notified: NotificationMarche, today: date
) -> date | None:
    version = revues.versions(session, notified.dossier)[-1]
    answers = read_answers(scheme.fiche, revues.answers_of(session, version))
    mois = releve(scheme.fiche, Parcours(scheme.fiche, answers, today).counted, notified).duree_mois
    return fin_du_contrat(notified.jour, mois) if mois else None


def _demande(
    session: Session, scheme: Scheme, asked: BilanFinDeMarche, fin: FinDeMarche
) -> DemandeBilan:
    numero = fin.dossier.numero
    return DemandeBilan(
        **who(scheme),
        dossier=numero,
        objet=fin.revue.objet,
        titulaire=fin.titulaire,
        fin=fin.jour,
        imprime=asked.imprime,
        source=asked.source,
        destinataires=tous(session, revues.writers(session, [fin.dossier])[numero]),
        choix=choix.bilan(numero),
    )
