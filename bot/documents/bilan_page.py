"""The report of a year as one HTML page, its charts in it."""

from markupsafe import Markup

from bot.charts.drawing import svg
from bot.charts.serie import Graphique
from bot.documents.bilan import ecrire
from bot.documents.html import pages
from workflows.bilan import Bilan


def _drawn(graphique: Graphique) -> Markup:
    return Markup(svg(graphique))  # noqa: S704 -- what a chart says is escaped where it is drawn


pages.globals["svg"] = _drawn


def to_html(bilan: Bilan) -> str:
    """The page of a report, for a browser, a printer, or a web site."""
    return pages.get_template("bilan.html.j2").render(vars(ecrire(bilan)))
