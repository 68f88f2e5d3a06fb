"""Documents joined to a conversation."""

from pathlib import Path
from typing import NamedTuple

import structlog

from bot.documents.page import to_html
from bot.documents.refusals import TemplateRefusedError
from bot.documents.word import to_docx
from workflows.fiche.results import Recapitulatif

log = structlog.get_logger()


class Attachment(NamedTuple):
    """Files by their names, which are theirs alone in a conversation, and what is said of them."""

    files: dict[str, bytes]
    comment: str


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
