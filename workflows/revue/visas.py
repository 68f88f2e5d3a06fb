"""Visas: given by whoever may, all collected or a delay passed."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import personnes, revues
from storage.revue_tables import AvisRendu, VisaDemande
from workflows.revue.actes import Acte, Premier, Vue, demander, words_missing
from workflows.revue.results import ActeDossier, RefusRevue
from workflows.revue.soumission import inscrire
from workflows.roles import VISA


def viser(
    session: Session,
    scheme: Scheme,
    numero: int,
    avis: AvisRendu,
    commentaire: str | None,
    *,
    par: str,
    now: datetime,
    visa: str | None = None,
) -> ActeDossier | RefusRevue:
    """Give a visa; the last one inscribes the dossier for its decision.

    `visa` is needed when the person may give several of those that wait. A reserve or an
    unfavourable visa says why. One visa is given once.
    """
    acte = demander(session, scheme, numero, "viser", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    asked = _asked(acte, visa)
    if isinstance(asked, RefusRevue):
        return asked
    if wrong := words_missing(commentaire, needed=avis != "favorable"):
        return acte.refuser("mots", wrong)
    if refused := acte.passer(now):
        return refused
    session.refresh(asked)
    if asked.avis is not None:
        return acte.refuser("deja", premier=_first([asked]))
    asked.avis, asked.commentaire = avis, commentaire or None
    asked.par, asked.donne_le = par, now
    session.flush()
    acte.noter(now, commentaire, details={"visa": asked.qui, "avis": avis})
    waiting = _waiting(acte.vue)
    done = acte.vue.dossier.etat == "en-visa" and not waiting
    if done:
        inscrire(session, scheme, acte.vue.dossier, now, manquants=())
    return acte.dire(
        now, commentaire, avis=avis, visa=asked.qui, visas_attendus=waiting, inscrit=done
    )


def passer_delai(
    session: Session, scheme: Scheme, today: date, now: datetime
) -> tuple[ActeDossier, ...]:
    """Inscribe the dossiers whose visas' last day is over, and say which visas lack.

    A visa that comes later still counts, as long as nothing is decided.
    """
    done = []
    for dossier, revue in revues.submitted(session, scheme.id, {"en-visa"}):
        if revue.visas_avant and revue.visas_avant < today:
            rows = revues.visas(session, dossier.numero, revue.version)
            missing = tuple(row.qui for row in rows if row.avis is None)
            acte = inscrire(session, scheme, dossier, now, manquants=missing)
            if acte:
                done.append(acte.dire(now, visas_attendus=missing, inscrit=True))
    return tuple(done)


def _asked(acte: Acte, visa: str | None) -> VisaDemande | RefusRevue:
    """The visa to give: the one named, or the only one that waits for this person."""
    vue = acte.vue
    held = personnes.roles(vue.session, vue.par)
    mine = [row for row in _rows(vue) if f"{VISA}{row.visa}" in held]
    if visa is not None:
        named = next((row for row in mine if row.visa == visa), None)
        return named or acte.refuser("droit")
    waiting = [row for row in mine if row.avis is None]
    if not waiting:
        return acte.refuser("deja", premier=_first(mine))
    if len(waiting) > 1:
        return acte.refuser("visa", ", ".join(row.visa for row in waiting))
    return waiting[0]


def _first(given: Sequence[VisaDemande]) -> Premier | None:
    """Who gave the last of these visas, and when."""
    done = [(row.donne_le, row.par) for row in given if row.donne_le and row.par]
    return Premier(max(done)[1], max(done)[0]) if done else None


def _rows(vue: Vue) -> list[VisaDemande]:
    if vue.revue is None:
        return []
    return list(revues.visas(vue.session, vue.dossier.numero, vue.revue.version))


def _waiting(vue: Vue) -> tuple[str, ...]:
    return tuple(row.qui for row in _rows(vue) if row.avis is None)
