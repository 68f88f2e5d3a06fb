"""The fullest and the emptiest fiche of a scheme: what a document is tried on."""

from datetime import UTC, date, datetime
from decimal import Decimal

from schemes.fiche import Condition, Question
from schemes.scheme import Scheme
from storage.tables import Dossier
from workflows.fiche import views
from workflows.fiche.parcours import Parcours
from workflows.fiche.results import Recapitulatif
from workflows.understanding import Valeur

_AUTEUR = "acheteur"
_DAY = date(2026, 1, 5)
_MORNING = datetime(2026, 1, 5, 9, tzinfo=UTC)

_ANSWERS: dict[str, Valeur] = {
    "texte": "Une réponse courte",
    "texte-long": "Une réponse longue, sur deux lignes :\nvoici la seconde.",
    "oui-non": True,
    "montant": Decimal(45_000),
    "pourcentage": Decimal(20),
    "nombre": Decimal(120),
    "date": date(2026, 3, 15),
    "duree": Decimal(48),
    "cpv": "30200000",
}


def fullest(scheme: Scheme) -> Recapitulatif:
    """Every question answered, the optional ones passed, and every rule met.

    Nobody could write it: questions and rules that exclude one another are all there.
    """
    fiche = scheme.fiche
    always = Condition(question=fiche.questions[0].id, renseignee=True)
    questions = tuple(asked.model_copy(update={"si": None}) for asked in fiche.questions)
    regles = tuple(
        regle.model_copy(update={"si": always, "du": None, "au": None}) for regle in fiche.regles
    )
    whole = fiche.model_copy(update={"questions": questions, "regles": regles})
    answers = {asked.id: _answer(asked) if asked.obligatoire else None for asked in questions}
    return views.recap(scheme, _dossier(scheme), Parcours(whole, answers, _DAY), (_AUTEUR,))


def emptiest(scheme: Scheme) -> Recapitulatif:
    """A draft without any answer."""
    return views.recap(scheme, _dossier(scheme), Parcours(scheme.fiche, {}, _DAY), (_AUTEUR,))


def _dossier(scheme: Scheme) -> Dossier:
    return Dossier(id=1, scheme=scheme.id, auteur=_AUTEUR, cree_le=_MORNING, modifie_le=_MORNING)


def _answer(asked: Question) -> Valeur:
    match asked.type:
        case "choix":
            return asked.options[0].id
        case "choix-multiple":
            return tuple(option.id for option in asked.options[:2])
    return _ANSWERS[asked.type]
