"""What an indicator's figures say: value, target, next target, gap, series."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from schemes.mesures import Cible, Indicateur, Reference
from schemes.scheme import Periode, Scheme
from storage.valeurs import Valeur
from workflows.calcul.chiffres import Chiffre, alimente_par, dit
from workflows.results import Point, ReponseIndicateur, ValeurRemplacee

MAX_YEARS = 12
"""A longer range is brought down to the scheme's own years."""


Valeurs = Mapping[int, Valeur]
"""The values that count, by year."""

Chiffres = Mapping[int, Chiffre]
"""What the marchés give, by year."""


Remplacees = Mapping[int, Sequence[Valeur]]
"""The values that were replaced, by year, the newest last."""


def repondre(
    scheme: Scheme,
    indicateur: Indicateur,
    annees: tuple[int, ...],
    entered: Valeurs,
    current_year: int,
    refused: tuple[str, ...] = (),
    parties: tuple[str, ...] = (),
    *,
    computed: Chiffres = MappingProxyType({}),
    replaced: Remplacees = MappingProxyType({}),
) -> ReponseIndicateur:
    """The answer about an indicator for the years asked (none: all that is known).

    `entered` holds the values of the store; the figures that the document publishes for a
    year complete them, then what the marchés give (`computed`). `replaced` holds those of the
    store that count no longer. `refused` are words that look like years and cannot be, `parties`
    the months and quarters that were asked for.
    """
    place = scheme.place_of[indicateur.id]
    published = _published(indicateur.references)
    valeurs = connues(indicateur, entered, computed)
    remarks = remarques(scheme.periode, annees, refused, parties)
    if len(annees) > MAX_YEARS:
        annees = tuple(year for year in annees if year in scheme.periode)
    annee = annees[0] if len(annees) == 1 else None
    shown = annee if annee is not None else _newest(valeurs, annees)
    found = valeurs.get(shown) if shown is not None else None
    cible = cible_pour(indicateur, annee if annee is not None else current_year, scheme.periode)
    ecart = ecart_avec(indicateur, found.valeur, cible) if found and annee is not None else None
    return ReponseIndicateur(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        indicateur=indicateur.id,
        code=indicateur.code,
        nom=indicateur.nom_courant,
        libelle=indicateur.libelle,
        noeud=place.noeud.id,
        noeud_nom=scheme.short_name(place),
        mode=indicateur.mode,
        perimetre=indicateur.perimetre,
        annee=annee,
        annees=annees,
        valeur=found.valeur if found else None,
        annee_valeur=shown if found else None,
        unite=indicateur.unite,
        origine=found.origine if found else None,
        provenance=found.provenance if found else None,
        piece=found.piece if found else None,
        auteur=found.auteur if found else None,
        saisie_le=found.saisie_le if found else None,
        cible=cible,
        prochaine_cible=_next_target(indicateur, annee or current_year, cible),
        cibles=indicateur.cibles,
        ecart=ecart,
        atteinte=atteint(found.valeur, cible) if found and ecart is not None and cible else None,
        avancement=_progress(found.valeur, cible) if found and ecart is not None else None,
        **dit(indicateur, computed.get(shown or current_year)),
        source_calcul=alimente_par(indicateur),
        non_calculable=indicateur.non_calculable,
        historique=_history(replaced.get(shown, ()) if shown is not None else ()),
        serie=_series(scheme, indicateur, annees, valeurs),
        references=_beside(indicateur.references, published, annees),
        saisie_par=place.pilotes if indicateur.mode != "publie" else (),
        avis=remarks,
        notes=_notes(indicateur, annees, cible),
        document=scheme.source,
        source=cible.source if cible else indicateur.source,
    )


def connues(indicateur: Indicateur, entered: Valeurs, computed: Chiffres) -> Valeurs:
    """The value that counts for each year: entered, else published, else what the marchés give."""
    return {**_calculated(computed), **_values(_published(indicateur.references)), **entered}


def cible_pour(indicateur: Indicateur, annee: int, periode: Periode) -> Cible | None:
    """The target that holds in a year: that year's, else one for every year, else an undated one.

    None when the document fixes none for it.
    """
    for cible in indicateur.cibles:
        if cible.annee == annee:
            return cible
    undated = [cible for cible in indicateur.cibles if cible.annee is None]
    if annee not in periode:
        return None
    return next((c for c in undated if c.valeur is not None), undated[0] if undated else None)


def _next_target(indicateur: Indicateur, annee: int, current: Cible | None) -> Cible | None:
    later = [c for c in indicateur.cibles if c.annee is not None and c.annee > annee]
    return min((c for c in later if c != current), key=lambda c: c.annee or 0, default=None)


def _is_value(reference: Reference) -> bool:
    """A published figure that is the indicator's own value for a year."""
    return (
        reference.annee is not None
        and reference.valeur is not None
        and reference.comparateur == "="
        and reference.perimetre is None
        and reference.unite is None
    )


