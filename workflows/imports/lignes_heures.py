"""Rows of an hours file, read and added up by contract, period and public."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from workflows.figures import NotAFigureError, parse
from workflows.imports import champs as lire
from workflows.imports.champs import ValeurImpossibleError
from workflows.imports.colonnes import Ligne
from workflows.imports.correspondance import PUBLICS, TOTAL, Correspondance
from workflows.understanding.dates import read_date
from workflows.understanding.results import Periode, Understood
from workflows.words import plain

MAX_CENTIMES_D_HEURE = 10**11
"""A billion hours: beyond, the column is something else."""

_EXAMPLE = "écrire 2025, « 1er trimestre 2025 », « mars 2025 »"
_TOTAL = re.compile(
    r"(?:(?:grand|sous)[ -]?)?tota(?:l|ux)\b.*|.*\b(?:sous-?)?total|cumul\b.*|ensemble|somme"
)
_FAULT = re.compile(r"#(?:N/A|[A-ZÉ0/]+[!?])")
_MONTH = re.compile(r"(\d{4})-(\d{2})-01|01/(\d{2})/(\d{4})", re.ASCII)
"""« mars 2025 », that a spreadsheet has made a day."""


class Cle(NamedTuple):
    """A contract, as written, and the days that the hours were worked in, both included."""

    marche: str
    debut: date
    fin: date


class Heures(NamedTuple):
    """Hundredths of an hour, and of how many people when the file says."""

    centiemes: int
    personnes: int | None


ParPublic = dict[str, Heures]


class Ecartee(NamedTuple):
    """A row set aside, and why, in French."""

    ligne: int
    marche: str | None
    motif: str


class Tableau(NamedTuple):
    """What a file says: hours by contract and period, the first row of each, what is left out."""

    lus: int
    heures: dict[Cle, ParPublic]
    lignes: dict[Cle, int]
    ecartees: list[Ecartee]


def lire_lignes(
    rows: Iterable[Ligne], headers: list[str], colonnes: Correspondance, today: date
) -> Tableau:
    """Read the rows; those of one contract and period (several firms, say) are added up.

    A row whose period crosses another of the same contract is set aside: its hours would count
    twice.
    """
    tableau, known = Tableau(0, {}, {}, []), par_marche(())
    lus = 0
    for row in rows:
        lus += 1
        cells = dict(zip(headers, row.cellules, strict=False))
        said = {champ: cells.get(header, "") for header, champ in colonnes.items()}
        try:
            _refuse_fault(said.values())
            cle, heures = _cle(said, today), _heures(said)
            refuse_crossing(cle, known[cle.marche])
        except (ValeurImpossibleError, NotAFigureError) as error:
            marche = (lire.texte(said.get("marche")) or "")[:64] or None
            tableau.ecartees.append(Ecartee(row.ligne, marche, str(error).rstrip(".")))
            continue
        if cle not in tableau.heures:
            known[cle.marche].append(cle)
        tableau.lignes.setdefault(cle, row.ligne)
        tableau.heures[cle] = _sum(tableau.heures.get(cle, {}), heures)
    return tableau._replace(lus=lus)


def par_marche(cles: Iterable[Cle]) -> defaultdict[str, list[Cle]]:
    """The periods of each contract."""
    found = defaultdict[str, list[Cle]](list)
    for cle in cles:
        found[cle.marche].append(cle)
    return found


def refuse_crossing(cle: Cle, same_marche: Iterable[Cle]) -> None:
    """Raise ValeurImpossibleError when a period crosses another of its contract."""
    for other in same_marche:
        if other != cle and other.debut <= cle.fin and cle.debut <= other.fin:
            raise ValeurImpossibleError(
                f"la période chevauche celle du {other.debut:%d/%m/%Y} au {other.fin:%d/%m/%Y} "
                "déjà donnée pour ce marché : les heures compteraient deux fois"
            )


def _refuse_fault(cells: Iterable[str]) -> None:
    """Raise ValeurImpossibleError when a formula of the row gave an error and no value."""
    for cell in cells:
        if _FAULT.fullmatch(cell):
            raise ValeurImpossibleError(f"« {cell} » est une erreur de tableur : corrigez la case")


def _cle(said: Mapping[str, str], today: date) -> Cle:
    marche = lire.texte(said["marche"])
    if marche is None:
        raise ValeurImpossibleError("le marché manque")
    if _TOTAL.fullmatch(plain(marche).strip(" :")):
        raise ValeurImpossibleError("c'est une ligne de total : ses heures compteraient deux fois")
    debut, fin = _periode(said, today)
    if debut > today:
        raise ValeurImpossibleError(f"la période commence le {debut:%d/%m/%Y} : elle est à venir")
    if debut.year != fin.year:
        raise ValeurImpossibleError("la période couvre deux années : donner les heures de chacune")
    return Cle(lire.identifiant(marche), debut, fin)


def _periode(said: Mapping[str, str], today: date) -> tuple[date, date]:
    if said.get("debut") and said.get("fin"):
        debut, fin = lire.jour(said["debut"]), lire.jour(said["fin"])
        if fin < debut:
            raise ValeurImpossibleError("la période finit avant de commencer")
        return debut, fin
    annee, periode = said.get("annee", "").replace("\u00a0", ""), said.get("periode", "")
    written = periode if re.search(r"\d{4}", periode) else f"{periode} {annee}".strip()
    if re.fullmatch(r"(?:0?[1-9]|1[0-2]) \d{4}", written):
        month, year = written.split()
        written = f"{year}-{int(month):02d}"
    elif made_a_day := _MONTH.fullmatch(periode):
        written = f"{made_a_day[1] or made_a_day[4]}-{made_a_day[2] or made_a_day[3]}"
    found = read_date(written, today) if written else None
    if isinstance(found, Understood) and isinstance(found.valeur, Periode):
        return found.valeur.debut, found.valeur.fin
    raise ValeurImpossibleError(f"« {written[:40]} » n'est pas une période : {_EXAMPLE}")


def _heures(said: Mapping[str, str]) -> ParPublic:
    """The hours of a row, by public: one column for each, or one column that names it."""
    named = _public(said.get("public", ""))
    found: ParPublic = {}
    for champ, cell in said.items():
        what, _, public = champ.partition(":")
        if what == "heures" and cell:
            people = said.get(f"personnes:{public}" if public else "personnes", "")
            found[public or named] = Heures(_centiemes(cell), _personnes(people))
    if not found:
        raise ValeurImpossibleError("les heures manquent")
    return found


def _public(text: str) -> str:
    said = plain(text).strip()
    if said in ("", "tous", "tous publics", TOTAL, "ensemble"):
        return TOTAL
    found = [name for name, words in PUBLICS.items() if re.search(rf"(?<!\w)(?:{words})\b", said)]
    if len(found) != 1:
        raise ValeurImpossibleError(f"le public « {text[:40]} » n'est pas connu")
    return found[0]


def _centiemes(cell: str) -> int:
    exact = parse(cell, "heures") * 100
    if exact >= MAX_CENTIMES_D_HEURE:
        raise ValeurImpossibleError(f"« {cell[:40]} » heures : c'est trop pour un marché")
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def _personnes(cell: str) -> int | None:
    """How many people; the reason of a refusal never says the cell, which may hold a name."""
    text = lire.texte(cell.replace("\u00a0", ""))
    try:
        return None if text is None else lire.rang(text)
    except ValeurImpossibleError:
        raise ValeurImpossibleError("l'effectif n'est pas un nombre entier") from None


def _sum(one: ParPublic, other: ParPublic) -> ParPublic:
    return one | {
        public: _plus(one[public], heures) if public in one else heures
        for public, heures in other.items()
    }


def _plus(one: Heures, other: Heures) -> Heures:
    known = one.personnes is not None and other.personnes is not None
    people = (one.personnes or 0) + (other.personnes or 0) if known else None
    return Heures(one.centiemes + other.centiemes, people)
