"""Where everything stands in the chart of a series: pure arithmetic, in pixels."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from bot import french
from schemes.mesures import Cible
from workflows.graphiques import cible_dessinee, figures
from workflows.results import Point, ReponseIndicateur

WIDTH, HEIGHT = 960, 560
LEFT, RIGHT, TOP, BOTTOM = 130, 930, 130, 410
"""The plot; beneath it stands a table of what it shows, so that no label covers another."""

BAR_SHARE, BAR_WIDEST = 0.5, 110
"""The width of a bar: a share of its year's place, and at most so many pixels."""

MOST_STEPS = 5
"""Of the scale."""

_SIGNS = {"<": "< ", "<=": "≤ ", ">": "> "}
_ORIGINS = {"publie": "publiée", "calcule": "calculée", "saisi": "saisie"}


@dataclass(frozen=True)
class Colonne:
    """A year: its middle, its bar and its target's line in pixels, and the words beneath."""

    x: float
    annee: int
    barre: tuple[float, float, float, float] | None
    cible: tuple[float, float, float] | None
    plafond: tuple[float, float, float] | None
    valeur_dite: str
    cible_dite: str
    origine_dite: str


@dataclass(frozen=True)
class Graphique:
    """A chart ready to be drawn; `alternative` says it in words, `cle` names it in a page."""

    cle: str
    titre: str
    sous_titre: str
    colonnes: tuple[Colonne, ...]
    graduations: tuple[tuple[float, str], ...]
    alternative: str


def tracer(reponse: ReponseIndicateur) -> Graphique | None:
    """The chart of an indicator's series, or None when nothing in it is a figure."""
    points = reponse.serie
    drawn = [figure for point in points for figure in figures(point)]
    if not drawn:
        return None
    step = _step(max(drawn))
    steps = int((max(max(drawn), step) / step).to_integral_value(ROUND_CEILING))
    top = step * steps
    slot = (RIGHT - LEFT) / len(points)
    columns = tuple(
        _column(point, LEFT + slot * (rank + 0.5), slot, top) for rank, point in enumerate(points)
    )
    return Graphique(
        cle=reponse.indicateur,
        titre=reponse.nom,
        sous_titre=f"{reponse.collectivite}{f' – en {reponse.unite}' if reponse.unite else ''}",
        colonnes=columns,
        graduations=tuple(
            (_height(step * rank, top), french.number(step * rank)) for rank in range(steps + 1)
        ),
        alternative=_alternative(reponse),
    )


def _step(highest: Decimal) -> Decimal:
    """A round interval of the scale: 1, 2, 2.5, 5 or 10 times a power of ten."""
    raw = max(highest, Decimal("0.01")) / MOST_STEPS
    power = Decimal(1).scaleb(raw.adjusted())
    return next(
        power * times
        for times in map(Decimal, ("1", "2", "2.5", "5", "10"))
        if power * times >= raw
    )


def _height(figure: Decimal, top: Decimal) -> float:
    return float(BOTTOM - (BOTTOM - TOP) * max(figure, Decimal(0)) / top)


def _column(point: Point, x: float, slot: float, top: Decimal) -> Colonne:
    width = min(slot * BAR_SHARE, BAR_WIDEST)
    bar = None
    if point.valeur is not None:
        y = _height(point.valeur, top)
        bar = (x - width / 2, y, width, BOTTOM - y)
    cible = cible_dessinee(point.cible)
    return Colonne(
        x=x,
        annee=point.annee,
        barre=bar,
        cible=_line(cible.valeur, x, slot, top) if cible else None,
        plafond=_line(cible.valeur_max, x, slot, top) if cible else None,
        valeur_dite="–" if point.valeur is None else french.number(point.valeur),
        cible_dite=_said(cible),
        origine_dite=_ORIGINS[point.origine] if point.origine else "",
    )


def _line(
    figure: Decimal | None, x: float, slot: float, top: Decimal
) -> tuple[float, float, float] | None:
    half = slot * 0.42
    return None if figure is None else (x - half, x + half, _height(figure, top))


def _said(cible: Cible | None) -> str:
    if cible is None or cible.valeur is None:
        return "–"
    if cible.valeur_max is not None:
        return f"{french.number(cible.valeur)} à {french.number(cible.valeur_max)}"
    return _SIGNS.get(cible.comparateur, "") + french.number(cible.valeur)


def _alternative(reponse: ReponseIndicateur) -> str:
    """The chart in words, year by year."""
    years = [_in_words(point, reponse.unite) for point in reponse.serie]
    return f"{reponse.nom}, {reponse.collectivite}. {' ; '.join(years)}."


def _in_words(point: Point, unite: str | None) -> str:
    value = "pas de valeur" if point.valeur is None else french.amount(point.valeur, unite)
    origin = f" ({_ORIGINS[point.origine]})" if point.origine else ""
    aimed = f", cible {french.target(point.cible, unite)}" if point.cible else ""
    return f"{point.annee} : {value}{origin}{aimed}"
