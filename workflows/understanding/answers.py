"""One answer, by the type of its question: understood, said, kept."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from schemes.fiche import Question
from workflows.understanding.amounts import read_amount, say_amount
from workflows.understanding.choices import read_choice, read_choices, say_choice, say_choices
from workflows.understanding.cpv import read_cpv
from workflows.understanding.dates import read_date, say_date
from workflows.understanding.durations import read_duration, say_duration
from workflows.understanding.numbers import (
    read_number,
    read_percentage,
    say_number,
    say_percentage,
)
from workflows.understanding.results import (
    Ambiguous,
    NotUnderstood,
    Outcome,
    Periode,
    Reading,
    Understood,
    Valeur,
)
from workflows.understanding.texts import LONGEST, read_text, too_long
from workflows.understanding.typed import tidy
from workflows.understanding.yes_no import read_yes_no, say_yes_no

Kept = bool | str | list[str]
"""The JSON form of an answer."""

_UNSURE = re.compile(
    r"(?:alors |euh |bah )?(?:je (?:ne |n'en )?sais (?:pas|rien)(?: encore)?"
    r"|j'en sais rien|sais pas|nsp|ne sais? pas|chais pas|aucune idee"
    r"|a (?:definir|preciser|determiner|voir)|pas d'idee|on verra"
    r"|inconnue?|\?+|je ne sais pas trop|tbd)(?: \?)?"
)


def understand(question: Question, text: str, today: date) -> Outcome:
    """What the text means as an answer to the question; dates are read from `today`.

    What is not understood comes with its reason, in French; an answer that ends with a question
    mark is asked back. Raises nothing, whatever the text.
    """
    limit = LONGEST.get(question.type, LONGEST["texte"])
    if not question.type.startswith("texte") and len(text) > limit:
        return NotUnderstood(too_long(len(text), limit))
    outcome = _read_or_ask(question, text, today)
    if not isinstance(outcome, NotUnderstood):
        return outcome
    typed = tidy(text)
    if not typed:
        return NotUnderstood("Je n'ai rien lu : écrivez votre réponse en quelques mots.")
    return NotUnderstood(_how_to_leave(question)) if _UNSURE.fullmatch(typed) else outcome


def say(question: Question, value: Valeur) -> str:
    """An answer in good French, which `understand` reads back as the same value.

    Raises TypeError when the value is not of the question's type.
    """
    match question.type, value:
        case "oui-non", bool():
            return say_yes_no(value)
        case "montant", Decimal():
            return say_amount(value)
        case "pourcentage", Decimal():
            return say_percentage(value)
        case "nombre", Decimal():
            return say_number(value)
        case "duree", Decimal():
            return say_duration(value)
        case "date", date() | Periode():
            return say_date(value)
        case "choix", str():
            return say_choice(question, value)
        case "choix-multiple", tuple():
            return say_choices(question, value)
        case (("cpv" | "texte" | "texte-long"), str()):
            return value
    raise TypeError(f"{value!r} does not answer a question of type {question.type}")


def to_json(value: Valeur) -> Kept:
    """The form in which an answer is kept; `from_json` gives the same value back."""
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Periode():
            return f"{value.quand} {value.moment}" if value.moment else value.quand
        case tuple():
            return list(value)
    return value


def from_json(question: Question, data: object) -> Valeur:
    """The answer that `to_json` kept. Raises ValueError when it is not one to this question."""
    match question.type, data:
        case "oui-non", bool():
            return data
        case (("montant" | "pourcentage" | "nombre" | "duree"), str()):
            return _decimal(data)
        case "date", str():
            return _date(data)
        case "choix-multiple", list() if all(isinstance(chosen, str) for chosen in data):
            return tuple(data)
        case (("choix" | "cpv" | "texte" | "texte-long"), str()):
            return data
    raise ValueError(f"{data!r} is not an answer kept for a question of type {question.type}")


def _read(question: Question, text: str, today: date) -> Outcome:
    match question.type:
        case "oui-non":
            return read_yes_no(text)
        case "montant":
            return read_amount(text)
        case "pourcentage":
            return read_percentage(text)
        case "nombre":
            return read_number(text, question.libelle)
        case "duree":
            return read_duration(text)
        case "date":
            return read_date(text, today)
        case "choix":
            return read_choice(question, text)
        case "choix-multiple":
            return read_choices(question, text)
        case "cpv":
            return read_cpv(text)
        case "texte" | "texte-long":
            return read_text(text, question.type)


def _read_or_ask(question: Question, text: str, today: date) -> Outcome:
    """« Services ? » is asked back, unless question marks are part of what can be answered."""
    wavers = text.rstrip().endswith("?") and not question.type.startswith("texte")
    if not wavers or any("?" in option.libelle for option in question.options):
        return _read(question, text, today)
    outcome = _read(question, text.rstrip(" ?\u00a0\u202f\n"), today)
    if isinstance(outcome, Understood):
        return Ambiguous((Reading(say(question, outcome.valeur), outcome.valeur),))
    return outcome


def _how_to_leave(question: Question) -> str:
    if question.obligatoire:
        return (
            "Cette réponse est nécessaire : écrivez « plus tard » pour y revenir "
            "quand vous la connaîtrez."
        )
    return "Si vous ne savez pas encore, écrivez « passer » : vous pourrez y revenir."


def _decimal(data: str) -> Decimal:
    try:
        value = Decimal(data)
    except InvalidOperation as error:
        raise ValueError(f"{data!r} is not a figure") from error
    if not value.is_finite():
        raise ValueError(f"{data!r} is not a figure")
    return value


def _date(data: str) -> date | Periode:
    if len(data) == len("2027-03-15") and data.count("-") == 2:
        return date.fromisoformat(data)
    quand, _, moment = data.partition(" ")
    match moment:
        case "":
            return Periode(quand)
        case "debut" | "milieu" | "fin":
            return Periode(quand, moment)
    raise ValueError(f"{data!r} is not a date")
