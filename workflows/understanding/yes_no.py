"""Yes and no, as people say them."""

import re

from workflows.understanding.results import Ambiguous, NotUnderstood, Outcome, Reading, Understood
from workflows.understanding.typed import quoted, tidy
from workflows.words import plain, readable


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in listed.split("|"))


_YES = _phrases(
    """
    oui|ouii|ouiii|ouais|ouaip|oui oui|yes|yep|y|o|ok|okay|d'accord|dac|tout a fait|bien sur
    |bien entendu|absolument|evidemment|exact|exactement|effectivement|affirmatif|certainement
    |vrai|carrement|c'est le cas|c'est ca|parfaitement|volontiers|mais oui|bien sur que oui
    |👍|:+1:|:thumbsup:|✅|:white_check_mark:|en effet
    """
)
_NO = _phrases(
    """
    non|nan|nn|no|nope|n|non non|pas du tout|pas encore|toujours pas|jamais|aucunement|negatif|faux
    |absolument pas|certainement pas|bien sur que non|surtout pas|pas vraiment|mais non
    |ce n'est pas le cas|c'est pas le cas|pas prevu|ce n'est pas prevu|c'est non|pas cette fois
    |👎|:-1:|:thumbsdown:|❌|:x:|nullement|en aucun cas|pas pour l'instant|pas pour le moment
    """
)
_HEDGE = re.compile(
    r"^(?:plutot|a priori|je pense que|je crois que|sans doute que|probablement|sans doute"
    r"|normalement|en principe|je dirais|peut-etre(?: que)?) |,? (?:je pense|je crois|a priori"
    r"|normalement|en principe|sans doute|probablement|plutot|peut-etre)$"
)
_WAVERING = "mais|sauf|hormis|excepte|ou|si|peut-etre|probablement|verifier|confirmer|voir|partie"
_AGAINST_YES = re.compile(rf"\b(?:{_WAVERING}|non|pas|ne|n|ni|jamais|aucune?|sans)\b|\?")
_AGAINST_NO = re.compile(rf"\b(?:{_WAVERING}|oui|ok|d'accord|yes)\b|\?")


def read_yes_no(text: str) -> Outcome:
    """Whether the answer is yes; what hesitates (« plutôt oui ») is asked back."""
    typed = re.sub(r"[ ,]*:\)$|^:\)", "", _tidy(text)).strip()
    sure = typed
    while (shorter := _HEDGE.sub("", sure).strip(" ,")) != sure:
        sure = shorter
    answer = _plainly(sure)
    if answer is not None and sure == typed:
        return Understood(answer)
    if answer is not None:
        return Ambiguous((Reading(say_yes_no(answer), answer),))
    return NotUnderstood(f"Je ne lis ni oui ni non dans {quoted(text)} : écrivez oui, ou non.")


def say_yes_no(value: bool) -> str:
    """« Oui » or « Non »."""
    return "Oui" if value else "Non"


def _tidy(text: str) -> str:
    if (signs := plain(readable(text)).strip()) in _YES | _NO:
        return signs
    return tidy(text)


def _plainly(typed: str) -> bool | None:
    """The answer of a phrase, alone or first in a sentence that does not turn against it."""
    typed = re.sub(r"^(?:ben|bah|euh|alors|eh bien),? ", "", typed)
    begun, _, ended = typed.partition(" ")
    for phrases in (_YES, _NO):
        if typed in phrases or (begun in phrases and ended in phrases):
            return phrases is _YES
    first, *rest = re.split(r"\s*[,;:.!]+\s*|\s+(?=car |parce que |puisque )", typed)
    following = " ".join(rest)
    if first in _YES and following and not _AGAINST_YES.search(following):
        return True
    if first in _NO and following and not _AGAINST_NO.search(following):
        return False
    return None
