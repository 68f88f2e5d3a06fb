"""A dossier notified becomes a marché: what its fiche and its notification say of it."""

import re
from datetime import datetime
from typing import get_args

from sqlmodel import Session

from schemes.fiche import Fiche, Question
from schemes.scheme import Scheme
from storage import revues
from storage.formules import COLONNES
from storage.marches_tables import TypeAchat
from storage.revue_tables import NotificationMarche
from workflows.calcul.comptage import recalculer
from workflows.clock import paris_day
from workflows.fiche.conditions import Answers
from workflows.fiche.kept import read_answers
from workflows.fiche.parcours import Parcours
from workflows.imports import champs as lire
from workflows.imports.rapprochement import noter
from workflows.imports.releve import MAX_OBJET, Releve
from workflows.understanding import Valeur
from workflows.words import plain

ALLOTI = "alloti"
"""The common question that says whether the purchase is cut in lots."""

_CLAUSES = {
    "considerations-sociales": "clause_sociale",
    "considerations-environnementales": "clause_environnementale",
}
"""The clause among the considerations that a question of the fiche feeds."""

_MODALITES = {
    "ordinaire": "Sans objet",
    "tranches": "Tranches",
    "bons-de-commande": "Bons de commande",
    "marches-subsequents": "Marchés subséquents",
}
"""The forms of the common fiche, in the words of the DECP schema 2.0.3 (modalitesExecution)."""

_NAMED = {
    "clause_sociale": re.compile(r"\b(?:insertion|sociales?)\b"),
    "clause_environnementale": re.compile(r"\benvironnement(?:ales?)?\b"),
}
_NONE = re.compile(r"(?:aucune|pas de|sans)(?: clauses?)?(?: gardees?)?|neant|non")
_UNSURE = re.compile(
    r"\b(?:criteres?|pas|sans|ni|non|sauf|aucune?|(?:abandonn|retir|supprim)ee?s?)\b"
)

Considerations = dict[str, bool]
"""By column of `Marche`, whether a consideration is there; what is not known is absent."""


def compter(
    session: Session,
    scheme: Scheme,
    notification: NotificationMarche,
    numero: str | None,
    now: datetime,
) -> None:
    """Count the marché of a dossier notified; the figures follow, in this transaction.

    `numero` is the number under which its données essentielles are published: nothing else in a
    dossier names the contract, so without it a file that speaks of it later adds another marché.
    """
    fiche, dossier = scheme.fiche, notification.dossier
    answers = read_answers(fiche, revues.answers_of(session, revues.versions(session, dossier)[-1]))
    counted = Parcours(fiche, answers, paris_day(now)).counted
    lot = noter(session, scheme.id, dossier, numero, releve(fiche, counted, notification))
    recalculer(session, scheme, lot.annees)


def releve(fiche: Fiche, answers: Answers, notification: NotificationMarche) -> Releve:
    """What a dossier says of its marché, from the answers that count and what was notified.

    Hours are those of the contract, not hours worked: they only say that there is a clause.
    """
    said = {q.marche: answers[q.id] for q in fiche.questions if q.marche and q.id in answers}
    code_cpv = lire.cpv(str(said["code-cpv"])) if said.get("code-cpv") else None
    objet, duree = said.get("objet"), said.get("duree-mois")
    return Releve(
        contrat="marche",
        date_notification=notification.jour,
        objet=str(objet)[:MAX_OBJET] if objet else None,
        type_achat=_type_achat(said.get("nature"), code_cpv),
        code_cpv=code_cpv,
        modalites=_MODALITES.get(str(said.get("modalites-execution"))),
        montant_centimes=lire.centimes(f"{notification.montant:f}"),
        duree_mois=int(str(duree)) if duree else None,
        titulaires=(notification.titulaire,),
        **_kept(_planned(fiche, answers), notification),
    )


def _type_achat(nature: Valeur | None, code_cpv: str | None) -> TypeAchat | None:
    known: tuple[TypeAchat, ...] = get_args(TypeAchat)
    by_code = lire.type_achat(code_cpv) if code_cpv else None
    return next((kind for kind in known if kind == nature), by_code)


def _planned(fiche: Fiche, answers: Answers) -> Considerations:
    """The considerations that a fiche plans.

    A question is one of them when it has the name of a field of formulas. Another that feeds the
    same field (Lorient's social dimension) may be a clause: « no » is then no longer sure.
    « The marché, or a lot » is reserved: of a purchase cut in lots, it is not known which.
    """
    found, others = Considerations(), set[str]()
    for question in fiche.questions:
        stated = _stated(question, answers.get(question.id))
        if question.marche not in _CLAUSES or stated is None:
            continue
        if question.id in COLONNES:
            found[COLONNES[question.id]] = stated
        elif stated:
            others.add(_CLAUSES[question.marche])
    unsure = {column for column in others if found.get(column) is False}
    if answers.get(ALLOTI) and found.get("reserve"):
        unsure.add("reserve")
    return {column: stated for column, stated in found.items() if column not in unsure}


def _stated(question: Question, answer: Valeur | None) -> bool | None:
    """Whether an answer says yes: an option other than « non » or « aucune » does."""
    if isinstance(answer, bool):
        return answer
    if answer is None or not question.options:
        return None
    chosen = set(answer) if isinstance(answer, tuple) else {answer}
    nothing = chosen & {"non", "aucune"}
    return None if nothing and chosen - nothing else bool(chosen) and not nothing


def _kept(planned: Considerations, notification: NotificationMarche) -> Considerations:
    """The considerations of the marché: those planned, unless the notification says otherwise.

    Once the clauses kept are told, one that was planned and is not named is no longer known.
    """
    found = dict(planned)
    if notification.clauses:
        named = clauses_gardees(notification.clauses)
        for column in _CLAUSES.values():
            if column in named:
                found[column] = named[column]
            elif found.get(column):
                del found[column]
    if notification.heures:
        found["clause_sociale"] = True
    return found


def clauses_gardees(mots: str) -> Considerations:
    """The clauses that the words of a notification name; none of them when they say « aucune ».

    Words that deny, or that speak of a critère (which is no clause), leave both unknown.
    """
    said = plain(mots).strip(" .")
    if _NONE.fullmatch(said):
        return dict.fromkeys(_NAMED, False)
    if _UNSURE.search(said):
        return {}
    return {column: True for column, words in _NAMED.items() if words.search(said)}
