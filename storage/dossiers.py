"""Fiches, who writes them, and their answers: answers are added, never overwritten."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.tables import Dossier, Redacteur, Reponse, VersionFiche, now


def begin(session: Session, *, scheme: str, auteur: str) -> Dossier:
    """A new draft, which its author is now writing."""
    dossier = Dossier(scheme=scheme, auteur=auteur)
    session.add(dossier)
    session.flush()
    write(session, dossier, auteur)
    return dossier


def held(session: Session, scheme: str, numero: int) -> Dossier | None:
    """A dossier, kept from any other change until the transaction ends."""
    return session.exec(
        select(Dossier)
        .where(Dossier.scheme == scheme, Dossier.id == numero)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def drafts(session: Session, *, scheme: str, personne: str) -> Sequence[Dossier]:
    """The drafts that a person writes, the last touched first."""
    return session.exec(
        select(Dossier)
        .join(Redacteur)
        .where(
            Dossier.scheme == scheme,
            Dossier.etat == "brouillon",
            Redacteur.personne == personne,
        )
        .order_by(col(Dossier.modifie_le).desc(), col(Dossier.id).desc())
    ).all()


def left_behind(session: Session, *, scheme: str, since: datetime) -> Sequence[Dossier]:
    """The drafts that nobody has touched since an instant, by number."""
    return session.exec(
        select(Dossier)
        .where(
            Dossier.scheme == scheme,
            Dossier.etat == "brouillon",
            col(Dossier.modifie_le) < since,
        )
        .order_by(col(Dossier.id))
    ).all()


def being_written(session: Session, *, scheme: str, personne: str) -> int | None:
    """The number of the draft that a person is writing now: none when all are left for later."""
    return session.exec(
        select(Dossier.id)
        .join(Redacteur)
        .where(
            Dossier.scheme == scheme,
            Dossier.etat == "brouillon",
            Redacteur.personne == personne,
            col(Redacteur.en_pause).is_(False),
        )
        .order_by(col(Redacteur.depuis).desc(), col(Dossier.id).desc())
    ).first()


def write(session: Session, dossier: Dossier, personne: str) -> None:
    """A person now writes this dossier; the others they were writing wait."""
    same_scheme = (
        select(Dossier.id)
        .where(Dossier.id == Redacteur.dossier, Dossier.scheme == dossier.scheme)
        .exists()
    )
    session.execute(
        update(Redacteur)
        .where(
            col(Redacteur.personne) == personne,
            col(Redacteur.en_pause).is_(False),
            same_scheme,
        )
        .values(en_pause=True)
    )
    redacteur = session.get(Redacteur, (dossier.numero, personne))
    if redacteur is None:
        session.add(Redacteur(dossier=dossier.numero, personne=personne))
    else:
        redacteur.en_pause, redacteur.depuis = False, now()
    session.flush()


def share(session: Session, dossier: Dossier, personne: str) -> None:
    """A person may write this dossier too; what they were writing stays in front of them."""
    if session.get(Redacteur, (dossier.numero, personne)) is None:
        session.add(Redacteur(dossier=dossier.numero, personne=personne, en_pause=True))
        session.flush()


def pause(session: Session, dossier: Dossier, personne: str) -> None:
    """A person leaves the writing for later."""
    redacteur = session.get(Redacteur, (dossier.numero, personne))
    if redacteur is not None:
        redacteur.en_pause = True


def leave(session: Session, dossier: Dossier, personne: str) -> None:
    """A person no longer writes this dossier."""
    redacteur = session.get(Redacteur, (dossier.numero, personne))
    if redacteur is not None:
        session.delete(redacteur)
        session.flush()


def writers(session: Session, dossier: Dossier) -> dict[str, bool]:
    """Who writes a dossier, and whether they left it for later; the first to come first."""
    rows = session.exec(
        select(Redacteur)
        .where(Redacteur.dossier == dossier.numero)
        .order_by(col(Redacteur.depuis), col(Redacteur.personne))
    )
    return {row.personne: row.en_pause for row in rows}


def numbered(session: Session, *, scheme: str, numero: int) -> Dossier | None:
    """The dossier of a number; None when the scheme has none of that number."""
    return session.exec(
        select(Dossier).where(Dossier.scheme == scheme, Dossier.id == numero)
    ).one_or_none()


def answers(session: Session, dossier: Dossier) -> dict[str, str | None]:
    """The answer that counts for each question, as JSON; None when the question was passed."""
    rows = session.exec(
        select(Reponse.question, Reponse.valeur)
        .where(Reponse.dossier == dossier.numero)
        .order_by(col(Reponse.id))
    )
    return dict(iter(rows))


def last_answer(session: Session, dossier: Dossier, question: str) -> Reponse | None:
    """The answer that counts for a question, with who gave it."""
    return session.exec(
        select(Reponse)
        .where(Reponse.dossier == dossier.numero, Reponse.question == question)
        .order_by(col(Reponse.id).desc())
    ).first()


def answer(
    session: Session, dossier: Dossier, *, question: str, valeur: str | None, auteur: str
) -> None:
    """Add an answer, as JSON; None passes the question."""
    session.add(Reponse(dossier=dossier.numero, question=question, valeur=valeur, auteur=auteur))
    touch(dossier)


def touch(dossier: Dossier) -> None:
    """Note that a draft has just been worked on."""
    dossier.modifie_le = now()


def version(session: Session, empreinte: str) -> VersionFiche | None:
    """The questions of a version of a fiche."""
    return session.get(VersionFiche, empreinte)


def keep_version(session: Session, empreinte: str, questions: str) -> None:
    """Note the questions of a version (JSON), once."""
    if session.get(VersionFiche, empreinte) is None:
        session.add(VersionFiche(empreinte=empreinte, questions=questions))
        session.flush()
