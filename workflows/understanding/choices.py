"""Choices: by number, by name or part of it, several in one sentence."""

import re
from itertools import product

from schemes.fiche import Option, Question
from workflows.understanding.options import Options
from workflows.understanding.results import Ambiguous, NotUnderstood, Outcome, Reading, Understood
from workflows.understanding.typed import figures_for_words, quoted, tidy

MOST_READINGS = 6
"""More readings than this are not asked back: the choices are better read again."""

_SEPARATOR = re.compile(r" ?(?:[,;/+&]| - |\b(?:et|ou|puis|ainsi que|plus)\b) ?")
_FIGURES = re.compile(r"[0-9]+(?: [0-9]+)+")
_HYPHENS = re.compile(r"([0-9]+) ?- ?([0-9]+)")
_SPAN = re.compile(r"(?:de |du )?([0-9]+) (?:a|au|jusqu'a) ([0-9]+)")
_ALL = re.compile(r"(?:un peu )?(?:tout|tous|toutes)(?: les choix| ca| cela)?")
_ALL_BUT = re.compile(rf"{_ALL.pattern},? (?:sauf|hormis|excepte|a part|hors|moins) (?P<but>.+)")

Chosen = tuple[int, ...]


def read_choice(question: Question, text: str) -> Outcome:
    """The one option typed; asked back when it may be several."""
    options = Options(question.options)
    typed = _sentence(text)
    found = (
        options.printed([text]) or options.named(typed) or _distinct(_pieces(options, typed) or [])
    )
    if not found:
        return NotUnderstood(_refusal(question, options, text))
    if len(found) == 1:
        return Understood(question.options[found[0]].id)
    if len(found) > MOST_READINGS:
        return NotUnderstood(_too_many(question, text))
    chosen = [question.options[rank] for rank in found]
    return Ambiguous(tuple(Reading(option.libelle, option.id) for option in chosen))


def read_choices(question: Question, text: str) -> Outcome:
    """The options typed, in the order of the question.

    Asked back: a name that several options share, « ou », « 1-3 », « tout » and « tout sauf ».
    """
    options = Options(question.options)
    if exact := options.printed(text.split(SEPARATOR)):
        return _answer(question, options, [exact])
    typed = _sentence(text)
    if everything := _everything(options, typed):
        return _asked_back(question, everything)
    whole = options.named(typed)
    pieces: list[Chosen] | None = [whole] if len(whole) == 1 else _pieces(options, typed)
    if span := _span(typed, len(question.options)):
        return _answer(question, options, span)
    if not pieces:
        return NotUnderstood(_refusal(question, options, text))
    if len(pieces) > 1 and re.search(r"\bou\b", typed) and len(_distinct(pieces)) > 1:
        alone = _distinct(pieces)
        return _answer(question, options, [alone, *((rank,) for rank in alone)])
    if (count := _count(pieces)) > 1 and count > MOST_READINGS:
        return NotUnderstood(_too_many(question, text))
    return _answer(question, options, [_distinct([(r,) for r in one]) for one in product(*pieces)])


SEPARATOR = " ; "


def say_choice(question: Question, value: str) -> str:
    """The label of an option; its id when the definition no longer has it."""
    return next((option.libelle for option in question.options if option.id == value), value)


def say_choices(question: Question, value: tuple[str, ...]) -> str:
    """The labels of the options, separated by semicolons since labels have commas."""
    return SEPARATOR.join(say_choice(question, chosen) for chosen in value)


def _sentence(text: str) -> str:
    return tidy(" ; ".join(line for line in text.splitlines() if line.strip()))


def _pieces(options: Options, typed: str) -> list[Chosen] | None:
    """For each piece of a sentence, the options it may mean; None when one means none."""
    parts = [part for part in _SEPARATOR.split(typed) if part.strip()]
    found: list[Chosen] = []
    while parts:
        length = next(
            (n for n in range(len(parts), 1, -1) if options.exactly(" ".join(parts[:n]))), 1
        )
        piece, parts = " ".join(parts[:length]), parts[length:]
        if _FIGURES.fullmatch(piece):
            parts = [*piece.split(), *parts]
            continue
        named = options.named(piece) or options.named(figures_for_words(piece))
        if not named:
            return None
        found.append(named)
    return found


def _span(typed: str, count: int) -> list[Chosen] | None:
    """« 1 à 3 » is 1, 2 and 3; « 1-3 » may be 1 and 3 as well."""
    span, hyphen = _SPAN.fullmatch(typed), _HYPHENS.fullmatch(typed)
    match = span or hyphen
    if not match or not 1 <= int(match[1]) < int(match[2]) <= count:
        return None
    first, last = int(match[1]) - 1, int(match[2]) - 1
    whole = tuple(range(first, last + 1))
    return [whole] if span or len(whole) == 2 else [whole, (first, last)]


def _everything(options: Options, typed: str) -> list[Chosen] | None:
    """« Tout », « tout sauf le carbone »: with « Autre » and without it."""
    but = _ALL_BUT.fullmatch(typed)
    left_out: list[Chosen] | None = _pieces(options, but["but"]) if but else []
    if not (but or _ALL.fullmatch(typed)) or left_out is None or _count(left_out) > 1:
        return None
    kept = [rank for rank in options.combinable if rank not in _distinct(left_out)]
    named = [rank for rank in kept if rank not in options.others]
    return list(dict.fromkeys((tuple(named), tuple(kept)))) if named else None


def _answer(question: Question, options: Options, readings: list[Chosen]) -> Outcome:
    readings = list(dict.fromkeys(readings))
    for chosen in readings:
        alone = [question.options[rank] for rank in chosen if rank in options.exclusive]
        if alone and len(chosen) > 1:
            return NotUnderstood(
                f"« {alone[0].libelle} » ne va pas avec un autre choix : gardez l'un ou l'autre."
            )
    if len(readings) == 1:
        return Understood(_ids(question, readings[0]))
    return _asked_back(question, readings)


def _asked_back(question: Question, readings: list[Chosen]) -> Outcome:
    values = [_ids(question, chosen) for chosen in readings]
    return Ambiguous(tuple(Reading(say_choices(question, value), value) for value in values))


def _ids(question: Question, chosen: Chosen) -> tuple[str, ...]:
    return tuple(question.options[rank].id for rank in sorted(chosen))


def _distinct(pieces: list[Chosen]) -> Chosen:
    return tuple(sorted({rank for piece in pieces for rank in piece}))


def _count(pieces: list[Chosen]) -> int:
    count = 1
    for piece in pieces:
        count *= len(piece)
    return count


def _too_many(question: Question, text: str) -> str:
    return f"{quoted(text)} peut désigner trop de choix. {_example(question.options)}"


def _refusal(question: Question, options: Options, text: str) -> str:
    typed = _sentence(text)
    if re.fullmatch("[0-9]+", typed):
        return f"Il n'y a pas de choix {quoted(text)} : les numéros vont de 1 à {len(options)}."
    if re.search(r"\b(?:sauf|pas|ni|sans|hors|hormis|excepte|mais)\b", typed):
        return f"Je ne lis pas les exceptions de {quoted(text)}. {_example(question.options)}"
    return f"{quoted(text)} n'est pas parmi les choix. {_example(question.options)}"


def _example(options: tuple[Option, ...]) -> str:
    shown = min(2, len(options))
    return f"Écrivez un numéro ou un nom, par exemple : {shown}, ou {options[shown - 1].libelle}."
