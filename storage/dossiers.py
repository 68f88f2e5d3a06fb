"""Fiches and their answers: answers are added, never overwritten."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import Dossier, Reponse, now


def begin(session: Session, *, scheme: str, auteur: str) -> Dossier:
    """A new draft, being written."""
    dossier = Dossier(scheme=scheme, auteur=auteur)
    session.add(dossier)
    session.flush()
    return dossier


def drafts(session: Session, *, scheme: str, auteur: str) -> Sequence[Dossier]:
    """The drafts of a person, the last touched first."""
    return session.exec(
        select(Dossier)
        .where(Dossier.scheme == scheme, Dossier.auteur == auteur, Dossier.etat == "brouillon")
        .order_by(col(Dossier.modifie_le).desc(), col(Dossier.id).desc())
    ).all()


def being_written(session: Session, *, scheme: str, auteur: str) -> Dossier | None:
    """The draft that a person is writing now: none when they left all of them for later."""
    found = drafts(session, scheme=scheme, auteur=auteur)
    return next((dossier for dossier in found if not dossier.en_pause), None)


def answers(session: Session, dossier: Dossier) -> dict[str, str | None]:
    """The answer that counts for each question, as JSON; None when the question was passed."""
    rows = session.exec(
        select(Reponse).where(Reponse.dossier == dossier.id).order_by(col(Reponse.id))
    )
    return {row.question: row.valeur for row in rows}


def answer(
    session: Session, dossier: Dossier, *, question: str, valeur: str | None, auteur: str
) -> None:
    """Add an answer, as JSON; None passes the question."""
    session.add(Reponse(dossier=dossier.numero, question=question, valeur=valeur, auteur=auteur))
    touch(dossier)


def touch(dossier: Dossier) -> None:
    """Note that a draft has just been worked on."""
    dossier.modifie_le = now()
