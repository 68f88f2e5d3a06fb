"""Imports as a whole, on both databases: once, together, taken back."""

import itertools
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import col

from schemes.loader import shipped
from schemes.scheme import Scheme
from storage import dossiers, imports, valeurs
from storage import marches as stored
from storage.marches_tables import Marche
from storage.store import Store
from tests.conftest import TODAY
from tests.imports.conftest import FICHIERS, TakeIn, marches, rows
from workflows.imports import decp
from workflows.imports.annulation import annuler
from workflows.imports.fichiers import FichierRefuseError
from workflows.imports.rapprochement import noter
from workflows.imports.releve import Releve
from workflows.imports.results import Annulation
from workflows.saisie import Refus

OFFICIAL = Path(__file__).parents[2].parent / "shared" / "decp"

KEPT = ("marches", "marches_sources")


def official(name: str) -> Path:
    """A sample of the ministry, which the project does not carry; in CI it must be there."""
    path = OFFICIAL / name
    if not path.exists() and "CI" not in os.environ:
        pytest.skip("the ministry's samples are not beside the project")
    return path


def write(path: Path, *contracts: dict[str, Any]) -> Path:
    """A DECP file whose contracts differ from a sound one."""
    [sound, *_] = json.loads((FICHIERS / "defauts.json").read_text())["marches"]["marche"]
    content = {"marches": {"marche": [sound | contract for contract in contracts]}}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "lus", "ajoutes", "regroupes"),
    [
        ("exemples-json/concessions.json", 2, 2, 0),
        ("exemples-json/concessions_avec_modifications.json", 2, 2, 0),
        ("exemples-json/marches_avec_modifications.json", 2, 2, 0),
        ("exemples-json/marches_concessions.json", 4, 4, 0),
        ("exemples-xml/Contrat-concession.xml", 2, 1, 1),
        ("exemples-xml/Contrat-concession-modification.xml", 2, 1, 1),
        ("exemples-xml/Marche.xml", 2, 1, 1),
    ],
)
def test_official_samples(
    take_in: TakeIn, name: str, lus: int, ajoutes: int, regroupes: int
) -> None:
    report = take_in(official(name))
    assert (report.lus, report.ajoutes, report.regroupes) == (lus, ajoutes, regroupes)
    assert report.ecartes == ()


def test_a_sample_says_the_same_in_both_formats(take_in: TakeIn, store: Store) -> None:
    take_in(official("exemples-xml/Marche.xml"))
    [from_xml] = rows(store, "marches")
    assert (from_xml["montant_centimes"], from_xml["duree_mois"]) == (575_000_00, 48)
    take_in(official("exemples-json/marches_avec_modifications.json"))
    from_json = marches(store)["TEST2022BIS"]
    own = {"identifiant", "objet", "montant_centimes", "duree_mois", "titulaires"}
    assert {k: v for k, v in from_xml.items() if k not in own} == {
        k: v for k, v in from_json.items() if k not in own
    }
    assert (from_json["montant_centimes"], from_json["duree_mois"]) == (123_457_87, 12)


def test_the_same_file_again_changes_nothing(take_in: TakeIn, store: Store) -> None:
    first = take_in("defauts.json")
    before = {table: rows(store, table) for table in (*KEPT, "imports", "ecarts")}
    again = take_in("defauts.json")
    assert {table: rows(store, table) for table in before} == before
    assert again.deja
    assert (again.lus, again.ajoutes, again.mis_a_jour, again.inchanges) == (24, 0, 0, 16)
    assert (again.numero, again.ecartes) == (first.numero, first.ecartes)


def test_the_same_contracts_in_another_file_change_nothing(
    take_in: TakeIn, store: Store, tmp_path: Path
) -> None:
    take_in(write(tmp_path / "a.json", {"id": "A"}, {"id": "B"}))
    before = marches(store)
    report = take_in(write(tmp_path / "b.json", {"id": " b"}, {"id": "A"}))
    assert (report.ajoutes, report.mis_a_jour, report.inchanges) == (0, 0, 2)
    assert marches(store) == before
    with store.read() as session:
        said = stored.sources(session, "landes", ("22400001800016", "B"))
    assert [(one.import_id, one.ligne, one.identite) for one in said] == [
        (1, 1, "22400001800016 B"),
        (2, 1, "22400001800016 b"),
    ]


def test_an_older_publication_does_not_hide_a_newer_one(
    take_in: TakeIn, store: Store, tmp_path: Path
) -> None:
    new = {"id": "A", "montant": 70000, "datePublicationDonnees": "2024-06-01"}
    old = {"id": "A", "montant": 60000, "datePublicationDonnees": "2024-05-01"}
    take_in(write(tmp_path / "new.json", new | {"offresRecues": "MQ"}))
    report = take_in(write(tmp_path / "old.json", old | {"offresRecues": 9}))
    assert report.mis_a_jour == 1  # the older one still tells what the newer one does not
    kept = marches(store)["A"]
    assert (kept["montant_centimes"], kept["offres_recues"]) == (70_000_00, 9)


