"""The review of dossiers in plain words: « dossiers », « visa 12 favorable », « decider 12 … »."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar, get_args

from sqlmodel import Session

from schemes.scheme import Scheme
from storage.revue_tables import AvisRendu, Choix
from storage.tables import EtatDossier
from workflows.clock import paris_day
from workflows.revue import comite, dossiers, programme, suites, visas
from workflows.revue.actes import consulter, demander, who
from workflows.revue.carte import carte
from workflows.revue.etats import Action
from workflows.revue.results import Raison, RefusRevue, ReponseRevue
from workflows.understanding import Outcome, Understood
from workflows.understanding.amounts import read_amount
from workflows.understanding.dates import read_date
from workflows.understanding.numbers import read_number
from workflows.words import plain

Word = TypeVar("Word", AvisRendu, Choix)


class Demande(NamedTuple):
    """What someone asks in words: a verb, the number of a dossier (0 without one), the rest."""

    verbe: str
    numero: int
    reste: str


class Contexte(NamedTuple):
    """Who asks, of which scheme, in which transaction, when."""

    session: Session
    scheme: Scheme
    par: str
    now: datetime


_ON_A_DOSSIER = re.compile(
    r"(?P<verbe>dossier|journal|visa|avis|decider|complement|signaler|reinscrire"
    r"|reprendre(?: le)? dossier|lancer|notifier|infructueux|abandonner|bilan(?=[^:]*[0-9] ?:))"
    r"(?: (?:le |la |du )?(?:dossier |n° ?)*)(?P<numero>[0-9]{1,9})\b[ :,;-]*"
)
_WITHOUT = re.compile(
    r"(?P<verbe>mes dossiers|dossiers|les seances|seances|seance|ordre du jour|compte rendu"
    r"|compte-rendu)\b[ :]*"
)

_AVIS: dict[str, AvisRendu] = {
    "favorable": "favorable",
    "reserve": "reserve",
    "reserves": "reserve",
    "avec reserve": "reserve",
    "avec reserves": "reserve",
    "defavorable": "defavorable",
}
_CHOIX: dict[str, Choix] = {
    "valide": "valide",
    "valider": "valide",
    "reoriente": "reoriente",
    "reorienter": "reoriente",
    "defavorable": "defavorable",
    "ajourne": "ajourne",
    "ajourner": "ajourne",
}


def lire(text: str) -> Demande | None:
    """The request that a sentence makes about dossiers; None when it makes none."""
    said = _aligned(text)
    if found := _ON_A_DOSSIER.match(said):
        verbe = re.sub(" le dossier| dossier", "", found["verbe"])
        return Demande(verbe, int(found["numero"]), text[found.end() :].strip())
    found = _WITHOUT.match(said)
    if found is None:
        return None
    demande = Demande(found["verbe"].removeprefix("mes ").removeprefix("les "), 0, "")
    return _about_lists(demande, text[found.end() :].strip(" .!?"))


def entendre(
    session: Session, scheme: Scheme, demande: Demande, *, par: str, now: datetime
) -> ReponseRevue:
    """Do what a person asks about dossiers."""
    return _VERBS[demande.verbe](Contexte(session, scheme, par, now), demande)


def obstacle(
    session: Session, scheme: Scheme, demande: Demande, *, par: str, now: datetime
) -> RefusRevue | None:
    """Why a request that still lacks its words would be refused with them too; None if it is not.

    A request without its words is never done: nothing is written.
    """
    done = entendre(session, scheme, demande, par=par, now=now)
    if isinstance(done, RefusRevue) and done.raison not in ("mots", "choix"):
        return done
    return None


def _about_lists(demande: Demande, rest: str) -> Demande | None:
    """« dossiers 2025 » is a question about an indicator: only a state may follow « dossiers »."""
    if demande.verbe == "dossiers" and rest and _etat(rest) is None:
        return None
    if demande.verbe == "seances" and rest:
        return None
    return demande._replace(reste=rest)


def _aligned(text: str) -> str:
    """The text in lower case without accents, each character at its place."""
    return "".join(plain(c) if len(plain(c)) == 1 else c for c in text)


def _etat(said: str) -> EtatDossier | None:
    """The state that a few words name: « validés », « en visa », « à compléter »."""
    name = plain(said).strip().replace(" ", "-")
    known: tuple[EtatDossier, ...] = get_args(EtatDossier)
    return next((etat for etat in known if name in (etat, f"{etat}s", f"{etat}es")), None)


def _dossiers(ici: Contexte, demande: Demande) -> ReponseRevue:
    return dossiers.mes_dossiers(
        ici.session, ici.scheme, par=ici.par, etat=_etat(demande.reste) if demande.reste else None
    )


def _dossier(ici: Contexte, demande: Demande) -> ReponseRevue:
    return carte(ici.session, ici.scheme, demande.numero, par=ici.par, now=ici.now)


def _journal(ici: Contexte, demande: Demande) -> ReponseRevue:
    return dossiers.histoire(ici.session, ici.scheme, demande.numero, par=ici.par)


def _visa(ici: Contexte, demande: Demande) -> ReponseRevue:
    first, _, rest = demande.reste.partition(" ")
    named = first if first in {visa.id for visa in ici.scheme.visas} else None
    avis, commentaire = _opening(rest if named else demande.reste, _AVIS)
    if avis is None:
        return _refused(ici, demande, "viser", "choix", "favorable, réserve ou défavorable")
    return visas.viser(
        ici.session,
        ici.scheme,
        demande.numero,
        avis,
        commentaire,
        par=ici.par,
        now=ici.now,
        visa=named,
    )


def _avis(ici: Contexte, demande: Demande) -> ReponseRevue:
    avis, commentaire = _opening(demande.reste, _AVIS)
    if avis is None:
        return _refused(ici, demande, "donner-avis", "choix", "favorable, réserve ou défavorable")
    return comite.donner_avis(
        ici.session, ici.scheme, demande.numero, avis, commentaire, par=ici.par, now=ici.now
    )


def _decider(ici: Contexte, demande: Demande) -> ReponseRevue:
    decision, motif = _opening(demande.reste, _CHOIX)
    if decision is None:
        known = "validé, réorienté, défavorable ou ajourné"
        return _refused(ici, demande, "valider", "choix", known)
    return comite.decider(
        ici.session, ici.scheme, demande.numero, decision, motif, par=ici.par, now=ici.now
    )


def _complement(ici: Contexte, demande: Demande) -> ReponseRevue:
    """The word of both sides: those who write the dossier answer, the others ask."""
    vue = consulter(ici.session, ici.scheme, demande.numero, ici.par)
    own = vue is not None and "redacteur" in vue.qualites
    act = comite.completer if own else comite.demander_complement
    return act(ici.session, ici.scheme, demande.numero, demande.reste, par=ici.par, now=ici.now)


def _signaler(ici: Contexte, demande: Demande) -> ReponseRevue:
    return comite.signaler(
        ici.session, ici.scheme, demande.numero, demande.reste, par=ici.par, now=ici.now
    )


def _infructueux(ici: Contexte, demande: Demande) -> ReponseRevue:
    return suites.declarer_infructueux(
        ici.session, ici.scheme, demande.numero, demande.reste, par=ici.par, now=ici.now
    )


def _abandonner(ici: Contexte, demande: Demande) -> ReponseRevue:
    return suites.abandonner(
        ici.session, ici.scheme, demande.numero, demande.reste, par=ici.par, now=ici.now
    )


def _bilan(ici: Contexte, demande: Demande) -> ReponseRevue:
    return suites.faire_bilan(
        ici.session, ici.scheme, demande.numero, demande.reste, par=ici.par, now=ici.now
    )


def _reinscrire(ici: Contexte, demande: Demande) -> ReponseRevue:
    return comite.reinscrire(ici.session, ici.scheme, demande.numero, par=ici.par, now=ici.now)


def _reprendre(ici: Contexte, demande: Demande) -> ReponseRevue:
    return suites.reprendre(ici.session, ici.scheme, demande.numero, par=ici.par, now=ici.now)


def _lancer(ici: Contexte, demande: Demande) -> ReponseRevue:
    return suites.lancer(ici.session, ici.scheme, demande.numero, par=ici.par, now=ici.now)


NOTIFIED = "montant HT ; date ; titulaire ; heures d'insertion ; clauses gardées ; numéro du marché"
"""What is written after « notifier 12 », the last three when there are any."""


def _notifier(ici: Contexte, demande: Demande) -> ReponseRevue:
    acte = demander(ici.session, ici.scheme, demande.numero, "notifier", par=ici.par)
    if isinstance(acte, RefusRevue):
        return acte
    parts = [part.strip() for part in demande.reste.split(";")]
    parts += [""] * (6 - len(parts))
    montant = _figure(read_amount(parts[0]))
    jour = _date(parts[1], paris_day(ici.now))
    heures = _figure(read_number(parts[3].removesuffix("h"), "heures"))
    if jour is None or montant is None or (parts[3] and heures is None):
        return _refused(ici, demande, "notifier", "choix", NOTIFIED)
    return suites.notifier(
        ici.session,
        ici.scheme,
        demande.numero,
        montant=montant,
        jour=jour,
        titulaire=parts[2],
        heures=heures,
        clauses=parts[4] or None,
        marche=parts[5].removeprefix("n°").strip() or None,
        par=ici.par,
        now=ici.now,
    )


def _seances(ici: Contexte, _: Demande) -> ReponseRevue:
    return programme.programme(ici.session, ici.scheme, par=ici.par, today=paris_day(ici.now))


def _seance(ici: Contexte, demande: Demande) -> ReponseRevue:
    jour = _day(ici, demande)
    if isinstance(jour, RefusRevue):
        return jour
    return programme.fixer(ici.session, ici.scheme, jour, par=ici.par, now=ici.now)


def _ordre_du_jour(ici: Contexte, demande: Demande) -> ReponseRevue:
    jour = _day(ici, demande)
    if isinstance(jour, RefusRevue):
        return jour
    return programme.ordre_du_jour(ici.session, ici.scheme, jour, par=ici.par)


def _compte_rendu(ici: Contexte, demande: Demande) -> ReponseRevue:
    jour = _day(ici, demande)
    if isinstance(jour, RefusRevue):
        return jour
    return programme.compte_rendu(ici.session, ici.scheme, jour, par=ici.par)


def _day(ici: Contexte, demande: Demande) -> date | RefusRevue:
    jour = _date(demande.reste, paris_day(ici.now))
    return jour or _refused(ici, demande, None, "choix", "une date : 18/03/2027")


def _date(said: str, today: date) -> date | None:
    outcome = read_date(said, today)
    if isinstance(outcome, Understood) and isinstance(outcome.valeur, date):
        return outcome.valeur
    return None


def _figure(outcome: Outcome) -> Decimal | None:
    if isinstance(outcome, Understood) and isinstance(outcome.valeur, Decimal):
        return outcome.valeur
    return None


def _opening(said: str, words: dict[str, Word]) -> tuple[Word | None, str]:
    """What the first words say, the longest known ones, and the rest."""
    aligned = _aligned(said)
    for known in sorted(words, key=len, reverse=True):
        if found := re.match(rf"{known}\b[ :,;.-]*", aligned):
            return words[known], said[found.end() :].strip()
    return None, said


def _refused(
    ici: Contexte, demande: Demande, action: Action | None, raison: Raison, precision: str
) -> RefusRevue:
    return RefusRevue(
        **who(ici.scheme),
        raison=raison,
        action=action,
        dossier=demande.numero or None,
        precision=precision,
    )


_VERBS: dict[str, Callable[[Contexte, Demande], ReponseRevue]] = {
    "dossiers": _dossiers,
    "dossier": _dossier,
    "journal": _journal,
    "visa": _visa,
    "avis": _avis,
    "decider": _decider,
    "complement": _complement,
    "signaler": _signaler,
    "reinscrire": _reinscrire,
    "reprendre": _reprendre,
    "lancer": _lancer,
    "notifier": _notifier,
    "infructueux": _infructueux,
    "abandonner": _abandonner,
    "bilan": _bilan,
    "seances": _seances,
    "seance": _seance,
    "ordre du jour": _ordre_du_jour,
    "compte rendu": _compte_rendu,
    "compte-rendu": _compte_rendu,
}
