"""The review of dossiers: their states, versions, visas, opinions, complements, decisions.

What is said is added beside what was said before; a state changes by one conditional UPDATE.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage.revue_tables import (
    AvisMembre,
    Complement,
    DecisionRendue,
    NotificationMarche,
    Revue,
    VersionDossier,
    VisaDemande,
)
from storage.tables import Dossier, EtatDossier, Redacteur, Reponse


def move(
    session: Session,
    dossier: Dossier,
    *,
    de: EtatDossier,
    vers: EtatDossier,
    par: str,
    le: datetime,
) -> bool:
    """Take a dossier from one state to another (or keep it there) if it still is in the first.

    False when it no longer is: someone was faster, and `dossier` now says where it is. The
    dossier is held until the transaction ends.
    """
    changed = session.execute(
        update(Dossier)
        .where(col(Dossier.id) == dossier.numero, col(Dossier.etat) == de)
        .values(etat=vers, modifie_le=le)
        .execution_options(synchronize_session=False)
    ).rowcount  # type: ignore[attr-defined]
    if changed and de != vers:
        session.execute(
            update(Revue)
            .where(col(Revue.dossier) == dossier.numero)
            .values(etat_par=par, etat_le=le)
            .execution_options(synchronize_session=False)
        )
    for row in (dossier, review(session, dossier.numero)):
        if row is not None:
            session.refresh(row)
    return bool(changed)


def find(session: Session, scheme: str, numero: int) -> Dossier | None:
    """The dossier of a number, in a scheme."""
    return session.exec(
        select(Dossier).where(Dossier.scheme == scheme, Dossier.id == numero)
    ).first()


def review(session: Session, dossier: int) -> Revue | None:
    """The review of a dossier; None when it was never submitted."""
    return session.get(Revue, dossier)


Submitted = tuple[Dossier, Revue]
"""A dossier submitted at least once, and its review."""


def submitted(session: Session, scheme: str, dans: Collection[EtatDossier]) -> Sequence[Submitted]:
    """The dossiers submitted at least once that are in these states, the last moved first."""
    return session.exec(
        select(Dossier, Revue)
        .where(Dossier.scheme == scheme, Revue.dossier == Dossier.id, col(Dossier.etat).in_(dans))
        .order_by(col(Revue.etat_le).desc(), col(Revue.dossier).desc())
    ).all()


def writers(session: Session, dossiers: Iterable[Dossier]) -> dict[int, frozenset[str]]:
    """Who writes each dossier: its author, whoever may write it, whoever gave an answer."""
    found = {dossier.numero: {dossier.auteur} for dossier in dossiers}
    answered = select(Reponse.dossier, Reponse.auteur).where(col(Reponse.dossier).in_(found))
    sharing = select(Redacteur.dossier, Redacteur.personne).where(col(Redacteur.dossier).in_(found))
    for rows in (session.exec(answered.distinct()), session.exec(sharing)):
        for numero, personne in rows:
            found[numero].add(personne)
    return {numero: frozenset(people) for numero, people in found.items()}


def open_version(session: Session, dossier: Dossier, *, par: str, le: datetime) -> VersionDossier:
    """Keep the present answers of a dossier as its next version."""
    last = session.exec(select(func.max(Reponse.id)).where(Reponse.dossier == dossier.numero)).one()
    row = VersionDossier(
        dossier=dossier.numero,
        numero=len(versions(session, dossier.numero)) + 1,
        derniere_reponse=last or 0,
        par=par,
        soumise_le=le,
    )
    session.add(row)
    session.flush()
    return row


def versions(session: Session, dossier: int) -> Sequence[VersionDossier]:
    """The versions of a dossier, the first one first."""
    return session.exec(
        select(VersionDossier)
        .where(VersionDossier.dossier == dossier)
        .order_by(col(VersionDossier.numero))
    ).all()


def answers_of(session: Session, version: VersionDossier) -> dict[str, str | None]:
    """The answers of a version, as JSON; None when the question was passed."""
    rows = session.exec(
        select(Reponse.question, Reponse.valeur)
        .where(Reponse.dossier == version.dossier, col(Reponse.id) <= version.derniere_reponse)
        .order_by(col(Reponse.id))
    )
    return dict(iter(rows))


def visas(session: Session, dossier: int, version: int) -> Sequence[VisaDemande]:
    """The visas asked for a version, in the order of the definition, as they now stand."""
    return session.exec(
        select(VisaDemande)
        .where(VisaDemande.dossier == dossier, VisaDemande.version == version)
        .order_by(col(VisaDemande.id))
        .execution_options(populate_existing=True)
    ).all()


def visas_by_dossier(
    session: Session, reviews: Sequence[Revue]
) -> dict[int, Sequence[VisaDemande]]:
    """The visas asked for the present version of many dossiers."""
    present = {revue.dossier: revue.version for revue in reviews}
    rows = session.exec(
        select(VisaDemande)
        .where(col(VisaDemande.dossier).in_(present))
        .order_by(col(VisaDemande.id))
    )
    found: dict[int, list[VisaDemande]] = {dossier: [] for dossier in present}
    for row in rows:
        if row.version == present[row.dossier]:
            found[row.dossier].append(row)
    return dict(found)


def opinions(session: Session, dossier: int, version: int) -> Sequence[AvisMembre]:
    """The opinion that counts of each member on a version: their newest."""
    rows = session.exec(
        select(AvisMembre)
        .where(AvisMembre.dossier == dossier, AvisMembre.version == version)
        .order_by(col(AvisMembre.id))
    )
    return list({row.membre: row for row in rows}.values())


def complements(session: Session, dossier: int) -> Sequence[Complement]:
    """What was asked of the buyer about a dossier, the first first."""
    return session.exec(
        select(Complement).where(Complement.dossier == dossier).order_by(col(Complement.id))
    ).all()


def decisions(session: Session, dossier: int) -> Sequence[DecisionRendue]:
    """The decisions taken on a dossier, the first first."""
    return session.exec(
        select(DecisionRendue)
        .where(DecisionRendue.dossier == dossier)
        .order_by(col(DecisionRendue.id))
    ).all()


def notification(session: Session, dossier: int) -> NotificationMarche | None:
    """What was notified at the end, if anything was."""
    return session.get(NotificationMarche, dossier)


def first_submissions(session: Session, scheme: str) -> Sequence[tuple[Revue, datetime]]:
    """Each dossier submitted, with the instant of its first submission."""
    return session.exec(
        select(Revue, VersionDossier.soumise_le)
        .join(VersionDossier, col(VersionDossier.dossier) == col(Revue.dossier))
        .join(Dossier, col(Dossier.id) == col(Revue.dossier))
        .where(Dossier.scheme == scheme, VersionDossier.numero == 1)
    ).all()
