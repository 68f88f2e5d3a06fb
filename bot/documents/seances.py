"""The agenda and the record of a meeting as Word files, meant to be edited.

Neither shows an amount. A reason may quote one: the record says what holds of it then. What
people typed stays as typed, lines included, but for the characters that no document may hold.
"""

import io
from collections.abc import Iterable

from docx.document import Document as WordDocument

from bot.documents.fields import writable
from bot.documents.look import add_table, new_document
from bot.french import date_of, day
from bot.readings import words
from workflows.figures import NBSP
from workflows.results import Qui
from workflows.revue.results import (
    CompteRendu,
    DecisionCarte,
    LigneCompteRendu,
    LigneDossier,
    OrdreDuJour,
)

CONFIDENTIAL = (
    "Les motifs sont repris tels qu'ils ont été écrits. Une estimation qu'ils citent est "
    "confidentielle jusqu'à l'attribution du marché."
)

_AGENDA = {"N°": 1.4, "Objet": 7.2, "Porté par": 3.6, "État": 4.8}
_DECISIONS = {"N°": 1.4, "Objet": 4.6, "Décision": 2.8, "Motif": 5.2, "Enregistrée par": 3.0}


def to_docx(seance: OrdreDuJour | CompteRendu) -> bytes:
    """The Word file of an agenda, or of a record."""
    name = "Ordre du jour" if isinstance(seance, OrdreDuJour) else "Relevé de décisions"
    document = new_document(seance.collectivite, f"{name}, {date_of(seance.jour)}")
    document.core_properties.title = f"{name} – {seance.instance}, {date_of(seance.jour)}"[:255]
    document.core_properties.author = seance.collectivite[:255]
    document.core_properties.language = "fr-FR"
    document.add_paragraph(name, "Heading 1")
    document.add_paragraph(f"{seance.instance}, {date_of(seance.jour)}", "Subtitle")
    if isinstance(seance, OrdreDuJour):
        _write_dossiers(document, "Dossiers inscrits", seance.dossiers, "Aucun dossier inscrit.")
    else:
        _write_record(document, seance)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _write_record(document: WordDocument, seance: CompteRendu) -> None:
    title = "Décisions"
    document.add_paragraph(title, "Heading 2")
    if seance.decisions:
        _write_table(document, title, _DECISIONS, map(_decided, seance.decisions))
        document.add_paragraph(CONFIDENTIAL)
    else:
        document.add_paragraph("Aucune décision enregistrée.")
    left = "Aucun dossier n'est resté sans décision."
    _write_dossiers(document, "Sans décision", seance.sans_decision, left)


def _write_dossiers(
    document: WordDocument, title: str, dossiers: tuple[LigneDossier, ...], none: str
) -> None:
    document.add_paragraph(title, "Heading 2")
    if dossiers:
        _write_table(document, title, _AGENDA, map(_inscribed, dossiers))
    else:
        document.add_paragraph(none)


def _write_table(
    document: WordDocument, title: str, widths: dict[str, float], rows: Iterable[tuple[str, ...]]
) -> None:
    table = add_table(document, title, widths)
    for row in rows:
        for cell, column, text in zip(table.add_row().cells, table.columns, row, strict=True):
            cell.width = column.width
            cell.text = text


def _inscribed(ligne: LigneDossier) -> tuple[str, ...]:
    state = words("_revue.j2", "etats")[ligne.etat]
    since = f"{state} depuis le {day(ligne.depuis)}"
    return str(ligne.dossier), writable(ligne.objet), _name(ligne.auteur), since


def _decided(ligne: LigneCompteRendu) -> tuple[str, ...]:
    taken = ligne.decision
    return (
        str(ligne.dossier),
        writable(ligne.objet),
        _choice(taken),
        writable(taken.motif),
        f"{_name(taken.par)}, le {day(taken.le)}",
    )


def _choice(taken: DecisionCarte) -> str:
    said = words("_revue.j2", "choix")[taken.decision]
    return f"{said} (version{NBSP}{taken.version})" if taken.version > 1 else said


def _name(person: Qui) -> str:
    return writable(person.nom)
