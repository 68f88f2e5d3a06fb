"""A fiche as one HTML page: headings, tables with headers, nothing fetched from elsewhere."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.documents.fields import fields
from workflows.fiche.results import Recapitulatif

_pages = Environment(
    loader=PackageLoader("bot", "documents"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=True,
)


def to_html(recap: Recapitulatif) -> str:
    """The page of a fiche, for a browser or a printer."""
    return _pages.get_template("fiche.html.j2").render(vars(fields(recap)))
