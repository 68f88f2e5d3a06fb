"""How far the campaign of a year is, for who coordinates the scheme."""

from collections import defaultdict
from collections.abc import Iterable

from workflows.campagne.demandes import annee_de
from workflows.campagne.deroulement import Deroulement
from workflows.campagne.results import PartDeCampagne, SuiviCampagne, ValeurDeLAnnee
from workflows.results import Option

Porteurs = tuple[tuple[str, ...], tuple[str, ...]]
"""People (ids), and printed pilotes when there are none."""


def suivre(deroulement: Deroulement, annee: int) -> SuiviCampagne:
    """What is entered of a year and what is not yet, by those who answer for it."""
    scheme = deroulement.assistant.scheme
    rows = [row for row in deroulement.attendues if annee_de(row) == annee]
    found: dict[Porteurs, list[ValeurDeLAnnee]] = defaultdict(list)
    for row, line in zip(rows, deroulement.valeurs_de(rows, annee), strict=True):
        persons = deroulement.lignes.responsible(row)
        found[persons, () if persons else tuple(row.pilotes)].append(line)
    parts = [_part(porteurs, lines) for porteurs, lines in found.items()]
    waiting = [part for part in parts if part.manquent]
    return SuiviCampagne(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        annee=annee,
        saisies=len(rows) - sum(len(part.manquent) for part in waiting),
        total=len(rows),
        parts=tuple(sorted(waiting, key=lambda part: -len(part.manquent))),
        choix=tuple(_choices(deroulement, annee)),
    )


def _part(porteurs: Porteurs, lines: list[ValeurDeLAnnee]) -> PartDeCampagne:
    personnes, pilotes = porteurs
    return PartDeCampagne(
        personnes=personnes,
        pilotes=pilotes,
        total=len(lines),
        manquent=tuple(line for line in lines if line.valeur is None),
    )


def _choices(deroulement: Deroulement, annee: int) -> Iterable[Option]:
    """What the coordinator may enter, the lists that say more, the other years that wait."""
    mine = deroulement.campagne(annee)
    if mine and mine.restent:
        libelle = f"Saisir celles qui vous reviennent ({len(mine.restent)})"
        yield Option(libelle=libelle, demande=f"valeurs à saisir {annee}")
    yield Option(libelle="Échéances en retard", demande="échéances en retard")
    yield Option(libelle=f"Tableau {annee}", demande=f"tableau {annee}")
    for year in deroulement.en_attente(deroulement.attendues):
        if year != annee:
            yield Option(libelle=f"Campagne {year}", demande=f"campagne {year}")
