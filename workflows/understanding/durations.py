"""Durations in whole months, as buyers type them."""

import re
from decimal import Decimal

from workflows.figures import NBSP
from workflows.understanding.results import Ambiguous, NotUnderstood, Outcome, Reading, Understood
from workflows.understanding.typed import (
    figures_for_words,
    is_bound,
    is_range,
    quoted,
    tidy,
    without_approximation,
)

LONGEST = Decimal(99 * 12)
_BARE_YEARS = Decimal(30)
"""A bare figure above this is not read as years."""

_EXAMPLE = "Exemple : 4 ans, ou 18 mois."
_MONTHS = {"an": 12, "mois": 1, "trimestre": 3, "semestre": 6}
_UNIT = r"(?P<unit>ans?|annees?|mois|m|trimestres?|semestres?)"
_TERM = re.compile(rf"(?P<count>[0-9]+(?:[.,][0-9]+)?) ?{_UNIT}\b")
_HALF = re.compile(r"([0-9]+) ?(ans?|annees?|mois|trimestres?|semestres?) et demie?\b")
_TIMES = re.compile(r"(?P<count>[0-9]+) ?(?:fois|x) ?(?P<each>.+)")
_TIMES_AFTER = re.compile(r"(?P<each>.+?) ?(?:fois|x) ?(?P<count>[0-9]+)")
_PLUS = re.compile(r" ?(?:\+|\bplus\b|\bpuis\b) ?")
_THAT_IS = re.compile(r" ?(?:\bsoit\b|=|\bc'est-a-dire\b) ?")
_FIRM = re.compile(r" ?\bfermes?\b")
_LEAD = re.compile(
    r"^(?:(?:le marche |ca )?dure(?:ra)?|(?:pour )?(?:une )?duree(?: de)?|pour|pendant|sur)[ :]+"
)
_IN_ALL = re.compile(
    r",? (?:au total|en tout|(?:au )?maxi?(?:mum)?|tout compris|toutes? periodes? comprises?"
    r"|(?:(?:toutes )?(?:les )?(?:reconductions?|renouvellements?) (?:comprise?s?|incluse?s?))"
    r"|y compris (?:les )?(?:reconductions?|renouvellements?)"
    r"|dont [0-9]+ (?:reconductions?|renouvellements?)(?: d'[0-9]+ ans?)?)$"
)
_RENEWED = re.compile(
    r"(?P<base>.+?),? ?(?:tacitement |expressement )?"
    r"(?:(?:reconductible|renouvelable|prolongeable)s?(?: tacitement| expressement)? "
    r"(?P<times>[0-9]+) ?(?:fois|x)|(?:avec |et |\+ ?)?(?P<more>[0-9]+) "
    r"(?:reconductions?|renouvellements?)(?: possibles?| tacites?)?)"
    r",? ?(?:par (?:periodes?|tranches?) (?:de |d')|pour (?:une duree de )?|de |d')?"
    r"(?P<each>.*?)(?: chacune?| maximum)?"
)
_RENEWAL = re.compile(r"\b(?:re(?:conducti|nouvel)|prolong)")
_SHORT_UNIT = re.compile(r"[0-9] ?(?:jours?|j|semaines?|sem|heures?|h)\b")


def read_duration(text: str) -> Outcome:
    """The duration typed, in whole months.

    Days and weeks are refused: no whole number of months equals them. A bare figure, and a
    duration « reconductible n fois », are asked back.
    """
    typed = figures_for_words(without_approximation(_LEAD.sub("", tidy(text))))
    typed = _HALF.sub(r"\1,5 \2", typed)
    if re.fullmatch("[0-9]+", typed):
        return _bare(Decimal(typed))
    whole = _IN_ALL.sub("", typed)
    months = _total(_FIRM.sub("", whole))
    if months is None and (renewed := _RENEWED.fullmatch(typed)):
        return _renewed(renewed, text)
    if months is None:
        return NotUnderstood(_refusal(typed, text))
    return _checked(months, text, firm=_FIRM.search(whole) is not None and not _PLUS.search(whole))


def say_duration(value: Decimal) -> str:
    """« 4 ans », « 18 mois »."""
    years, months = divmod(int(value), 12)
    if months:
        return f"{int(value)}{NBSP}mois"
    return f"{years}{NBSP}{'ans' if years > 1 else 'an'}"


