"""DECP files in columns (csv): the national consolidation, and the ministry's own tables.

The consolidation has one row per marché, holder and modification (`modification_id`,
`donneesActuelles`); the ministry's tables put the modification and up to three holders beside
the marché (`idModification`, `montantModification`, `titulaire_id_1`).
"""

import re
from typing import Any

from workflows.imports.colonnes import lignes
from workflows.imports.enregistrements import Enregistrement, Enregistrements
from workflows.imports.fichiers import Fichier, FichierRefuseError, Lecteur

_SAME = {
    name.lower().replace("_", ""): name
    for name in [
        "id",
        "nature",
        "objet",
        "codeCPV",
        "procedure",
        "dureeMois",
        "dateNotification",
        "datePublicationDonnees",
        "montant",
        "techniques",
        "modalitesExecution",
        "considerationsSociales",
        "considerationsEnvironnementales",
        "marcheInnovant",
        "attributionAvance",
        "sousTraitanceDeclaree",
        "offresRecues",
        "modification_id",
        "donneesActuelles",
        "titulaire_categorie",
    ]
} | {
    "considerationsociale": "considerationsSociales",
    "considerationenvironnementale": "considerationsEnvironnementales",
    "technique": "techniques",
    "modaliteexecution": "modalitesExecution",
}
"""Columns that hold a field as it is, by the letters and digits of their header."""

_MODIFICATION = {
    "idmodification": "id",
    "montantmodification": "montant",
    "dureemoismodification": "dureeMois",
    "datenotificationmodification": "dateNotificationModification",
    "datenotificationmodificationmodification": "dateNotificationModification",
    "datepublicationdonneesmodification": "datePublicationDonneesModification",
    "datepublicationdonneesmodificationmodification": "datePublicationDonneesModification",
}
"""Columns of the ministry's tables, which repeat the word in some."""

_RANKS = ("", "1", "2", "3")
_READ = {
    *_SAME,
    *_MODIFICATION,
    "acheteurid",
    "lieuexecutioncode",
    "lieuexecutiontypecode",
    *(f"titulaire{what}{rank}" for what in ("id", "typeidentifiant") for rank in _RANKS),
}
"""Every column that is read: a file may repeat the others."""

_NEEDED = {
    "id": "id",
    "acheteurid": "acheteur_id",
    "datenotification": "dateNotification",
    "montant": "montant",
}


def lire(lecteur: Lecteur, fichier: Fichier) -> Enregistrements:
    """The rows of a file. Raises FichierRefuseError when it is no table of marchés.

    A row with more or fewer cells than there are headers has no fields.
    """
    rows = lignes(lecteur, fichier)
    written = next(rows).cellules
    headers = [re.sub("[^a-z0-9]", "", header.lower()) for header in written]
    if missing := [name for key, name in _NEEDED.items() if key not in headers]:
        raise FichierRefuseError(
            f"Ce tableau n'a pas les colonnes des marchés : il manque {', '.join(missing)}."
        )
    read_twice = {key for key in headers if key in _READ and headers.count(key) > 1}
    if same := [n for n, key in zip(written, headers, strict=True) if key in read_twice]:
        raise FichierRefuseError(
            f"Plusieurs colonnes portent le même titre ({', '.join(same)}) : n'en gardez qu'une."
        )
    for row in rows:
        fits = len(row.cellules) == len(headers)
        champs = _champs(dict(zip(headers, row.cellules, strict=True))) if fits else None
        yield Enregistrement(row.ligne, "marche", champs)


def _champs(cells: dict[str, str]) -> dict[str, Any]:
    champs: dict[str, Any] = {name: cells[key] for key, name in _SAME.items() if key in cells}
    champs["acheteur"] = {"id": cells["acheteurid"]}
    champs["lieuExecution"] = {
        "code": cells.get("lieuexecutioncode"),
        "typeCode": cells.get("lieuexecutiontypecode"),
    }
    champs["titulaires"] = [
        {"id": cells[f"titulaireid{rank}"], "typeIdentifiant": cells.get(_type(rank))}
        for rank in _RANKS
        if f"titulaireid{rank}" in cells
    ]
    if cells.get("idmodification"):
        champs["modifications"] = [
            {name: cells[key] for key, name in _MODIFICATION.items() if key in cells}
        ]
    return champs


def _type(rank: str) -> str:
    return f"titulairetypeidentifiant{rank}"