def modified(date_said: str, **more: Any) -> dict[str, Any]:
    said = {"id": 1, "montant": 999, "dateNotificationModification": date_said} | more
    return {"modification": said}


def test_a_modification_that_cannot_be_is_set_aside(
    take_in: TakeIn, store: Store, tmp_path: Path
) -> None:
    publication = {"datePublicationDonneesModification": "2035-07-02"}
    path = write(
        tmp_path / "a.json",
        {"id": "JAMAIS", "modifications": [modified("2025-06-31")]},
        {"id": "FUTUR", "modifications": [modified("2035-01-01", **publication)]},
        {"id": "PUBLIE", "modifications": [modified("MQ", **publication)]},
        {"id": "SANS-DATE", "modifications": [modified("MQ")]},
        {"id": "SAINE", "modifications": [modified("2025-06-30", **publication)]},
    )
    report = take_in(path)
    assert [(line.marche, line.champ, line.motif) for line in report.ecartes] == [
        ("JAMAIS", "modifications", "la date « 2025-06-31 » n'existe pas (modification 1)"),
        ("FUTUR", "modifications", "la date « 2035-01-01 » est dans le futur (modification 1)"),
        ("PUBLIE", "modifications", "la date « 2035-07-02 » est dans le futur (modification 1)"),
        (
            "SAINE",
            "datePublicationDonneesModification",
            "la date « 2035-07-02 » est dans le futur",
        ),
    ]
    amounts = {name: row["montant_centimes"] for name, row in marches(store).items()}
    assert amounts == {
        "JAMAIS": 50_000_00,
        "FUTUR": 50_000_00,
        "PUBLIE": 50_000_00,
        "SANS-DATE": 999_00,
        "SAINE": 999_00,
    }


def test_a_modification_in_a_row_of_its_own_is_checked_too(
    take_in: TakeIn, store: Store, tmp_path: Path
) -> None:
    first, second, *_ = (FICHIERS / "consolidation.csv").read_text().splitlines()
    later = second.replace('"0"', '"1"').replace("50000.0", "999")
    path = tmp_path / "a.csv"
    path.write_text("\n".join([first, second, later.replace("2024-03-15", "2035-03-15")]))
    report = take_in(path)
    assert [line.motif for line in report.ecartes] == ["la date « 2035-03-15 » est dans le futur"]
    head = f"{first};idModification;montantModification;dateNotificationModificationModification"
    path.write_text("\n".join([head, f"{second};1;999;2035-03-15"]))
    report = take_in(path)
    assert [line.champ for line in report.ecartes] == ["modifications"]
    assert marches(store)["GROUPE"]["montant_centimes"] == 50_000_00


def test_a_value_of_another_kind_is_told_of(take_in: TakeIn, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json", {"id": "A", "montant": [1]}, {"id": "B", "montant": True}, {"id": "C"}
    )
    assert [(line.champ, line.motif) for line in take_in(path).ecartes] == [
        ("montant", "une liste ou un objet tient la place d'une valeur"),
        ("montant", "« true » n'est pas un montant"),
    ]


def test_imports_taken_back_leave_what_the_others_make(
    database_url: str, landes_scheme: Scheme, tmp_path: Path
) -> None:
    """Three files, in any order, any of them taken back: the same as importing the others."""
    files = [
        write(tmp_path / "1.json", {"id": "A"}, {"id": "B", "montant": 1000}),
        write(tmp_path / "2.json", {"id": "B", "datePublicationDonnees": "2024-05-01"}),
        FICHIERS / "consolidation.csv",
    ]
    with Store(database_url) as store:
        for scheme_id, order in zip(
            ("landes", "drome", "pas-de-calais"), itertools.permutations(files), strict=False
        ):
            scheme = shipped(scheme_id)
            numbers = {
                path: decp.importer(store, scheme, path, auteur="x", today=TODAY).numero
                for path in order
            }
            for gone in files:
                done = annuler(store, scheme, numbers[gone], par="Claire")
                assert isinstance(done, Annulation)
                alone = f"{scheme_id}-{gone.name}"
                other = scheme.model_copy(update={"id": alone})
                for path in order:
                    if path != gone:
                        decp.importer(store, other, path, auteur="x", today=TODAY)
                assert of_scheme(store, scheme_id) == of_scheme(store, alone)
                assert of_scheme(store, scheme_id)
                numbers[gone] = decp.importer(store, scheme, gone, auteur="x", today=TODAY).numero


def of_scheme(store: Store, scheme: str) -> list[dict[str, Any]]:
    found = rows(store, "marches")
    return [
        {key: value for key, value in row.items() if key != "scheme"}
        for row in found
        if row["scheme"] == scheme
    ]