def _total(typed: str) -> Decimal | None:
    """Months of « 1 an + 3 fois 1 an », or of « 4 ans, soit 48 mois » when both are the same."""
    said = {_sum(part.strip(" ,")) for part in _THAT_IS.split(typed)}
    return said.pop() if len(said) == 1 else None


def _sum(typed: str) -> Decimal | None:
    total = Decimal(0)
    for part in _PLUS.split(typed):
        times = _TIMES.fullmatch(part) or _TIMES_AFTER.fullmatch(part)
        months = _term(times["each"] if times else part)
        if months is None:
            return None
        total += months * (int(times["count"]) if times else 1)
    return total


def _term(typed: str) -> Decimal | None:
    """Months of « 4 ans », « 1 an et 6 mois », « 4 ans (48 mois) »; None for anything else."""
    terms = list(_TERM.finditer(typed))
    if not terms or re.sub(r"\bet\b|,", "", _TERM.sub("", typed)).strip():
        return None
    first, *others = (_months(term) for term in terms)
    if not others:
        return first
    if len(others) > 1:
        return None
    if others[0] == first:
        return first if " et " not in typed and terms[0][0] != terms[1][0] else None
    is_years_and_months = terms[0]["unit"][0] == "a" and terms[1]["unit"] in ("m", "mois")
    return first + others[0] if is_years_and_months and others[0] < 12 else None


def _months(term: re.Match[str]) -> Decimal:
    unit = term["unit"]
    name = "an" if unit[0] == "a" else "mois" if unit in ("m", "mois") else unit.rstrip("s")
    return Decimal(term["count"].replace(",", ".")) * _MONTHS[name]


def _renewed(found: re.Match[str], text: str) -> Outcome:
    base = _total(_FIRM.sub("", found["base"]))
    each = _total(found["each"]) if found["each"] else base
    if base is None or each is None:
        return NotUnderstood(_refusal("reconductible", text))
    total = base + each * int(found["times"] or found["more"])
    if any(fault := _fault(months, text) for months in (base, total)):
        return NotUnderstood(fault)
    return Ambiguous(
        (
            Reading(f"{say_duration(total)}, reconductions comprises", total),
            Reading(f"{say_duration(base)}, sans les reconductions", base),
        )
    )


def _bare(count: Decimal) -> Outcome:
    if not 0 < count <= LONGEST:
        return NotUnderstood(f"Précisez l'unité de la durée. {_EXAMPLE}")
    in_months = Reading(f"{count}{NBSP}mois", count)
    if count > _BARE_YEARS:
        return Ambiguous((in_months,))
    return Ambiguous((in_months, Reading(say_duration(count * 12), count * 12)))


def _checked(months: Decimal, text: str, *, firm: bool) -> Outcome:
    if fault := _fault(months, text):
        return NotUnderstood(fault)
    months = months.to_integral_value()
    if firm:
        return Ambiguous((Reading(f"{say_duration(months)} en tout, sans reconduction", months),))
    return Understood(months)


def _fault(months: Decimal, text: str) -> str:
    if months <= 0:
        return f"Une durée est d'au moins un mois. {_EXAMPLE}"
    if months > LONGEST:
        return f"{quoted(text)} dépasse 99 ans : vérifiez la durée. {_EXAMPLE}"
    if months != months.to_integral_value():
        return f"La durée se compte en mois entiers, or {quoted(text)} n'en fait pas. {_EXAMPLE}"
    return ""


def _refusal(typed: str, text: str) -> str:
    if _SHORT_UNIT.search(typed):
        return (
            f"La durée se compte en mois entiers, et {quoted(text)} n'en fait pas un nombre "
            "exact : arrondissez en mois. Exemple : 1 mois."
        )
    if _RENEWAL.search(typed):
        return (
            f"Je ne sais pas additionner les reconductions de {quoted(text)} : donnez la durée "
            f"totale. {_EXAMPLE}"
        )
    if is_bound(typed):
        return f"{quoted(text)} donne une limite : écrivez la durée que vous retenez. {_EXAMPLE}"
    if is_range(typed):
        return f"{quoted(text)} ne donne pas une seule durée : écrivez celle retenue. {_EXAMPLE}"
    return f"Je ne lis pas de durée dans {quoted(text)}. {_EXAMPLE}"
