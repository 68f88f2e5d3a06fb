"""Where a dossier is decided: flags, opinions, complements, decisions."""

from datetime import datetime, timedelta

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import revues
from storage.revue_tables import AvisMembre, AvisRendu, Choix, Complement, DecisionRendue, Seance
from workflows.clock import paris_day
from workflows.revue import gens
from workflows.revue.actes import Acte, demander, destination, who, words_missing
from workflows.revue.choix import voir
from workflows.revue.etats import DECISIONS
from workflows.revue.results import ActeDossier, DecisionDossier, RefusRevue
from workflows.revue.routage import Routage, Signalement, chez, flagged
from workflows.revue.soumission import join_meeting, kept_motifs, read_motifs

NO_BODY = "Le schéma ne nomme pas d'instance qui décide des dossiers : la commande publique décide."


def signaler(
    session: Session, scheme: Scheme, numero: int, motif: str, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Send to the comité a dossier that no rule sends there: the commande publique's own choice.

    The flag stays with the dossier, over its next versions.
    """
    acte = demander(session, scheme, numero, "signaler", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    revue = acte.vue.revue
    if revue is None or destination(revue) == "comite":
        return acte.refuser("deja")
    if scheme.revue.instance is None:
        return acte.refuser("saisie", NO_BODY)
    if wrong := words_missing(motif, needed=True):
        return acte.refuser("mots", wrong)
    if refused := acte.passer(now):
        return refused
    flag = flagged(Signalement(motif, gens.qui(session, par).nom))
    revue.signale_par, revue.signale_le, revue.signale_motif = par, now, motif
    revue.vers = flag.vers
    revue.motifs = kept_motifs(Routage(vers=flag.vers, motifs=(flag, *read_motifs(revue))))
    session.flush()
    acte.noter(now, motif)
    if acte.vue.dossier.etat != "en-visa":
        join_meeting(session, scheme, acte.vue.dossier, paris_day(now))
    return acte.dire(now, motif)


def donner_avis(
    session: Session,
    scheme: Scheme,
    numero: int,
    avis: AvisRendu,
    commentaire: str | None,
    *,
    par: str,
    now: datetime,
) -> ActeDossier | RefusRevue:
    """Give one's opinion as a member; a second one takes the place of the first."""
    acte = demander(session, scheme, numero, "donner-avis", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if wrong := words_missing(commentaire, needed=avis != "favorable"):
        return acte.refuser("mots", wrong)
    if refused := acte.passer(now):
        return refused
    session.add(
        AvisMembre(
            dossier=numero,
            version=_version(acte),
            membre=par,
            avis=avis,
            commentaire=commentaire or None,
            donne_le=now,
        )
    )
    session.flush()
    acte.noter(now, commentaire, details={"avis": avis})
    return acte.dire(now, commentaire, avis=avis)


def demander_complement(
    session: Session, scheme: Scheme, numero: int, demande: str, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Ask the buyer for something more: the dossier waits for their answer."""
    acte = demander(session, scheme, numero, "demander-complement", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if wrong := words_missing(demande, needed=True):
        return acte.refuser("mots", wrong)
    if refused := acte.passer(now):
        return refused
    session.add(Complement(dossier=numero, demande=demande, par=par, demande_le=now))
    session.flush()
    acte.noter(now, demande)
    return acte.dire(now, demande)


def completer(
    session: Session, scheme: Scheme, numero: int, reponse: str, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Answer what was asked: the dossier returns where it is decided."""
    acte = demander(session, scheme, numero, "completer", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if wrong := words_missing(reponse, needed=True):
        return acte.refuser("mots", wrong)
    if refused := acte.passer(now):
        return refused
    asked = revues.complements(session, numero)[-1]
    asked.reponse, asked.repondu_par, asked.repondu_le = reponse, par, now
    session.flush()
    acte.noter(now, reponse)
    join_meeting(session, scheme, acte.vue.dossier, paris_day(now))
    return acte.dire(now, reponse)


def reinscrire(
    session: Session, scheme: Scheme, numero: int, *, par: str, now: datetime
) -> ActeDossier | RefusRevue:
    """Put an adjourned dossier on the agenda of a later meeting."""
    acte = demander(session, scheme, numero, "reinscrire", par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if refused := acte.passer(now):
        return refused
    acte.noter(now)
    join_meeting(session, scheme, acte.vue.dossier, paris_day(now) + timedelta(days=1))
    return acte.dire(now)


def decider(
    session: Session,
    scheme: Scheme,
    numero: int,
    decision: Choix,
    motif: str,
    *,
    par: str,
    now: datetime,
) -> DecisionDossier | RefusRevue:
    """Record a decision, with its reason. The first one counts: the second is told who was first.

    The comité's quorum is counted in opinions of members; adjourning needs none.
    """
    acte = demander(session, scheme, numero, DECISIONS[decision], par=par)
    if isinstance(acte, RefusRevue):
        return acte
    if decision != "ajourne" and (missing := opinions_missing(acte)):
        return acte.refuser("quorum", str(missing))
    if wrong := words_missing(motif, needed=True):
        return acte.refuser("mots", wrong)
    if refused := acte.passer(now):
        return refused
    seance = acte.vue.revue.seance if acte.vue.revue else None
    row = DecisionRendue(
        dossier=numero,
        version=_version(acte),
        decision=decision,
        motif=motif,
        par=par,
        le=now,
        seance=seance,
    )
    session.add(row)
    session.flush()
    acte.noter(now, motif, details={"decision": decision})
    return _decided(acte, row)


def opinions_missing(acte: Acte) -> int:
    """How many opinions the quorum still lacks; the commande publique decides without quorum."""
    if destination(acte.vue.revue) != "comite":
        return 0
    given = revues.opinions(acte.vue.session, acte.vue.dossier.numero, _version(acte))
    return max(0, acte.vue.scheme.revue.quorum - len(given))


def _version(acte: Acte) -> int:
    return acte.vue.revue.version if acte.vue.revue else 0


def _decided(acte: Acte, row: DecisionRendue) -> DecisionDossier:
    vue = acte.vue
    seance = vue.session.get(Seance, row.seance) if row.seance else None
    return DecisionDossier(
        **who(vue.scheme),
        dossier=row.dossier,
        objet=vue.objet,
        version=row.version,
        chez=chez(vue.scheme, destination(vue.revue) or "commande-publique"),
        decision=row.decision,
        motif=row.motif,
        par=gens.qui(vue.session, row.par),
        le=row.le,
        seance=seance.jour if seance else None,
        a_prevenir=gens.tous(vue.session, vue.redacteurs - {row.par}),
        choix=(voir(row.dossier),),
    )
