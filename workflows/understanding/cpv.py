"""CPV codes: their form only, for no list of labels stands behind them here."""

import re

from workflows.understanding.results import Ambiguous, NotUnderstood, Outcome, Reading, Understood
from workflows.understanding.typed import quoted, tidy

_EXAMPLE = "Exemple : 45233140-2."
_LEAD = re.compile(r"^(?:(?:le |c'est |mon )*(?:code )?(?:cpv )?(?:principal )?(?:est )?[:= ]*)")
_CODE = re.compile(r"(?P<digits>[0-9](?:[ .]?[0-9]){7})(?: ?- ?(?P<check>[0-9]))?")
_LABEL = re.compile(r"(?: ?[-:,/] ?| )(?P<label>[a-z][^0-9]*)$")
_NINE = re.compile(r"[0-9](?:[ .]?[0-9]){8}")
_SHORT = re.compile(r"[0-9](?:[ .]?[0-9]){1,6}")
_NEGATION = re.compile(r"\b(?:pas|ni|ou|sauf|non)\b")


def read_cpv(text: str) -> Outcome:
    """The code typed: eight digits, and the check digit after a hyphen when it was given.

    The beginning of a code, and nine digits without a hyphen, are asked back.
    """
    typed = _LEAD.sub("", tidy(text))
    if (label := _LABEL.search(typed)) and not _NEGATION.search(typed):
        typed = typed[: label.start()]
    if match := _CODE.fullmatch(typed):
        code = re.sub("[ .]", "", match["digits"])
        return Understood(f"{code}-{match['check']}" if match["check"] else code)
    digits = re.sub("[ .]", "", typed)
    if _NINE.fullmatch(typed):
        return _asked_back(f"{digits[:8]}-{digits[8]}")
    if _SHORT.fullmatch(typed):
        return _asked_back(digits.ljust(8, "0"))
    if not re.search("[0-9]", typed):
        return NotUnderstood(
            f"Je ne connais pas les codes CPV par leur nom, comme {quoted(text)} : donnez les "
            f"huit chiffres du code. {_EXAMPLE}"
        )
    return NotUnderstood(
        f"{quoted(text)} n'a pas la forme d'un seul code CPV, qui a huit chiffres. {_EXAMPLE}"
    )


def say_cpv(value: str) -> str:
    """« 45233140-2 »."""
    return value


def _asked_back(code: str) -> Outcome:
    return Ambiguous((Reading(say_cpv(code), code),))
