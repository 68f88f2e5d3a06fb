"""A fiche as one HTML page: headings, tables with headers, nothing fetched from elsewhere."""

from bot.documents.fields import fields
from bot.documents.html import pages
from workflows.fiche.results import Recapitulatif


def to_html(recap: Recapitulatif) -> str:
    """The page of a fiche, for a browser or a printer."""
    return pages.get_template("fiche.html.j2").render(vars(fields(recap)))
