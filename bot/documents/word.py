"""A fiche as a Word file."""

import io
from datetime import UTC
from pathlib import Path

from bot.documents import opening, shipped
from bot.documents.fields import Fields, fields
from bot.documents.template import FicheTemplate
from schemes.scheme import Scheme
from workflows.fiche.exemple import emptiest, fullest
from workflows.fiche.results import Recapitulatif

_LONGEST_PROPERTY = 255
"""Characters: what a property of a Word file may hold."""


def to_docx(recap: Recapitulatif, template: Path | None = None) -> bytes:
    """The Word file of a fiche, from an authority's template or from ours.

    Raises TemplateRefusedError when the template does not give a whole document.
    """
    values = fields(recap)
    filled = _filled(values, template)
    properties = filled.docx.core_properties
    properties.title = values.titre[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = values.auteur[:_LONGEST_PROPERTY]
    properties.language = "fr-FR"
    properties.created = recap.cree_le.astimezone(UTC)
    properties.modified = recap.modifie_le.astimezone(UTC)
    written = io.BytesIO()
    filled.save(written)
    return written.getvalue()


def _filled(values: Fields, template: Path | None) -> FicheTemplate:
    if template is None:
        opened = FicheTemplate("Le modèle livré", shipped.template())
    else:
        opened = FicheTemplate(template.name, opening.content(template))
    opened.fill(values)
    return opened


def verify(template: Path, scheme: Scheme) -> None:
    """Try a template on the fullest and on the emptiest fiche of a scheme.

    Raises TemplateRefusedError with the first fault.
    """
    for example in (fullest(scheme), emptiest(scheme)):
        to_docx(example, template)
