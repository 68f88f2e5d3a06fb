"""An action that a person asks for on a dossier: judged, then done once, then told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import journal, personnes, revues
from storage.revue_tables import AvisRendu, Revue
from storage.tables import Dossier, EtatDossier
from workflows.results import Qui
from workflows.revue import etats
from workflows.revue.choix import voir
from workflows.revue.etats import TRANSITIONS, Action, Obstacle, Qualite
from workflows.revue.gens import BOT, direction, qui, titulaires, tous, viseurs
from workflows.revue.results import ActeDossier, Raison, RefusRevue
from workflows.revue.routage import Destination

MAX_WORDS = 3000
"""Characters in what someone says of a dossier."""


@dataclass(frozen=True)
class Vue:
    """A dossier as one person meets it; `revue` is None when it was never submitted."""

    session: Session
    scheme: Scheme
    dossier: Dossier
    revue: Revue | None
    par: str
    redacteurs: frozenset[str]
    qualites: frozenset[Qualite]

    @property
    def objet(self) -> str:
        """What the dossier is about."""
        return self.revue.objet if self.revue else "sans objet"


def consulter(session: Session, scheme: Scheme, numero: int, par: str) -> Vue | None:
    """A dossier as a person may see it; None when there is none, or not for them."""
    dossier = revues.find(session, scheme.id, numero)
    if dossier is None:
        return None
    revue = revues.review(session, numero)
    redacteurs = revues.writers(session, [dossier])[numero]
    roles = personnes.roles(session, par)
    held = etats.qualites(
        roles,
        redacteur=par in redacteurs,
        vers=destination(revue),
        visas=[visa.visa for visa in revues.visas(session, numero, revue.version)] if revue else [],
    )
    own = direction(session, par)
    seen = etats.visible(
        roles,
        held,
        vers=destination(revue),
        meme_direction=own is not None and own == direction(session, dossier.auteur),
    )
    return Vue(session, scheme, dossier, revue, par, redacteurs, held) if seen else None


def destination(revue: Revue | None) -> Destination | None:
    """Who decides on a dossier: nobody yet when it was never submitted."""
    if revue is None:
        return None
    return "comite" if revue.vers == "comite" else "commande-publique"


class Premier(NamedTuple):
    """Who was first, and when."""

    par: str
    le: datetime


@dataclass(frozen=True)
class Acte:
    """An action that the person of a view has the right to do, where the dossier is."""

    vue: Vue
    action: Action
    vers: EtatDossier

    def refuser(
        self, raison: Raison, precision: str | None = None, premier: Premier | None = None
    ) -> RefusRevue:
        """Why it is not done after all; `premier` when someone else did it first."""
        return _refusal(self.vue, self.action, raison, precision, premier)

    def passer(self, now: datetime) -> RefusRevue | None:
        """Do it, unless the dossier has moved meanwhile: then who was first, and when."""
        vue = self.vue
        moved = revues.move(
            vue.session, vue.dossier, de=vue.dossier.etat, vers=self.vers, par=vue.par, le=now
        )
        return None if moved else self.refuser("etat")

    def noter(
        self, now: datetime, mots: str | None = None, details: Mapping[str, object] | None = None
    ) -> None:
        """Write it in the journal, with the state that follows."""
        journal.write(
            self.vue.session,
            qui=self.vue.par,
            quoi=self.action,
            objet=journal.dossier(self.vue.dossier.numero),
            le=now,
            mots=mots,
            details={"etat": self.vers, **(details or {})},
        )

    def dire(
        self,
        now: datetime,
        mots: str | None = None,
        *,
        avis: AvisRendu | None = None,
        visa: str | None = None,
        visas_attendus: tuple[str, ...] = (),
        inscrit: bool = False,
    ) -> ActeDossier:
        """What was done, for whoever did it and whoever must know."""
        vue = self.vue
        return ActeDossier(
            **who(vue.scheme),
            action=self.action,
            dossier=vue.dossier.numero,
            objet=vue.objet,
            etat=vue.dossier.etat,
            par=qui(vue.session, vue.par),
            le=now,
            mots=mots,
            avis=avis,
            visa=visa,
            visas_attendus=visas_attendus,
            inscrit=inscrit,
            a_prevenir=tous(vue.session, vue.redacteurs - {vue.par}),
            choix=(voir(vue.dossier.numero),),
        )


def demander(
    session: Session, scheme: Scheme, numero: int, action: Action, *, par: str
) -> Acte | RefusRevue:
    """The act of a person on a dossier if they may do it where it is, or why they may not."""
    vue = consulter(session, scheme, numero, par)
    if vue is None:
        return RefusRevue(**who(scheme), raison="introuvable", action=action, dossier=numero)
    outcome = etats.juger(action, vue.dossier.etat, vue.qualites)
    if isinstance(outcome, Obstacle):
        return _refusal(vue, action, outcome.raison)
    return Acte(vue, action, outcome)


def du_bot(session: Session, scheme: Scheme, dossier: Dossier, action: Action) -> Acte:
    """An act of the bot itself. Raises ValueError where the table does not have it."""
    bot: frozenset[Qualite] = frozenset({"bot"})
    outcome = etats.juger(action, dossier.etat, bot)
    if isinstance(outcome, Obstacle):
        raise ValueError(f"{action} from {dossier.etat}")
    revue = revues.review(session, dossier.numero)
    redacteurs = revues.writers(session, [dossier])[dossier.numero]
    return Acte(Vue(session, scheme, dossier, revue, BOT, redacteurs, bot), action, outcome)


def words_missing(mots: str | None, *, needed: bool) -> str | None:
    """What is wrong with the words given with an act, in French; None when nothing is."""
    if needed and not (mots or "").strip():
        return "Dites pourquoi, en quelques mots : ils restent avec le dossier."
    if len(mots or "") > MAX_WORDS:
        return f"Dites-le en {MAX_WORDS} caractères au plus."
    return None


def who(scheme: Scheme) -> dict[str, str]:
    """Whose scheme it is."""
    return {"scheme": scheme.id, "collectivite": scheme.collectivite}


def _refusal(
    vue: Vue,
    action: Action,
    raison: Raison,
    precision: str | None = None,
    premier: Premier | None = None,
) -> RefusRevue:
    revue = vue.revue
    first = premier or (Premier(revue.etat_par, revue.etat_le) if revue else None)
    return RefusRevue(
        **who(vue.scheme),
        raison=raison,
        action=action,
        dossier=vue.dossier.numero,
        etat=vue.dossier.etat,
        etat_par=qui(vue.session, first.par) if first else None,
        etat_le=first.le if first else None,
        demander_a=_allowed(vue, action) if raison in ("soi", "droit") else (),
        precision=precision,
    )


def _allowed(vue: Vue, action: Action) -> tuple[Qui, ...]:
    """Who may do what this person may not."""
    session, par = vue.session, TRANSITIONS[action].par
    found: dict[str, Qui] = {}
    to_comite = destination(vue.revue) == "comite"
    roles = {
        "membre": "comite" if to_comite else "commande-publique",
        "decideur": "decideur" if to_comite else "commande-publique",
        "commande-publique": "commande-publique",
    }
    for qualite in sorted(par & roles.keys()):
        found |= {known.id: known for known in titulaires(session, roles[qualite])}
    if "viseur" in par and vue.revue:
        for visa in revues.visas(session, vue.dossier.numero, vue.revue.version):
            found |= {known.id: known for known in viseurs(session, visa.visa)}
    if "redacteur" in par:
        found |= {known.id: known for known in tous(session, vue.redacteurs)}
    return tuple(
        known
        for known in found.values()
        if TRANSITIONS[action].sur_le_sien or known.id not in vue.redacteurs
    )
