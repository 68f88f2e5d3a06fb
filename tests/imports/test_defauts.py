"""A file with every known defect: the report expected, written out by hand."""

from datetime import date
from typing import Any

import pytest

from storage.store import Store
from tests.imports.conftest import TakeIn, marches

SAIN: dict[str, Any] = {
    "scheme": "landes",
    "acheteur": "22400001800016",
    "identifiant": "SAIN",
    "contrat": "marche",
    "objet": "Objet SAIN",
    "nature": "Marché",
    "type_achat": "travaux",
    "code_cpv": "45233140",
    "procedure": "Procédure adaptée",
    "techniques": "Sans objet",
    "modalites": "Sans objet",
    "date_notification": date(2024, 3, 15),
    "annee": 2024,
    "montant_centimes": 50_000_00,
    "duree_mois": 12,
    "lieu_code": "40000",
    "lieu_type": "Code postal",
    "clause_sociale": True,
    "critere_social": False,
    "reserve": False,
    "clause_environnementale": False,
    "critere_environnemental": False,
    "innovant": False,
    "avance": True,
    "sous_traitance": False,
    "offres_recues": 3,
    "titulaires": "SIRET 55204599900869",
    "titulaire_pme": None,
}
UNKNOWN = {"clause_sociale": None, "critere_social": None, "reserve": None}


def test_the_report_of_the_json_file(take_in: TakeIn) -> None:
    report = take_in("defauts.json")
    assert report.model_dump(mode="json") == {
        "type": "import",
        "scheme": "landes",
        "collectivite": "Département des Landes",
        "numero": 1,
        "genre": "decp",
        "fichier": "defauts.json",
        "deja": False,
        "lus": 24,
        "ajoutes": 16,
        "mis_a_jour": 0,
        "inchanges": 0,
        "regroupes": 1,
        "hors_perimetre": 0,
        "enregistrements_ecartes": 7,
        "ecartes": [
            ecarte(
                9,
                "SOC-CONTRAIRE",
                "considerationsSociales",
                "contradiction entre « Pas de considération sociale » et une considération "
                "indiquée",
            ),
            ecarte(11, "DATE-13", None, "la date « 2024-13-45 » n'existe pas"),
            ecarte(12, "DATE-FUTUR", None, "la date « 2124-03-15 » est dans le futur"),
            ecarte(13, "DATE-BRUIT", None, "« le 2024-03-15 à midi » n'est pas une date"),
            ecarte(14, "DATE-MQ", None, "la date de notification manque"),
            ecarte(15, "MONTANT-1E17", "montant", "le montant « 1e+17 » a plus de onze chiffres"),
            ecarte(16, "MONTANT-0", "montant", "le montant « 0 » est nul ou négatif"),
            ecarte(18, "OFFRES-0", "codeCPV", "« travaux » n'est pas un code CPV"),
            ecarte(18, "OFFRES-0", "dureeMois", "une durée de « 0 » mois n'est pas possible"),
            ecarte(18, "OFFRES-0", "offresRecues", "un marché attribué a reçu au moins une offre"),
            ecarte(19, "ACHETEUR", None, "« 123 » n'est pas un SIRET d'acheteur"),
            ecarte(20, None, None, "l'identifiant du marché manque"),
            ecarte(25, None, None, "l'enregistrement est mal formé"),
        ],
        "ecartes_total": 13,
        "annees": [2023, 2024],
    }


def ecarte(ligne: int, marche: str | None, champ: str | None, motif: str) -> dict[str, Any]:
    return {"ligne": ligne, "marche": marche, "champ": champ, "motif": motif}


@pytest.mark.parametrize(
    ("identifiant", "differs"),
    [
        ("SAIN", {}),
        ("SOC-MQ-NC", UNKNOWN),
        ("SOC-MQ", UNKNOWN),
        ("SOC-INX", {"critere_social": None, "reserve": None}),
        (
            "SOC-CDL",
            {
                **UNKNOWN,
                "innovant": None,
                "procedure": None,
                "offres_recues": None,
                "duree_mois": None,
            },
        ),
        ("SOC-ABSENTE", UNKNOWN),
        ("SOC-CONTRAIRE", UNKNOWN),
        ("SOC-AUCUNE", {"clause_sociale": False}),
        ("MONTANT-1E17", {"montant_centimes": None}),
        ("MONTANT-0", {"montant_centimes": None}),
        ("MONTANT-INX", {"montant_centimes": None}),
        (
            "OFFRES-0",
            {"offres_recues": None, "duree_mois": None, "code_cpv": None, "type_achat": None},
        ),
        (
            "APOSTROPHE",
            {
                "procedure": "Appel d'offres ouvert",
                "code_cpv": "03113000",
                "type_achat": "fournitures",
            },
        ),
        ("DOUBLE", {"montant_centimes": 20_000_51}),
        ("MODIFIE", {"montant_centimes": 70_000_00, "duree_mois": 24, "titulaires": "TVA FR1"}),
        (
            "CONCESSION",
            {
                "contrat": "concession",
                "objet": "Restaurant",
                "nature": "Concession de service public",
                "type_achat": "services",
                "code_cpv": None,
                "procedure": "Procédure négociée ouverte",
                "techniques": None,
                "modalites": None,
                "date_notification": date(2023, 12, 20),
                "annee": 2023,
                "montant_centimes": 1_250_000_50,
                "duree_mois": 60,
                "lieu_code": None,
                "lieu_type": None,
                "clause_sociale": False,
                "reserve": True,
                "critere_environnemental": True,
                "innovant": None,
                "avance": None,
                "sous_traitance": None,
                "offres_recues": None,
                "titulaires": "SIRET 38103128500491",
            },
        ),
    ],
)
def test_what_is_kept_of_each(
    take_in: TakeIn, store: Store, identifiant: str, differs: dict[str, Any]
) -> None:
    take_in("defauts.json")
    named = {"identifiant": identifiant, "objet": f"Objet {identifiant}"}
    assert marches(store)[identifiant] == SAIN | named | differs


def test_rows_of_the_consolidation_are_one_marche(take_in: TakeIn, store: Store) -> None:
    report = take_in("consolidation.csv")
    assert (report.lus, report.ajoutes, report.regroupes) == (10, 5, 3)
    assert [(e.ligne, e.marche, e.champ, e.motif) for e in report.ecartes] == [
        (
            7,
            "ORPHELIN",
            None,
            "la notification initiale manque : seule une modification est donnée",
        ),
        (9, None, None, "l'enregistrement est mal formé"),
    ]
    common = SAIN | {
        "critere_social": True,
        "techniques": None,
        "modalites": None,
        "lieu_code": None,
        "lieu_type": None,
        "avance": None,
        "sous_traitance": None,
        "offres_recues": None,
        "titulaire_pme": False,
    }
    two = "SIRET 55204599900869 ; SIRET 38103128500491"
    differs: dict[str, dict[str, Any]] = {
        "APRES": {},
        "EVOLUE": {"montant_centimes": 80_000_00, "titulaires": two, "titulaire_pme": None},
        "GROUPE": {"titulaires": two, "titulaire_pme": True},
        "MARQUEURS": UNKNOWN
        | {
            "clause_environnementale": None,
            "critere_environnemental": None,
            "montant_centimes": None,
            "titulaires": None,
            "titulaire_pme": None,
        },
        "RETOUR": {"objet": "Deux lignes"},
    }
    assert marches(store) == {
        name: common | {"identifiant": name, "objet": f"Objet {name}"} | own
        for name, own in differs.items()
    }
