"""A dossier as those who may see it see it."""

from datetime import date, datetime

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import personnes, revues
from storage.revue_tables import (
    AvisMembre,
    Complement,
    DecisionRendue,
    NotificationMarche,
    Revue,
    Seance,
    VersionDossier,
    VisaDemande,
)
from workflows.clock import paris_day
from workflows.fiche.kept import read_answers
from workflows.fiche.parcours import Parcours
from workflows.fiche.views import rules
from workflows.revue import choix, etats, fins
from workflows.revue.actes import Vue, consulter, destination, who
from workflows.revue.gens import direction, qui, viseurs
from workflows.revue.lignes import differences, main_lines
from workflows.revue.results import (
    AvisCarte,
    CarteDossier,
    ComplementCarte,
    DecisionCarte,
    NotificationCarte,
    RefusRevue,
    VisaCarte,
)
from workflows.revue.routage import chez
from workflows.revue.soumission import read_motifs
from workflows.roles import VISA


def carte(
    session: Session, scheme: Scheme, numero: int, *, par: str, now: datetime
) -> CarteDossier | RefusRevue:
    """The card of a dossier for a person; it shows the last version that was sent."""
    vue = consulter(session, scheme, numero, par)
    if vue is None or vue.revue is None:
        return RefusRevue(**who(scheme), raison="introuvable", action=None, dossier=numero)
    return _card(vue, vue.revue, now, _offered(vue, vue.revue))


def carte_du_comite(
    session: Session, scheme: Scheme, numero: int, now: datetime
) -> CarteDossier | None:
    """The card that those who decide on a dossier share: their actions, whoever clicks.

    Each action is judged again for the person who asks for it. None when the dossier was never
    submitted.
    """
    dossier, revue = revues.find(session, scheme.id, numero), revues.review(session, numero)
    if dossier is None or revue is None:
        return None
    redacteurs = revues.writers(session, [dossier])[numero]
    vue = Vue(session, scheme, dossier, revue, "", redacteurs, frozenset({"membre", "decideur"}))
    return _card(vue, revue, now, etats.possibles(dossier.etat, vue.qualites))


def _offered(vue: Vue, revue: Revue) -> tuple[etats.Action, ...]:
    """What the person can do now and is not done yet: a visa given, a dossier already sent."""
    held = personnes.roles(vue.session, vue.par)
    visas = revues.visas(vue.session, vue.dossier.numero, revue.version)
    done: set[etats.Action] = set()
    if not any(row.avis is None and f"{VISA}{row.visa}" in held for row in visas):
        done.add("viser")
    if destination(revue) == "comite" or vue.scheme.revue.instance is None:
        done.add("signaler")
    if not fins.a_ecrire(vue.session, vue.scheme, revue):
        done.add("faire-bilan")
    possible = etats.possibles(vue.dossier.etat, vue.qualites)
    return tuple(action for action in possible if action not in done)


def _card(vue: Vue, revue: Revue, now: datetime, actions: tuple[etats.Action, ...]) -> CarteDossier:
    session, scheme, dossier = vue.session, vue.scheme, vue.dossier
    versions = revues.versions(session, dossier.numero)
    parcours = [_parcours(vue, version, now) for version in versions[-2:]]
    motifs = read_motifs(revue)
    taken = revues.decisions(session, dossier.numero)
    notified = revues.notification(session, dossier.numero)
    return CarteDossier(
        **who(scheme),
        dossier=dossier.numero,
        fiche=scheme.fiche.nom,
        objet=revue.objet,
        auteur=qui(session, dossier.auteur),
        direction=direction(session, dossier.auteur),
        etat=dossier.etat,
        etat_le=revue.etat_le,
        etat_par=qui(session, revue.etat_par),
        version=revue.version,
        vers=motifs[0].vers,
        chez=chez(scheme, motifs[0].vers),
        motifs=motifs,
        lignes=main_lines(scheme.fiche, parcours[-1].counted),
        regles=rules(scheme, parcours[-1]),
        visas=tuple(
            _visa(session, row) for row in revues.visas(session, dossier.numero, revue.version)
        ),
        visas_avant=revue.visas_avant,
        avis=tuple(
            _opinion(session, row)
            for row in revues.opinions(session, dossier.numero, revue.version)
        ),
        quorum=scheme.revue.quorum if destination(revue) == "comite" else 0,
        complements=tuple(
            _complement(session, row) for row in revues.complements(session, dossier.numero)
        ),
        differences=differences(scheme.fiche, parcours[0].counted, parcours[-1].counted),
        decision=said_decision(session, taken[-1]) if taken else None,
        notification=_notification(notified) if notified else None,
        seance=meeting_day(session, revue.seance),
        actions=actions,
        choix=choix.actes(dossier.numero, actions),
    )


def said_decision(session: Session, row: DecisionRendue) -> DecisionCarte:
    """A decision as it is told."""
    return DecisionCarte(
        decision=row.decision,
        motif=row.motif,
        par=qui(session, row.par),
        le=row.le,
        version=row.version,
        seance=meeting_day(session, row.seance),
    )


def meeting_day(session: Session, seance: int | None) -> date | None:
    """The day of a meeting, when there is one."""
    found = session.get(Seance, seance) if seance else None
    return found.jour if found else None


def _parcours(vue: Vue, version: VersionDossier, now: datetime) -> Parcours:
    fiche = vue.scheme.fiche
    kept = revues.answers_of(vue.session, version)
    return Parcours(fiche, read_answers(fiche, kept), paris_day(now))


def _visa(session: Session, row: VisaDemande) -> VisaCarte:
    return VisaCarte(
        visa=row.visa,
        qui=row.qui,
        avis=row.avis,
        commentaire=row.commentaire,
        par=qui(session, row.par) if row.par else None,
        donne_le=row.donne_le,
        titulaires=viseurs(session, row.visa),
    )


def _opinion(session: Session, row: AvisMembre) -> AvisCarte:
    return AvisCarte(
        membre=qui(session, row.membre),
        avis=row.avis,
        commentaire=row.commentaire,
        donne_le=row.donne_le,
    )


def _complement(session: Session, row: Complement) -> ComplementCarte:
    return ComplementCarte(
        demande=row.demande,
        par=qui(session, row.par),
        demande_le=row.demande_le,
        reponse=row.reponse,
        repondu_par=qui(session, row.repondu_par) if row.repondu_par else None,
        repondu_le=row.repondu_le,
    )


def _notification(row: NotificationMarche) -> NotificationCarte:
    return NotificationCarte(
        montant=row.montant,
        jour=row.jour,
        titulaire=row.titulaire,
        heures=row.heures,
        clauses=row.clauses,
    )
