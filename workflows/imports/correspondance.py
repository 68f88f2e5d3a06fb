"""Which column of an hours file is which field: as given, as remembered, as headers say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path

import yaml

from workflows.imports.colonnes import Ligne
from workflows.imports.fichiers import FichierRefuseError
from workflows.words import plain

IGNORER = "ignorer"
"""What a mapping says of a column to leave out."""

TOTAL = "total"

PUBLICS = {
    "femmes": r"femmes?",
    "hommes": r"hommes?",
    "jeunes": r"jeunes?|(?:moins de|-) ?26",
    "seniors": r"seniors?|(?:plus de|\+) ?50|50 ans",
    "rsa": r"b?rsa",
    "deld": r"deld|longue duree",
    "handicap": r"th|rqth|boeth|handicap\w*",
    "qpv": r"qpv|quartiers? prioritaires?",
}
"""The publics that hours are told apart for, and how headers name them."""

CHAMPS = ("marche", "annee", "periode", "debut", "fin", "public", "heures", "personnes")
CHAMPS_PAR_PUBLIC = tuple(f"{what}:{name}" for what in ("heures", "personnes") for name in PUBLICS)

_PLANNED = re.compile(r"prevu|prevision|objectif|engage|contractu|a realiser|reste|taux|%")
_HOURS = re.compile(r"\bheures?\b|\bh\b|\bvolume")
_PEOPLE = re.compile(r"\b(?:nb|nombre|effectifs?|personnes|beneficiaires|participants)\b")
_NAMES = re.compile(r"\b(?:(?:pre)?noms?|identites?|identifiants?|listes?)\b")
_PLAIN = {
    "marche": re.compile(
        r"(?:(?:numero|n ?[o°]|ref\w*|id\w*|code) (?:du |de |des |de l'|d')?)?"
        r"(?:marche|contrat|operation|consultation)s?"
    ),
    "annee": re.compile(r"annees?|exercice"),
    "periode": re.compile(r"periodes?|trimestre|semestre|mois"),
    "debut": re.compile(r"(?:date de )?debut(?: de (?:la )?periode)?|du"),
    "fin": re.compile(r"(?:date de )?fin(?: de (?:la )?periode)?|au"),
    "public": re.compile(r"publics?|type de publics?|categorie(?: de publics?)?"),
}

Correspondance = dict[str, str]
"""The field of each header that has one."""

MAX_AVANT_ENTETES = 20
"""Rows among which headers are looked for: a title may come first."""


def chercher(
    rows: Iterable[Ligne], given: Mapping[str, str], remembered: Mapping[str, str]
) -> tuple[list[str], Correspondance]:
    """The headers, in the first row that says what an hours file must say, and their fields.

    Raises FichierRefuseError when no row does: it tells of the one that says the most.
    """
    refusals = list[tuple[int, FichierRefuseError]]()
    for row in islice(rows, MAX_AVANT_ENTETES):
        try:
            return row.cellules, accorder(row.cellules, given, remembered)
        except FichierRefuseError as refusal:
            refusals.append((len(_champs(row.cellules, given, remembered)), refusal))
    raise max(refusals, key=itemgetter(0))[1]


def accorder(
    headers: Sequence[str], given: Mapping[str, str], remembered: Mapping[str, str]
) -> Correspondance:
    """The field of each header: given, else remembered, else read in its words.

    `given` and `remembered` go by header brought down to plain words (`entete`). A header that
    could mean two things has no field: nothing is guessed. A column of names is never a count of
    people, whatever was said of it. Raises FichierRefuseError, in French, when what an hours
    file must say has no column or two.
    """
    found = _champs(headers, given, remembered)
    for champ in dict.fromkeys(found.values()):
        same = [header for header in headers if found.get(header) == champ]
        if len(same) > 1:
            why = f"plusieurs colonnes disent « {champ} » ({', '.join(same)})"
            raise _refusal(why, headers, found)
    champs = set(found.values())
    if "marche" not in champs:
        raise _refusal("aucune colonne ne dit le marché", headers, found)
    if not champs & {"annee", "periode"} and not champs >= {"debut", "fin"}:
        raise _refusal("aucune colonne ne dit la période", headers, found)
    if not any(champ.startswith("heures") for champ in champs):
        raise _refusal("aucune colonne ne dit les heures réalisées", headers, found)
    return found


def _champs(
    headers: Sequence[str], given: Mapping[str, str], remembered: Mapping[str, str]
) -> Correspondance:
    found: Correspondance = {}
    for header in headers:
        said = entete(header)
        champ = given.get(said) or remembered.get(said) or deviner(header)
        if champ is None or champ == IGNORER:
            continue
        if not (champ.startswith("personnes") and _NAMES.search(said)):
            found[header] = champ
    return found


def entete(header: str) -> str:
    """A header brought down to plain lower case words, under which it is remembered."""
    return " ".join(plain(header).split())[:200]


def deviner(header: str) -> str | None:
    """The field that the words of a header name, without doubt; else None."""
    said = entete(header).strip(" :.*")
    for champ, pattern in _PLAIN.items():
        if pattern.fullmatch(said):
            return champ
    if _PLANNED.search(said) or _NAMES.search(said):
        return None
    publics = [name for name, words in PUBLICS.items() if re.search(rf"(?<!\w)(?:{words})\b", said)]
    if len(publics) > 1:
        return None
    what = "heures" if _HOURS.search(said) else "personnes" if _PEOPLE.search(said) else None
    if what is None:
        return None
    return f"{what}:{publics[0]}" if publics else what


def charger(chemin: Path) -> Correspondance:
    """A mapping file: a YAML object, a field (or `ignorer`) for each header.

    Raises FichierRefuseError when it is none, or names a field that does not exist.
    """
    try:
        said = yaml.safe_load(chemin.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise FichierRefuseError(f"« {chemin.name} » n'est pas un fichier YAML lisible.") from error
    if not isinstance(said, dict):
        raise FichierRefuseError(f"« {chemin.name} » : écrire « en-tête: champ », un par ligne.")
    known = {*CHAMPS, *CHAMPS_PAR_PUBLIC, IGNORER}
    for header, champ in said.items():
        if not isinstance(champ, str) or champ not in known:
            raise FichierRefuseError(
                f"« {header} » : le champ « {champ} » n'existe pas. "
                f"Possibles : {', '.join(CHAMPS)}, {IGNORER}, heures:femmes, personnes:femmes…"
            )
    return {entete(str(header)): str(champ) for header, champ in said.items()}


def _refusal(why: str, headers: Sequence[str], found: Correspondance) -> FichierRefuseError:
    shown = ", ".join(f"« {header[:40]} »" for header in headers[:20] if header)
    elsewhere = (
        ""
        if found
        else " Si les en-têtes sont ailleurs : retirez les lignes au-dessus, ou mettez leur "
        "feuille en premier."
    )
    return FichierRefuseError(
        f"Colonnes du fichier d'heures : {why}. Lues : {shown}. "
        f"Dites ce qu'elles sont avec --colonnes.{elsewhere}"
    )