def _published(references: Iterable[Reference]) -> dict[int, Reference]:
    """The published figure that stands for each year: the first one printed."""
    standing: dict[int, Reference] = {}
    for reference in references:
        if _is_value(reference) and reference.annee is not None:
            standing.setdefault(reference.annee, reference)
    return standing


def _values(published: Mapping[int, Reference]) -> dict[int, Valeur]:
    return {
        annee: Valeur(reference.valeur, "publie", provenance=reference.source)
        for annee, reference in published.items()
        if reference.valeur is not None
    }


def _calculated(computed: Chiffres) -> dict[int, Valeur]:
    return {
        annee: Valeur(chiffre.valeur, "calcule")
        for annee, chiffre in computed.items()
        if chiffre.valeur is not None
    }


def _beside(
    references: Iterable[Reference], published: Mapping[int, Reference], annees: tuple[int, ...]
) -> tuple[Reference, ...]:
    """The published figures that the series asked for does not already show, the newest first."""
    shown = [published[annee] for annee in annees or published if annee in published]
    left = [reference for reference in references if reference not in shown]
    return tuple(sorted(left, key=lambda reference: -(reference.annee or 0)))


def _history(replaced: Sequence[Valeur]) -> tuple[ValeurRemplacee, ...]:
    return tuple(
        ValeurRemplacee(
            valeur=value.valeur,
            auteur=value.auteur or "",
            saisie_le=value.saisie_le,
            provenance=value.provenance,
        )
        for value in reversed(replaced)
        if value.saisie_le is not None
    )


def _newest(valeurs: Valeurs, annees: tuple[int, ...]) -> int | None:
    return max((year for year in valeurs if not annees or year in annees), default=None)


def ecart_avec(indicateur: Indicateur, valeur: Decimal, cible: Cible | None) -> Decimal | None:
    """Value minus target, when both measure the same thing; 0 between two bounds."""
    if cible is None or cible.valeur is None or cible.unite is not None:
        return None
    if cible.perimetre not in (None, indicateur.perimetre):
        return None
    if cible.valeur_max is not None and valeur > cible.valeur:
        return max(valeur - cible.valeur_max, Decimal(0))
    return valeur - cible.valeur


def _progress(valeur: Decimal, cible: Cible | None) -> Decimal | None:
    """How far a value is on its way to a target to reach, in percent of it."""
    if cible is None or not cible.valeur or cible.comparateur not in (">=", ">"):
        return None
    return 100 * valeur / cible.valeur


def atteint(valeur: Decimal, cible: Cible) -> bool | None:
    """Whether a value meets a target; None when the target has no figure."""
    aimed = cible.valeur
    if aimed is None:
        return None
    return {
        ">=": valeur >= aimed,
        ">": valeur > aimed,
        "<=": valeur <= aimed,
        "<": valeur < aimed,
        "=": valeur == aimed,
        "entre": cible.valeur_max is not None and aimed <= valeur <= cible.valeur_max,
    }[cible.comparateur]


def _series(
    scheme: Scheme, indicateur: Indicateur, annees: tuple[int, ...], valeurs: Valeurs
) -> tuple[Point, ...]:
    dated = {cible.annee for cible in indicateur.cibles if cible.annee is not None}
    years = annees or tuple(sorted(dated | set(valeurs)))
    points = []
    for year in years:
        known = valeurs.get(year)
        cible = cible_pour(indicateur, year, scheme.periode)
        points.append(
            Point(
                annee=year,
                valeur=known.valeur if known else None,
                origine=known.origine if known else None,
                cible=cible,
                ecart=ecart_avec(indicateur, known.valeur, cible) if known else None,
            )
        )
    return tuple(points)


def _notes(indicateur: Indicateur, annees: tuple[int, ...], cible: Cible | None) -> tuple[str, ...]:
    asked = [c for c in indicateur.cibles if not annees or c.annee in annees or c == cible]
    extra = [c.note for c in asked if c.note]
    return tuple(dict.fromkeys((*indicateur.notes, *extra)))


def remarques(
    periode: Periode,
    annees: tuple[int, ...],
    refused: tuple[str, ...] = (),
    parties: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """What must be said of the years asked, in French, a sentence each.

    Words that are none, months and quarters, years that the scheme leaves out.
    """
    covered = f"le schéma couvre {periode.debut}-{periode.fin}"
    said = [f"« {word} » n'est pas une année comprise ici : {covered}." for word in refused]
    if parties:
        listed = ", ".join(f"« {partie} »" for partie in parties)
        said.append(
            f"{listed} : les chiffres se suivent par année entière, c'est elle qui est donnée."
        )
    outside = [year for year in annees if year not in periode]
    if outside:
        listed = ", ".join(str(year) for year in outside[:5])
        said.append(f"Hors de la période du schéma : {listed} ({covered}).")
    return tuple(said)
