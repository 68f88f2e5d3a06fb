"""What follows a decision: written again, launched, notified and reviewed, or given up."""

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from schemes.scheme import Scheme
from storage.revue_tables import NotificationMarche
from workflows.imports import champs as lire
from workflows.revue.actes import demander, words_missing
from workflows.revue.etats import Action
from workflows.revue.marche import compter
from workflows.revue.results import ActeDossier, RefusRevue

MAX_HOLDER = 300

NO_REVIEW = "Le schéma ne demande pas de bilan de fin de marché."


def reprendre(
    session: Session, scheme: Scheme, numero: int, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Open the fiche again: it is a draft, and sending it makes the next version."""
    return _simple(session, scheme, numero, "reprendre", None, par=par, now=now)


def lancer(
    session: Session, scheme: Scheme, numero: int, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Say that the consultation is launched."""
    return _simple(session, scheme, numero, "lancer", None, par=par, now=now)


def declarer_infructueux(
    session: Session, scheme: Scheme, numero: int, motif: str, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Say that the consultation gave nothing, and why."""
    return _simple(session, scheme, numero, "declarer-infructueux", motif, par=par, now=now)


def abandonner(
    session: Session, scheme: Scheme, numero: int, motif: str, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Give the purchase up, and say why."""
    return _simple(session, scheme, numero, "abandonner", motif, par=par, now=now)


def notifier(
    session: Session,
    scheme: Scheme,
    numero: int,
    *,
    montant: Decimal,
    jour: date,
    titulaire: str,
    heures: Decimal | None,
    clauses: str | None,
    marche: str | None = None,
    par: str,
    now: datetime,
) -> ActeDossier | RefusRevue:
    """Say what was notified: amount in euros HT, day, holder, hours of insertion, clauses kept.

    The dossier becomes a marché, under its number `marche` when it is given.
    """
    acte = demander(session, scheme, numero, "notifier", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if wrong := _wrong(montant, jour, titulaire, heures, marche, now) or words_missing(
        clauses, needed=False
    ):
        return acte.refuser("saisie", wrong)
    if refused := acte.passer(now):
        return refused
    notification = NotificationMarche(
        dossier=numero,
        montant=montant,
        jour=jour,
        titulaire=titulaire,
        heures=heures,
        clauses=clauses,
        par=par,
        saisie_le=now,
    )
    session.add(notification)
    session.flush()
    compter(session, scheme, notification, marche, now)
    acte.noter(now, clauses, details=_kept(montant, jour, titulaire, heures, marche))
    return acte.dire(now, titulaire)


def faire_bilan(
    session: Session, scheme: Scheme, numero: int, bilan: str, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Keep the review of a contract, where the scheme asks for one; another adds to the first."""
    acte = demander(session, scheme, numero, "faire-bilan", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if scheme.revue.bilan_fin_de_marche is None:
        return acte.refuser("saisie", NO_REVIEW)
    if wrong := words_missing(bilan, needed=True):
        return acte.refuser("mots", wrong)
    if refused := acte.passer(now):
        return refused
    acte.noter(now, bilan)
    return acte.dire(now, bilan)


def _simple(
    session: Session,
    scheme: Scheme,
    numero: int,
    action: Action,
    mots: str | None,
    *,
    par: str,
    now: datetime,
) -> ActeDossier | RefusRevue:
    """An action that only moves the dossier; `mots` are needed unless None is given."""
    acte = demander(session, scheme, numero, action, par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if mots is not None and (wrong := words_missing(mots, needed=True)):
        return acte.refuser("mots", wrong)
    if refused := acte.passer(now):
        return refused
    acte.noter(now, mots)
    return acte.dire(now, mots)


def _wrong(
    montant: Decimal,
    jour: date,
    titulaire: str,
    heures: Decimal | None,
    marche: str | None,
    now: datetime,
) -> str | None:
    if not 0 < montant * 100 < lire.MAX_CENTIMES:
        return "Le montant notifié est positif, en euros HT, et n'a pas plus de onze chiffres."
    if jour > now.date():
        return "La date de notification est passée, ou aujourd'hui."
    if not titulaire.strip() or len(titulaire) > MAX_HOLDER:
        return f"Nommez le titulaire, en {MAX_HOLDER} caractères au plus."
    if heures is not None and heures < 0:
        return "Les heures d'insertion ne sont pas négatives."
    if marche is not None and len(marche) > lire.MAX_IDENTIFIANT:
        return f"Le numéro du marché a {lire.MAX_IDENTIFIANT} caractères au plus."
    return None


def _kept(
    montant: Decimal, jour: date, titulaire: str, heures: Decimal | None, marche: str | None
) -> dict[str, object]:
    return {
        "montant": f"{montant:f}",
        "jour": jour.isoformat(),
        "titulaire": titulaire,
        "heures": None if heures is None else f"{heures:f}",
        "marche": marche,
    }
