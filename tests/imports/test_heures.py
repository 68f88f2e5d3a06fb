"""Hours of insertion: columns, periods, publics, small groups."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemes.scheme import Scheme
from storage import heures as stored
from storage.store import Store
from tests.conftest import TODAY
from tests.imports.conftest import rows
from workflows import heures as answers
from workflows.heures import HeuresAnnee
from workflows.imports import heures
from workflows.imports.annulation import annuler
from workflows.imports.correspondance import deviner
from workflows.imports.fichiers import FichierRefuseError
from workflows.imports.results import RapportImport

SEUIL = 5
Given = Callable[..., RapportImport]


@pytest.fixture
def given(store: Store, landes_scheme: Scheme, tmp_path: Path) -> Given:
    """Import hours written as csv lines."""
    numbers = iter(range(100))

    def run(*lines: str, colonnes: str | None = None) -> RapportImport:
        path = tmp_path / f"heures-{next(numbers)}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        mapping = tmp_path / "colonnes.yaml"
        mapping.write_text(colonnes or "", encoding="utf-8")
        return heures.importer(
            store,
            landes_scheme,
            path,
            auteur="Claire",
            today=TODAY,
            colonnes=mapping if colonnes else None,
        )

    return run


def answer(store: Store, scheme: Scheme, annee: int = 2025) -> HeuresAnnee:
    with store.read() as session:
        return answers.repondre(session, scheme, annee, SEUIL)


def publics(found: HeuresAnnee) -> dict[str, Any]:
    return {line.public: line.heures for line in found.publics}


@pytest.mark.parametrize(
    ("header", "champ"),
    [
        ("Marché", "marche"),
        ("N° de marché", "marche"),
        ("Numéro du contrat", "marche"),
        ("Référence de l'opération", "marche"),
        ("Année", "annee"),
        ("Trimestre", "periode"),
        ("Date de début", "debut"),
        ("Heures réalisées", "heures"),
        ("Nb d'heures", "heures"),
        ("Heures d'insertion réalisées par des femmes", "heures:femmes"),
        ("Heures BRSA", "heures:rsa"),
        ("Heures + 50 ans", "heures:seniors"),
        ("Heures TH", "heures:handicap"),
        ("Nombre de femmes", "personnes:femmes"),
        ("Nombre de bénéficiaires", "personnes"),
        ("Public", "public"),
        ("Heures prévues", None),
        ("Objectif d'heures", None),
        ("Heures restant à réaliser", None),
        ("Femmes", None),
        ("Heures jeunes et seniors", None),
        ("Montant du marché", None),
        ("Nom", None),
        ("Nom du bénéficiaire", None),
        ("Noms des participants", None),
        ("Prénom de la personne", None),
        ("Identité des bénéficiaires", None),
        ("Bénéficiaire", None),
        ("Participant", None),
        ("Bénéficiaires", "personnes"),
        ("Personnes RSA", "personnes:rsa"),
        ("Intitulé du marché", None),
    ],
)
def test_headers_say_a_field_or_nothing(header: str, champ: str | None) -> None:
    assert deviner(header) == champ


def test_hours_are_added_up_by_contract_and_period(
    given: Given, store: Store, landes_scheme: Scheme
) -> None:
    report = given(
        "N° marché;Année;Entreprise;Heures prévues;Heures réalisées;Heures femmes;Nb femmes",
        "2024-01;2025;Dupont;2000;1 250,5;400;7",
        "2024-01;2025;Durand;100;49,5;10;1",
        "2024-02;T1 2025;Petit;100;100;30;",
        "2024-02;T2 2025;Petit;100;50,25;;",
        "2024-02;2024;Petit;100;8;;",
    )
    assert (report.lus, report.ajoutes, report.regroupes) == (5, 4, 1)
    assert report.annees == (2024, 2025)
    found = answer(store, landes_scheme)
    assert (found.total, found.marches, found.inconnus) == (Decimal("1450.25"), 2, 2)
    assert publics(found) == {"femmes": 440}
    assert answer(store, landes_scheme, 2024).total == 8
    assert answer(store, landes_scheme, 2023).total is None


def test_rows_set_aside_say_why(given: Given) -> None:
    report = given(
        "Marché;Période;Heures;Public",
        "A;2025;100;",
        "A;mars 2025;10;",
        "B;2024-2025;10;",
        "C;2025;beaucoup;",
        "D;2025;1.234;",
        "E;2025;;",
        ";2025;10;",
        "F;2025;10;licornes",
        "G;jamais;10;",
        "H;2025;-3;",
    )
    assert report.ajoutes == 1
    assert [(e.ligne, e.marche, e.motif) for e in report.ecartes] == [
        (
            3,
            "A",
            "la période chevauche celle du 01/01/2025 au 31/12/2025 déjà donnée pour ce marché : "
            "les heures compteraient deux fois",
        ),
        (
            4,
            "B",
            "« 2024-2025 » n'est pas une période : écrire 2025, « 1er trimestre 2025 », "
            "« mars 2025 »",
        ),
        (5, "C", "« beaucoup » n'est pas un nombre. Exemple : 31 000 ou 25,5"),
        (
            6,
            "D",
            "« 1.234 » se lit de deux façons : écrivez 1234 ou 1,2340 si c'est une décimale",
        ),
        (7, "E", "les heures manquent"),
        (8, None, "le marché manque"),
        (9, "F", "le public « licornes » n'est pas connu"),
        (
            10,
            "G",
            "« jamais » n'est pas une période : écrire 2025, « 1er trimestre 2025 », « mars 2025 »",
        ),
        (11, "H", "« -3 » est négatif : écrivez 0 ou plus. Exemple : 31 000 ou 25,5"),
    ]


def test_names_of_people_are_never_read_nor_kept(given: Given, store: Store) -> None:
    """Not even when an earlier file had the column taken for a count."""
    head = "Marché;Année;Heures prévues;Heures réalisées;Heures femmes RSA;"
    row = "A;2025;500;100;20;"
    for name in ("Nom du bénéficiaire", "Bénéficiaire"):
        report = given(head + name, row + "DUPONT Jean")
        assert (report.lus, report.ecartes) == (1, ())
    report = given(head + "Nom", row + "DUPONT Jean", "B;2025;1;1;1;", colonnes="Nom: personnes\n")
    assert (report.lus, report.ecartes) == (2, ())
    report = given(head + "Bénéficiaires", "C;2025;1;1;1;DUPONT Jean")
    assert [line.motif for line in report.ecartes] == ["l'effectif n'est pas un nombre entier"]
    kept = (rows(store, table) for table in ("ecarts", "heures_insertion"))
    assert not [row for table in kept for row in table if "DUPONT" in str(row)]


@pytest.mark.parametrize(
    "said",
    ["Total", "TOTAL :", "Total général", "Sous-total lot 1", "Totaux", "M1 Total", "Cumul 2025"],
)
def test_a_total_is_no_contract(
    given: Given, store: Store, landes_scheme: Scheme, said: str
) -> None:
    report = given("marche;annee;heures", "M1;2025;10", f"{said};2025;9999", "TotalEnergies;2025;1")
    assert [(line.ligne, line.motif) for line in report.ecartes] == [
        (3, "c'est une ligne de total : ses heures compteraient deux fois")
    ]
    assert answer(store, landes_scheme).total == 11


def test_what_a_formula_failed_to_give_is_set_aside(given: Given) -> None:
    report = given("marche;annee;heures", "#REF!;2025;10", "A;2025;#N/A", "#12;2025;10")
    assert [(line.ligne, line.motif) for line in report.ecartes] == [
        (2, "« #REF! » est une erreur de tableur : corrigez la case"),
        (3, "« #N/A » est une erreur de tableur : corrigez la case"),
    ]


def test_hours_to_come_are_set_aside(given: Given) -> None:
    """A period that has begun may not be over: today is 20/11/2026."""
    report = given(
        "marche;periode;heures", "A;2027;10", "B;2026;10", "C;décembre 2026;1", "D;T4 2026;1"
    )
    assert [(line.marche, line.motif) for line in report.ecartes] == [
        ("A", "la période commence le 01/01/2027 : elle est à venir"),
        ("C", "la période commence le 01/12/2026 : elle est à venir"),
    ]


@pytest.mark.parametrize("written", ["2025-03-01", "01/03/2025"])
def test_a_month_that_a_spreadsheet_made_a_day(given: Given, store: Store, written: str) -> None:
    given("marche;mois;heures", f"A;{written};10")
    [row] = rows(store, "heures_insertion")
    assert (row["debut"], row["fin"]) == (date(2025, 3, 1), date(2025, 3, 31))
    report = given("marche;mois;heures", "B;2025-03-02;10", "C;;1")
    assert report.ajoutes == 0
    report = given("marche;annee;heures", "D;2025-01-01;10")
    assert "n'est pas une période" in report.ecartes[0].motif


@pytest.mark.parametrize(
    "above",
    [
        ["Relevé des heures"],
        ["Relevé des heures, 2025", "Facilitateur : Claire", ""],
        ["Relevé;;", ";;", "Source : facilitateur;;"],
        ["sep=;"],
    ],
)
def test_headers_are_found_under_what_comes_above(given: Given, above: list[str]) -> None:
    report = given(*above, "Marché;Année;Heures", "A;2025;1,5", "B;?;1")
    assert (report.lus, report.ajoutes) == (2, 1)
    assert report.ecartes[0].ligne == len(above) + 3


def test_a_declared_separator_is_the_one(given: Given) -> None:
    report = given(
        "sep=|", "Marché;Année|Exercice|Heures", "A|2025|1", colonnes="Marché;Année: marche\n"
    )
    assert report.ajoutes == 1


def test_headers_that_are_too_far_are_told_of(given: Given) -> None:
    with pytest.raises(FichierRefuseError, match="retirez les lignes au-dessus, ou mettez leur"):
        given(*[f"Consigne {rank};;" for rank in range(20)], "Marché;Année;Heures", "A;2025;1")
    with pytest.raises(FichierRefuseError, match="plusieurs colonnes disent « heures »") as said:
        given("Relevé;;;", "Marché;Année;Heures;Heures réalisées", "A;2025;1;2")
    assert "au-dessus" not in str(said.value)


def test_the_last_import_counts_and_taking_it_back_restores_the_one_before(
    given: Given, store: Store, landes_scheme: Scheme
) -> None:
    head = "marche;annee;heures;heures rsa;nombre rsa"
    given(head, "A;2025;100;60;9", "B;2025;10;;")
    before = rows(store, "heures_insertion")
    second = given(head, "A;2025;120;;", "B;2025;10;;")
    assert (second.ajoutes, second.mis_a_jour, second.inchanges) == (0, 1, 1)
    assert answer(store, landes_scheme).total == 130
    assert publics(answer(store, landes_scheme)) == {}
    annuler(store, landes_scheme, second.numero, par="x")
    assert rows(store, "heures_insertion") == before
    assert publics(answer(store, landes_scheme)) == {"rsa": 60}


def test_a_period_that_crosses_an_earlier_import_is_set_aside(
    given: Given, store: Store, landes_scheme: Scheme
) -> None:
    first = given("marche;annee;heures", "A;2025;100")
    report = given("marche;periode;heures", "A;T1 2025;30", "B;T1 2025;5")
    assert (report.ajoutes, report.enregistrements_ecartes) == (1, 1)
    assert answer(store, landes_scheme).total == 105
    annuler(store, landes_scheme, first.numero, par="x")
    given("marche;periode;heures", "A;T1 2025;30", "A;T2 2025;31")
    assert answer(store, landes_scheme).total == 66


def test_small_groups_and_groups_of_unknown_size_stay_hidden(
    given: Given, store: Store, landes_scheme: Scheme
) -> None:
    given(
        "marche;annee;heures;heures femmes;nb femmes;heures hommes;nb hommes;heures rsa;nb rsa;"
        "heures seniors",
        "A;2025;100;40;4;60;12;70;5;10",
        "B;2025;100;40;4;60;12;70;4;10",
    )
    assert publics(answer(store, landes_scheme)) == {
        "femmes": None,  # 4 and 4 may be the same four
        "hommes": None,  # the total would give the women
        "rsa": 140,
        "seniors": None,
    }


def test_columns_given_once_are_remembered(given: Given, store: Store) -> None:
    lines = ("Dossier;Exercice;Réalisé;Femmes", "A;2025;100;40")
    with pytest.raises(FichierRefuseError, match="aucune colonne ne dit le marché"):
        given(*lines)
    given(*lines, colonnes="Dossier: marche\nRéalisé: heures\nFemmes: heures:femmes\n")
    report = given("Dossier;Exercice;Réalisé;Femmes", "A;2026;7;3")
    assert report.ajoutes == 1
    with store.read() as session:
        assert stored.remembered(session, "landes") == {
            "dossier": "marche",
            "exercice": "annee",
            "realise": "heures",
            "femmes": "heures:femmes",
        }


@pytest.mark.parametrize(
    ("header", "colonnes", "why"),
    [
        ("marche;annee", None, "aucune colonne ne dit les heures"),
        ("marche;heures", None, "aucune colonne ne dit la période"),
        ("marche;annee;heures;total heures", None, r"plusieurs colonnes disent « heures »"),
        ("marche;annee;heures;heures", None, r"plusieurs colonnes .* \(heures, heures\)"),
        ("marche;annee;heures", "heures: minutes", "le champ « minutes » n'existe pas"),
        ("marche;annee;heures", "heures: [heures]", "n'existe pas"),
        ("marche;annee;heures", "- heures", "en-tête: champ"),
        ("marche;annee;heures", "a: [", "n'est pas un fichier YAML"),
        ("marche;annee;heures", "heures: ignorer", "aucune colonne ne dit les heures"),
    ],
)
def test_files_whose_columns_are_not_sure_are_refused(
    given: Given, store: Store, header: str, colonnes: str | None, why: str
) -> None:
    with pytest.raises(FichierRefuseError, match=why):
        given(header, "A;2025;1;2", colonnes=colonnes)
    assert rows(store, "imports") == rows(store, "correspondances_heures") == []


def test_a_spreadsheet(store: Store, landes_scheme: Scheme, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Référence du marché", "Début", "Fin", "Public", "Heures", "Nombre de personnes"],
        [20240001, date(2025, 1, 1), datetime(2025, 6, 30), None, 1234.567, None],  # noqa: DTZ001
        [20240001, date(2025, 1, 1), date(2025, 6, 30), "RSA", 151.25, 12],
        [None, None, None, None, None, None],
        [20240001, date(2025, 7, 1), date(2025, 12, 31), "Tous publics", 100, None],
    ):
        sheet.append(row)
    path = tmp_path / "heures.xlsx"
    book.save(path)
    report = heures.importer(store, landes_scheme, path, auteur="x", today=TODAY)
    assert (report.lus, report.ajoutes, report.regroupes, report.ecartes) == (3, 2, 1, ())
    found = answer(store, landes_scheme)
    assert found.total == Decimal("1334.57")
    assert publics(found) == {"rsa": Decimal("151.25")}