def test_the_last_import_taken_back_leaves_nothing_but_its_trace(
    take_in: TakeIn, store: Store, landes_scheme: Scheme
) -> None:
    number = take_in("defauts.json").numero
    annuler(store, landes_scheme, number, par="Paul")
    assert [rows(store, table) for table in KEPT] == [[], []]
    again = annuler(store, landes_scheme, number, par="Claire")
    assert isinstance(again, Refus)
    assert "déjà été annulé" in again.message
    assert "par Paul" in again.message
    with store.read() as session:
        [kept] = imports.every(session, "landes")
    assert (kept.annule_par, kept.lus) == ("Paul", 24)
    assert take_in("defauts.json").ajoutes == 16


def test_an_import_of_another_scheme_is_unknown(take_in: TakeIn, store: Store) -> None:
    number = take_in("consolidation.csv").numero
    for scheme, wanted in (("drome", number), ("landes", number + 1)):
        assert isinstance(annuler(store, shipped(scheme), wanted, par="x"), Refus)
    assert len(marches(store)) == 5


def test_other_buyers_are_left_out(take_in: TakeIn, store: Store, tmp_path: Path) -> None:
    other = {"id": "AILLEURS", "acheteur": {"id": "21750001630066"}}
    path = write(tmp_path / "a.json", {"id": "A"}, other, {"id": "B", "dateNotification": "?"})
    report = take_in(path, acheteurs=["224000018"])
    assert (report.lus, report.ajoutes, report.hors_perimetre) == (3, 1, 1)
    assert report.enregistrements_ecartes == 1
    assert list(marches(store)) == ["A"]
    assert take_in(path, acheteurs=["224000018"]).deja
    assert take_in(path, acheteurs=["21750001630066"]).ajoutes == 1
    with pytest.raises(FichierRefuseError, match="ni un SIREN ni un SIRET"):
        take_in(path, acheteurs=["Landes"])


def test_replies_kept_in_memory_are_refreshed(
    take_in: TakeIn, store: Store, landes_scheme: Scheme
) -> None:
    seen = [valeurs.revision(store)]
    number = take_in("consolidation.csv").numero
    seen.append(valeurs.revision(store))
    annuler(store, landes_scheme, number, par="x")
    seen.append(valeurs.revision(store))
    assert len(set(seen)) == 3


def test_a_file_imported_by_several_at_once_is_imported_once(
    take_in: TakeIn, store: Store, tmp_path: Path
) -> None:
    other = write(tmp_path / "other.json", {"id": "SAIN", "montant": 1}, {"id": "NEUF"})
    with ThreadPoolExecutor(6) as threads:
        reports = list(threads.map(take_in, ["defauts.json", other] * 3))
    assert sum(not report.deja for report in reports) == 2
    assert len(marches(store)) == 17
    assert len(rows(store, "imports")) == 2


def test_marches_are_listed_by_year_and_condition(take_in: TakeIn, store: Store) -> None:
    take_in("defauts.json")
    clause = col(Marche.clause_sociale)
    with store.read() as session:
        assert stored.compter(session, "landes") == 16
        assert stored.compter(session, "landes", annee=2023) == 1
        assert stored.compter(session, "landes", clause.is_(None), annee=2024) == 5
        assert stored.compter(session, "landes", clause.is_(True), annee=2024) == 9
        listed = [
            row.identifiant
            for page in range(4)
            for row in stored.lister(session, "landes", limit=5, offset=5 * page)
        ]
    assert len(listed) == len(set(listed)) == 16
    assert listed[-1] == "CONCESSION"  # the oldest


def test_amounts_are_summed_to_the_cent(take_in: TakeIn, store: Store, tmp_path: Path) -> None:
    amounts = ["0.10", "0.20", "99999999999.99", "1.005"]
    take_in(write(tmp_path / "a.json", *({"id": a, "montant": a} for a in amounts)))
    with store.read() as session:
        total = session.scalar(func.sum(col(Marche.montant_centimes)).select())
    assert Decimal(total or 0) / 100 == Decimal("100000000001.30")  # 1.005 is 1.01


def test_a_dossier_notified_and_its_publication_are_one_marche(
    take_in: TakeIn, store: Store, landes_scheme: Scheme, tmp_path: Path
) -> None:
    releve = Releve(
        contrat="marche",
        date_notification=date(2024, 3, 10),
        objet="Voirie",
        montant_centimes=45_000_00,
        reserve=True,
    )
    with store.write() as session:
        dossier = dossiers.begin(session, scheme="landes", auteur="U1").numero
        noter(session, "landes", dossier, "FAUX", releve)
        noter(session, "landes", dossier, "a", releve)
    assert [(name, row["reserve"]) for name, row in marches(store).items()] == [("A", True)]
    published = {"id": "A", "considerationsSociales": "MQ", "montant": 50000}
    number = take_in(write(tmp_path / "a.json", published)).numero
    kept = marches(store)["A"]
    assert kept["date_notification"] == date(2024, 3, 15)
    assert (kept["montant_centimes"], kept["reserve"]) == (50_000_00, True)
    assert len(rows(store, "marches_sources")) == 2
    annuler(store, landes_scheme, number, par="x")
    assert marches(store)["A"]["montant_centimes"] == 45_000_00
