"""Trying the routing on answers from a file: nothing is sent, nothing is kept."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemes.fiche import Question
from schemes.scheme import Scheme
from workflows.fiche.conditions import Answers
from workflows.fiche.parcours import Parcours
from workflows.revue.results import ResultatRevue
from workflows.revue.routage import Destination, Motif, chez, router, visas_required
from workflows.understanding import Ambiguous, NotUnderstood, Valeur, understand

READABLE = "une réponse est un texte, un nombre, oui ou non (true, false), ou une liste de choix"


class VisaRequis(BaseModel):
    """A visa that the dossier would need, and from whom."""

    model_config = ConfigDict(frozen=True)

    visa: str
    qui: str
    source: str


class EssaiRoutage(ResultatRevue):
    """Where a dossier with these answers would go.

    `sans_reponse` names the questions that the rules read and that have no answer.
    """

    type: Literal["essai-routage"] = "essai-routage"
    vers: Destination
    chez: str
    regle: str
    motifs: tuple[Motif, ...]
    visas: tuple[VisaRequis, ...]
    sans_reponse: tuple[str, ...]


class ReponseRefusee(BaseModel):
    """An answer that is not one, with its question and the reason in French."""

    model_config = ConfigDict(frozen=True)

    question: str
    message: str


def essayer(
    scheme: Scheme, given: Mapping[str, object], today: date
) -> EssaiRoutage | tuple[ReponseRefusee, ...]:
    """Where these answers send a dossier, or every answer that is refused.

    `given` is what a JSON object says (its decimals as Decimal), by question: an answer as it is
    typed in the conversation, a number in the question's unit, a boolean, ids of options.
    """
    questions = {question.id: question for question in scheme.fiche.questions}
    answers: dict[str, Valeur | None] = {}
    refused = []
    for name, said in given.items():
        question = questions.get(name)
        if question is None:
            message = f"la fiche n'a pas de question « {name[:60]} »"
            refused.append(ReponseRefusee(question=name, message=message))
            continue
        try:
            answers[name] = None if said is None else _read(question, said, today)
        except ValueError as error:
            refused.append(ReponseRefusee(question=name, message=str(error)))
    if refused:
        return tuple(refused)
    return _routed(scheme, Parcours(scheme.fiche, answers, today))


def _routed(scheme: Scheme, parcours: Parcours) -> EssaiRoutage:
    routage = router(scheme.routage, parcours.counted)
    visas = visas_required(scheme.visas, parcours.counted)
    return EssaiRoutage(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        vers=routage.vers,
        chez=chez(scheme, routage.vers),
        regle=routage.motifs[0].regle,
        motifs=routage.motifs,
        visas=tuple(VisaRequis(visa=v.id, qui=v.qui, source=v.source) for v in visas),
        sans_reponse=_unanswered(scheme, parcours.counted),
    )


def _unanswered(scheme: Scheme, answers: Answers) -> tuple[str, ...]:
    conditions = [rule.si for rule in scheme.routage] + [visa.si for visa in scheme.visas]
    read = frozenset[str]().union(*(condition.subjects() for condition in conditions if condition))
    return tuple(q.id for q in scheme.fiche.questions if q.id in read and answers.get(q.id) is None)


def _read(question: Question, said: object, today: date) -> Valeur:
    """An answer of the file. Raises ValueError, in French, when it is not one."""
    options = {option.id for option in question.options}
    if question.type == "choix-multiple" and isinstance(said, list):
        chosen = [_read_one(question, part, options) for part in said]
        if not chosen:
            raise ValueError("la liste est vide : écrivez null pour une question passée")
        return tuple(option.id for option in question.options if option.id in chosen)
    if isinstance(said, str) and said in options:
        return said if question.type == "choix" else (said,)
    outcome = understand(question, _typed(question, said), today)
    if isinstance(outcome, NotUnderstood):
        raise ValueError(outcome.raison)
    if isinstance(outcome, Ambiguous):
        for reading in outcome.readings:
            if reading.valeur == said:  # a number of JSON is read in one way
                return reading.valeur
        readings = " ou ".join(f"« {reading.libelle} »" for reading in outcome.readings)
        raise ValueError(f"cette réponse peut se lire {readings} : dites laquelle")
    return outcome.valeur


def _read_one(question: Question, part: object, options: set[str]) -> str:
    if not isinstance(part, str) or part not in options:
        known = ", ".join(option.id for option in question.options)
        raise ValueError(f"« {part} » n'est pas un choix de cette question ({known})")
    return part


def _typed(question: Question, said: object) -> str:
    """An answer of the file as it would be typed. Raises ValueError when nobody could."""
    if isinstance(said, bool):
        return "oui" if said else "non"
    if isinstance(said, str):
        return said
    if isinstance(said, int | Decimal):
        figure = f"{Decimal(said):f}".replace(".", ",")
        return f"{figure} mois" if question.type == "duree" else figure
    raise ValueError(READABLE)
