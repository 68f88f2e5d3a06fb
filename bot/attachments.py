"""Documents joined to a conversation."""

from pathlib import Path
from typing import NamedTuple

import structlog

from bot.blocks.layout import cut, escape
from bot.charts.drawing import png
from bot.charts.serie import tracer
from bot.documents.page import to_html
from bot.documents.refusals import TemplateRefusedError
from bot.documents.word import to_docx
from workflows.fiche.results import Recapitulatif
from workflows.results import GraphiqueIndicateur

log = structlog.get_logger()

MAX_ALTERNATIVE = 1000
"""Characters of the words that replace an image."""


class Attachment(NamedTuple):
    """Files by their names, which are theirs alone in a conversation, and what is said of them.

    `alternative` says an image in words, for those who do not see it.
    """

    files: dict[str, bytes]
    comment: str
    alternative: str | None = None


def of_chart(result: GraphiqueIndicateur) -> Attachment:
    """The image of a chart. Raises ValueError when it has none."""
    drawn = tracer(result.reponse)
    if drawn is None or result.fichier is None:
        raise ValueError("nothing to draw")
    reponse = result.reponse
    comment = (
        f"{drawn.titre}, {result.collectivite}. Source : {reponse.document}, {reponse.source}."
    )
    return Attachment(
        {result.fichier: png(drawn)},
        escape(comment),
        alternative=cut(drawn.alternative, MAX_ALTERNATIVE),
    )


def of_fiche(recap: Recapitulatif, template: Path | None) -> Attachment:
    """A fiche in Word, from the authority's template, and as a page.

    A template that has been broken since it was verified is left for ours, and it is said.
    """
    name = f"fiche-{recap.dossier}-{recap.tour}"
    comment = f"{recap.fiche} n° {recap.dossier} : le document Word, et la page à imprimer."
    try:
        word = to_docx(recap, template)
    except TemplateRefusedError as error:
        log.error("template_refused", reason=str(error))
        word = to_docx(recap)
        comment += f" Modèle livré avec SPASER, car le vôtre est refusé : {error}"
    return Attachment({f"{name}.docx": word, f"{name}.html": to_html(recap).encode()}, comment)
