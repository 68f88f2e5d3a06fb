"""A fiche is sent: where it goes, which visas it needs."""

import json
from datetime import date, datetime, timedelta

from sqlmodel import Session

from schemes.fiche import Visa
from schemes.scheme import Scheme
from storage import revues, seances
from storage.revue_tables import Revue, Seance, VisaDemande
from storage.tables import Dossier
from workflows.clock import paris_day
from workflows.fiche.conditions import Answers
from workflows.revue import choix, gens
from workflows.revue.actes import Acte, demander, du_bot, who
from workflows.revue.lignes import main_lines
from workflows.revue.results import DemandeVisa, RefusRevue, Soumission
from workflows.revue.routage import (
    Motif,
    Routage,
    Signalement,
    chez,
    router,
    visas_required,
)

MAX_OBJECT = 300


def soumettre(
    session: Session, scheme: Scheme, dossier: Dossier, answers: Answers, par: str, now: datetime
) -> Soumission | RefusRevue:
    """Send a draft whose counted answers are these: it is routed, and its visas are asked.

    The answers stay as a version of the dossier. It is refused when the dossier is no longer a
    draft (somebody else sent it), or when the person does not write it.
    """
    acte = demander(session, scheme, dossier.numero, "soumettre", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if refused := acte.passer(now):
        return refused
    version = revues.open_version(session, dossier, par=par, le=now)
    before = acte.vue.revue
    routage = router(scheme.routage, answers, _flag(session, before))
    visas = visas_required(scheme.visas, answers)
    revue = before or new_review(dossier, par, now)
    revue.version = version.numero
    revue.objet = str(answers.get("objet") or "sans objet")[:MAX_OBJECT]
    revue.vers, revue.motifs = routage.vers, kept_motifs(routage)
    revue.visas_avant = last_day(scheme, now) if visas else None
    revue.seance = None
    session.add(revue)
    session.flush()
    acte.noter(
        now,
        details={
            "version": version.numero,
            "vers": routage.vers,
            "motifs": [motif.motif for motif in routage.motifs],
        },
    )
    _ask(session, dossier, version.numero, visas)
    if visas:
        _wait_for_visas(session, scheme, dossier, revue, visas, now)
    else:
        inscrire(session, scheme, dossier, now, manquants=())
    revue.etat_par = par
    session.flush()
    return _said(session, scheme, dossier, revue, answers, visas)


def new_review(dossier: Dossier, par: str, now: datetime) -> Revue:
    """The review of a dossier sent for the first time; its version fills it."""
    return Revue(
        dossier=dossier.numero,
        version=0,
        objet="",
        vers="",
        motifs="[]",
        etat_par=par,
        etat_le=now,
    )


def inscrire(
    session: Session,
    scheme: Scheme,
    dossier: Dossier,
    now: datetime,
    *,
    manquants: tuple[str, ...],
) -> Acte | None:
    """Inscribe a dossier for its decision; `manquants` are the visas that did not come in time.

    None when the dossier has moved meanwhile.
    """
    acte = du_bot(session, scheme, dossier, "inscrire")
    if acte.passer(now):
        return None
    acte.noter(now, details={"visas_manquants": list(manquants)})
    join_meeting(session, scheme, dossier, paris_day(now))
    return acte


def join_meeting(session: Session, scheme: Scheme, dossier: Dossier, des: date) -> None:
    """Put an inscribed dossier of the comité on the agenda of its first meeting from a day on.

    As long as none is fixed, it waits for one.
    """
    revue = revues.review(session, dossier.numero)
    instance = scheme.revue.instance
    if revue is None or revue.vers != "comite" or instance is None:
        return
    seance = seances.following(session, scheme=scheme.id, instance=instance, jour=des)
    seances.put_on_agenda(session, [dossier.numero], seance)
    session.refresh(revue)


def last_day(scheme: Scheme, now: datetime) -> date:
    """The last day to give a visa asked now."""
    return paris_day(now) + timedelta(days=scheme.revue.delai_visas)


def kept_motifs(routage: Routage) -> str:
    """The reasons of a routing, as the store keeps them."""
    return json.dumps([motif.model_dump() for motif in routage.motifs], ensure_ascii=False)


def read_motifs(revue: Revue) -> tuple[Motif, ...]:
    """Why a dossier went where it goes; the first reason decided."""
    return tuple(Motif.model_validate(kept) for kept in json.loads(revue.motifs))


def _flag(session: Session, revue: Revue | None) -> Signalement | None:
    if revue is None or revue.signale_motif is None or revue.signale_par is None:
        return None
    return Signalement(revue.signale_motif, gens.qui(session, revue.signale_par).nom)


def _ask(session: Session, dossier: Dossier, version: int, visas: tuple[Visa, ...]) -> None:
    for visa in visas:
        row = VisaDemande(dossier=dossier.numero, version=version, visa=visa.id, qui=visa.qui)
        session.add(row)
        session.flush()


def _wait_for_visas(
    session: Session,
    scheme: Scheme,
    dossier: Dossier,
    revue: Revue,
    visas: tuple[Visa, ...],
    now: datetime,
) -> None:
    acte = du_bot(session, scheme, dossier, "demander-visas")
    acte.passer(now)
    avant = revue.visas_avant.isoformat() if revue.visas_avant else None
    acte.noter(now, details={"visas": [visa.qui for visa in visas], "avant": avant})


def _said(
    session: Session,
    scheme: Scheme,
    dossier: Dossier,
    revue: Revue,
    answers: Answers,
    visas: tuple[Visa, ...],
) -> Soumission:
    motifs = read_motifs(revue)
    seance = session.get(Seance, revue.seance) if revue.seance else None
    return Soumission(
        **who(scheme),
        dossier=dossier.numero,
        fiche=scheme.fiche.nom,
        objet=revue.objet,
        version=revue.version,
        etat=dossier.etat,
        vers=motifs[0].vers,
        chez=chez(scheme, motifs[0].vers),
        motifs=motifs,
        demandes=tuple(
            DemandeVisa(
                **who(scheme),
                dossier=dossier.numero,
                objet=revue.objet,
                auteur=gens.qui(session, dossier.auteur),
                version=revue.version,
                visa=visa.id,
                qui=visa.qui,
                avant=revue.visas_avant,
                motif=motifs[0].motif,
                lignes=main_lines(scheme.fiche, answers),
                destinataires=gens.viseurs(session, visa.id),
                choix=choix.visa(dossier.numero, visa.id),
            )
            for visa in visas
            if revue.visas_avant
        ),
        seance=seance.jour if seance else None,
        choix=(choix.voir(dossier.numero),),
    )
