"""Where everything stands in the chart of a series: pure arithmetic, in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import NamedTuple

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

SIZE, SMALLEST, DIGIT_WIDTH = 17, 14, 0.62
"""The size of the words beneath, the least that stays readable, and the room that a digit takes
in it, with some to spare."""

WORDS_LEFT, WORDS_RIGHT = 96, 950
"""Where the words beneath stand, at most."""

_LARGE = ((10**9, "milliards"), (10**6, "millions"))

_SIGNS = {"<": "< ", "<=": "≤ ", ">": "> "}
_ORIGINS = {"publie": "publiée", "calcule": "calculée", "saisi": "saisie"}


@dataclass(frozen=True)
class Colonne:
    """A year: its middle, its bar and its target's line in pixels, and the words beneath.

    `x_dit` is the middle of these words; None where there is no room to say them.
    """

    x: float
    x_dit: float | None
    annee: int
    barre: tuple[float, float, float, float] | None
    cible: tuple[float, float, float] | None
    plafond: tuple[float, float, float] | None
    valeur_dite: str
    cible_dite: str
    origine_dite: str


@dataclass(frozen=True)
class Graphique:
    """A chart ready to be drawn; `alternative` says it in words, `cle` names it in a page.

    `taille` is the size of the words beneath.
    """

    cle: str
    titre: str
    sous_titre: str
    colonnes: tuple[Colonne, ...]
    graduations: tuple[tuple[float, str], ...]
    taille: float
    alternative: str


class _Echelle(NamedTuple):
    """Of the years and of the figures: a year's place in pixels; what figures are counted in."""

    debut: int
    place: float
    haut: Decimal
    diviseur: int
    unite: str | None

    def x(self, annee: int) -> float:
        return LEFT + self.place * (annee - self.debut + 0.5)

    def y(self, figure: Decimal) -> float:
        return float(BOTTOM - (BOTTOM - TOP) * max(figure, Decimal(0)) / self.haut)

    def said(self, figure: Decimal) -> str:
        if self.diviseur == 1:
            return french.figure(figure, self.unite)
        rounded = round(figure / self.diviseur, 2)
        return french.number(rounded) if rounded or not figure else "< 0,01"


def tracer(reponse: ReponseIndicateur) -> Graphique | None:
    """The chart of an indicator's series, or None when nothing in it is a figure.

    Years stand to scale; large figures are said in millions or milliards, as the subtitle says.
    """
    points = reponse.serie
    drawn = [figure for point in points for figure in figures(point)]
    if not drawn:
        return None
    step = _step(max(drawn))
    steps = int((max(max(drawn), step) / step).to_integral_value(ROUND_CEILING))
    diviseur, large = next((one for one in _LARGE if max(drawn) >= one[0]), (1, ""))
    years = [point.annee for point in points]
    place = (RIGHT - LEFT) / (max(years) - min(years) + 1)
    echelle = _Echelle(min(years), place, step * steps, diviseur, reponse.unite)
    columns = tuple(_column(point, echelle) for point in points)
    size, said = _words(columns)
    unit = _unit(large, reponse.unite)
    return Graphique(
        cle=reponse.indicateur,
        titre=reponse.nom,
        sous_titre=f"{reponse.collectivite}{f' – en {unit}' if unit else ''}",
        colonnes=tuple(replace(c, x_dit=said.get(c.annee)) for c in columns),
        graduations=tuple(
            (echelle.y(step * rank), echelle.said(step * rank)) for rank in range(steps + 1)
        ),
        taille=size,
        alternative=_alternative(reponse),
    )


def _unit(large: str, unit: str | None) -> str:
    """« heures », « millions d'heures », « milliards d'euros »."""
    if not large or unit is None:
        return unit or large
    unit = unit.replace("€", "euros")
    link = "d'" if unit[0] in "aeéèhiouy" else "de "
    return f"{large} {link}{unit}"


def _words(columns: Sequence[Colonne]) -> tuple[float, dict[int, float]]:
    """The size of the words beneath, and their middle for each year that has room for them.

    Words are made smaller first, then left out, from the newest year back.
    """
    longest = max(len(words) for c in columns for words in (c.valeur_dite, c.cible_dite, "2025 "))
    years = {c.annee: c.x for c in sorted(columns, key=lambda c: -c.annee)}
    room = min((a - b for a, b in pairwise(years.values())), default=RIGHT - LEFT)
    size = min(max(room / (longest * DIGIT_WIDTH), SMALLEST), SIZE)
    width = longest * DIGIT_WIDTH * size
    said: dict[int, float] = {}
    last = float("inf")
    for year, x in years.items():
        if last - x >= width - 1e-6:
            said[year] = min(max(x, WORDS_LEFT + width / 2), WORDS_RIGHT - width / 2)
            last = x
    return size, said


def _step(highest: Decimal) -> Decimal:
    """A round interval of the scale: 1, 2, 2.5, 5 or 10 times a power of ten."""
    raw = max(highest, Decimal("0.01")) / MOST_STEPS
    power = Decimal(1).scaleb(raw.adjusted())
    return next(
        power * times
        for times in map(Decimal, ("1", "2", "2.5", "5", "10"))
        if power * times >= raw
    )


def _column(point: Point, echelle: _Echelle) -> Colonne:
    x = echelle.x(point.annee)
    width = min(echelle.place * BAR_SHARE, BAR_WIDEST)
    bar = None
    if point.valeur is not None:
        y = echelle.y(point.valeur)
        bar = (x - width / 2, y, width, BOTTOM - y)
    cible = cible_dessinee(point.cible)
    return Colonne(
        x=x,
        x_dit=None,
        annee=point.annee,
        barre=bar,
        cible=_line(cible.valeur, x, echelle) if cible else None,
        plafond=_line(cible.valeur_max, x, echelle) if cible else None,
        valeur_dite="–" if point.valeur is None else echelle.said(point.valeur),
        cible_dite=_said(cible, echelle),
        origine_dite=_ORIGINS[point.origine] if point.origine else "",
    )


def _line(figure: Decimal | None, x: float, echelle: _Echelle) -> tuple[float, float, float] | None:
    half = echelle.place * 0.42
    return None if figure is None else (x - half, x + half, echelle.y(figure))


def _said(cible: Cible | None, echelle: _Echelle) -> str:
    if cible is None or cible.valeur is None:
        return "–"
    if cible.valeur_max is not None:
        return f"{echelle.said(cible.valeur)} à {echelle.said(cible.valeur_max)}"
    return _SIGNS.get(cible.comparateur, "") + echelle.said(cible.valeur)


def _alternative(reponse: ReponseIndicateur) -> str:
    """The chart in words, year by year."""
    years = [_in_words(point, reponse.unite) for point in reponse.serie]
    return f"{reponse.nom}, {reponse.collectivite}. {' ; '.join(years)}."


def _in_words(point: Point, unite: str | None) -> str:
    value = "pas de valeur" if point.valeur is None else french.amount(point.valeur, unite)
    origin = f" ({_ORIGINS[point.origine]})" if point.origine else ""
    aimed = f", cible {french.target(point.cible, unite)}" if point.cible else ""
    return f"{point.annee} : {value}{origin}{aimed}"
