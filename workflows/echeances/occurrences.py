"""From a definition to dates: everything that is due in a scheme, once for each time it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemes.arbre import Echeance, Place
from schemes.gouvernance import Instance, Reunion
from schemes.mesures import Indicateur
from schemes.periodes import RECURRENCES, etendue
from schemes.scheme import Scheme

NatureEcheance = Literal["echeance", "bilan_mi_parcours", "reunion", "valeur"]

_TIMES_A_YEAR = dict(zip(RECURRENCES, ("", "S", "T", "-"), strict=True))
_COUNT = {"": 1, "S": 2, "T": 4, "-": 12}


@dataclass(frozen=True)
class Occurrence:
    """Something due once.

    `cle` names it in its scheme, whatever becomes of its date. `nom` is what carries it
    (« Objectif 9 », a body, an indicator), `objet` what must be done. `quand` is the period it
    belongs to, in the compact form of `schemes.periodes`; `due` its last day, by convention, or
    None when the document gives no date. `pilotes` are the names printed in the document.
    """

    cle: str
    nature: NatureEcheance
    nom: str
    objet: str
    imprime: str
    quand: str
    due: date | None
    pilotes: tuple[str, ...]
    source: str
    note: str | None = None


def unfold(scheme: Scheme) -> tuple[Occurrence, ...]:
    """Everything due in a scheme, by date; what has no date comes last."""
    found = [*_of_nodes(scheme), *_of_bodies(scheme), *_of_indicators(scheme)]
    return tuple(sorted(found, key=lambda o: (o.due or date.max, o.cle)))


def value_key(indicateur: str, annee: int) -> str:
    """The `cle` of a yearly value to enter."""
    return f"indicateur/{indicateur}/{annee}"


def years(scheme: Scheme) -> range:
    """The years in which what returns is due: from when the scheme takes effect to its end."""
    effect = scheme.periode.entree_en_vigueur
    first = max(scheme.periode.debut, effect.year) if effect else scheme.periode.debut
    return range(first, scheme.periode.fin + 1)


def _periods(scheme: Scheme, quand: str) -> Iterator[tuple[str, date | None]]:
    """Each period of a compact form with its last day: one, or one for each return of it."""
    if quand not in _TIMES_A_YEAR:
        yield quand, etendue(quand).fin
        return
    part = _TIMES_A_YEAR[quand]
    for year in years(scheme):
        for rank in range(1, _COUNT[part] + 1):
            form = {"": f"{year}", "-": f"{year}-{rank:02d}"}.get(part, f"{year}-{part}{rank}")
            yield form, etendue(form).fin


def _of_nodes(scheme: Scheme) -> Iterator[Occurrence]:
    for place in scheme.walk():
        for echeance in place.noeud.echeances:
            yield from _of_echeance(scheme, place, echeance)


def _of_echeance(scheme: Scheme, place: Place, echeance: Echeance) -> Iterator[Occurrence]:
    cle = f"noeud/{place.noeud.id}/{echeance.nom}"
    for quand, due in _periods(scheme, echeance.quand):
        yield Occurrence(
            cle=f"{cle}/{quand}" if echeance.quand in RECURRENCES else cle,
            nature=echeance.nature,
            nom=scheme.short_name(place),
            objet=echeance.objet or place.noeud.titre,
            imprime=echeance.imprime,
            quand=quand,
            due=due,
            pilotes=place.pilotes,
            source=echeance.source,
            note=echeance.note,
        )


def _of_bodies(scheme: Scheme) -> Iterator[Occurrence]:
    """The meetings of each body: at its printed frequency, and those its calendar announces.

    A body convenes nobody by itself: its meetings have no pilote, so the coordinator reads them.
    """
    followed = {echeance.instance for place in scheme.walk() for echeance in place.noeud.echeances}
    for instance in scheme.gouvernance:
        if instance.frequence and instance.id not in followed:
            regular = Reunion(
                id="reunion",
                imprime=instance.frequence.imprime,
                quand=instance.frequence.quand,
                source=instance.source,
            )
            yield from _of_meeting(scheme, instance, regular)
        for reunion in instance.calendrier:
            yield from _of_meeting(scheme, instance, reunion)


def _of_meeting(scheme: Scheme, instance: Instance, reunion: Reunion) -> Iterator[Occurrence]:
    cle = f"instance/{instance.id}/{reunion.nom}"
    for quand, due in _periods(scheme, reunion.quand):
        yield Occurrence(
            cle=f"{cle}/{quand}" if reunion.quand in RECURRENCES else cle,
            nature="reunion",
            nom=instance.nom,
            objet=reunion.objet or "Réunir l'instance",
            imprime=reunion.imprime,
            quand=quand,
            due=due,
            pilotes=(),
            source=reunion.source,
        )


def _of_indicators(scheme: Scheme) -> Iterator[Occurrence]:
    """The value of each year, for each indicator whose pilote enters figures.

    The document dates no entry: the month is the local parameter `rappels.mois_des_valeurs`.
    """
    month = scheme.rappels.mois_des_valeurs
    for indicateur in scheme.indicateurs.values():
        if indicateur.mode == "saisi" and indicateur.nature != "qualitatif":
            for year in years(scheme):
                due = etendue(f"{year + 1}-{month:02d}").fin
                yield _of_value(scheme, indicateur, year, due)


def _of_value(scheme: Scheme, indicateur: Indicateur, year: int, due: date | None) -> Occurrence:
    return Occurrence(
        cle=value_key(indicateur.id, year),
        nature="valeur",
        nom=indicateur.nom_courant,
        objet=f"Saisir la valeur {year}",
        imprime=indicateur.libelle,
        quand=f"{year}",
        due=due,
        pilotes=scheme.place_of[indicateur.id].pilotes,
        source=scheme.rappels.source,
    )
