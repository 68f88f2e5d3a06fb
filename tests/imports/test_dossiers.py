"""A dossier notified becomes a marché: counted at once, once, and never beyond what is known."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemes.loader import shipped
from schemes.scheme import Scheme
from storage.store import Store
from tests.conftest import TODAY
from tests.imports.conftest import TakeIn, marches, rows
from tests.imports.test_importer import write
from tests.revue_cast import NOW, put_in, sent
from workflows.assistant import Assistant
from workflows.imports.annulation import annuler
from workflows.results import Detail, ReponseIndicateur
from workflows.revue import suites
from workflows.revue.marche import clauses_gardees
from workflows.revue.results import ActeDossier, RefusRevue
from workflows.understanding import Valeur

CLAUSED: dict[str, Valeur] = {
    "objet": "Vélos",
    "type-achat": "fournitures",
    "cpv": "34430000-0",
    "montant-estime": Decimal(45000),
    "duree": Decimal(48),
    "forme": "bons-de-commande",
    "clause-sociale": True,
    "critere-social": False,
    "marche-reserve": "non",
    "clause-environnementale": ("reemploi",),
}
SILENT = {name: CLAUSED[name] for name in ("objet", "montant-estime", "duree")}


def notify(
    store: Store, scheme: Scheme, answers: Mapping[str, Valeur] = CLAUSED, **said: Any
) -> ActeDossier | RefusRevue:
    """Notify a dossier whose consultation was launched: 44 000 € in March unless told otherwise."""
    given = {
        "montant": Decimal(44000),
        "jour": date(2026, 3, 2),
        "titulaire": "Cycles SA",
        "heures": None,
        "clauses": None,
        **said,
    }
    with store.write() as session:
        numero = sent(session, scheme, "lea", answers)
        put_in(session, numero, "lance")
        return suites.notifier(session, scheme, numero, par="lea", now=NOW, **given)


def answer(store: Store, scheme: Scheme) -> ReponseIndicateur:
    found = Assistant(scheme, store, today=lambda: TODAY).answer("clause-sociale 2026")
    assert isinstance(found, ReponseIndicateur)
    return found


def published(tmp_path: Path, name: str = "a.json", **fields: Any) -> Path:
    """A DECP file that speaks of the marché 2026M012."""
    return write(
        tmp_path / name,
        {"id": "2026M012", "dateNotification": "2026-03-03", "montant": 44500, **fields},
    )


def test_a_dossier_notified_changes_the_figures_and_is_in_their_detail(
    store: Store, landes_scheme: Scheme
) -> None:
    assert answer(store, landes_scheme).valeur is None
    notify(store, landes_scheme)
    notify(store, landes_scheme, CLAUSED | {"clause-sociale": False})
    notify(store, landes_scheme, montant=Decimal(25000))  # A1 counts above 25 000 € HT
    found = answer(store, landes_scheme)
    assert [found.origine, found.inconnus] == ["calcule", 0]
    assert [found.valeur, found.numerateur, found.denominateur] == [50, 1, 2]
    detail = Assistant(landes_scheme, store, today=lambda: TODAY).answer(
        "detail clause-sociale 2026"
    )
    assert isinstance(detail, Detail)
    assert [(line.identifiant, line.objet, line.titulaires) for line in detail.lignes] == [
        ("dossier 1", "Vélos", "Cycles SA"),
        ("dossier 2", "Vélos", "Cycles SA"),
    ]
    assert [line.verdict for line in detail.lignes] == ["compte", "ne_compte_pas"]
    assert detail.lignes[0].montant == 44000


def test_what_the_fiche_and_the_notification_say_is_kept(
    store: Store, landes_scheme: Scheme
) -> None:
    notify(store, landes_scheme, montant=Decimal("44000.50"), marche="2026 m012")
    [marche] = marches(store).values()
    known = {name: value for name, value in marche.items() if value is not None}
    assert known == {
        "scheme": "landes",
        "acheteur": "",
        "identifiant": "2026M012",
        "contrat": "marche",
        "annee": 2026,
        "date_notification": date(2026, 3, 2),
        "objet": "Vélos",
        "type_achat": "fournitures",
        "code_cpv": "34430000",
        "montant_centimes": 44_000_50,
        "duree_mois": 48,
        "modalites": "Bons de commande",
        "titulaires": "Cycles SA",
        "clause_sociale": True,
        "critere_social": False,
        "reserve": False,
        "clause_environnementale": True,
    }


def test_what_no_one_said_is_unknown_and_never_no(store: Store, landes_scheme: Scheme) -> None:
    notify(store, landes_scheme, SILENT)
    [marche] = marches(store).values()
    kinds = ("clause_sociale", "critere_social", "reserve", "clause_environnementale", "type_achat")
    assert [marche[kind] for kind in kinds] == [None] * 5
    found = answer(store, landes_scheme)
    assert [found.valeur, found.inconnus, found.examines] == [None, 1, 1]


@pytest.mark.parametrize(
    ("planned", "said", "sociale", "environnementale"),
    [
        (True, {}, True, True),
        (True, {"clauses": "insertion"}, True, None),
        (True, {"clauses": "Réemploi des cadres"}, None, None),
        (True, {"clauses": "aucune"}, False, False),
        (True, {"clauses": "clause sociale abandonnée"}, None, None),
        (False, {}, False, True),
        (False, {"clauses": "réemploi"}, False, None),
        (False, {"clauses": "clauses sociale et environnementale"}, True, True),
        (False, {"heures": Decimal(130)}, True, True),
        (False, {"heures": Decimal(0)}, False, True),
    ],
)
def test_clauses_are_those_planned_unless_the_notification_says_otherwise(
    sqlite_store: Store,
    landes_scheme: Scheme,
    planned: bool,
    said: dict[str, Any],
    sociale: bool | None,
    environnementale: bool | None,
) -> None:
    notify(sqlite_store, landes_scheme, CLAUSED | {"clause-sociale": planned}, **said)
    [marche] = marches(sqlite_store).values()
    assert (marche["clause_sociale"], marche["clause_environnementale"]) == (
        sociale,
        environnementale,
    )


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Insertion, 130 h", {"clause_sociale": True}),
        ("Clause environnementale.", {"clause_environnementale": True}),
        ("Néant", {"clause_sociale": False, "clause_environnementale": False}),
        ("Pas de clauses", {"clause_sociale": False, "clause_environnementale": False}),
        ("critère social", {}),
        ("critères de performance sociale et environnementale", {}),
        ("pas d'insertion", {}),
        ("environnement mais sans insertion", {}),
        ("celles de la fiche", {}),
    ],
)
def test_words_that_are_not_sure_name_no_clause(words: str, named: dict[str, bool]) -> None:
    assert clauses_gardees(words) == named


def test_which_lot_is_reserved_is_not_known(sqlite_store: Store, landes_scheme: Scheme) -> None:
    reserved = CLAUSED | {"marche-reserve": "handicap"}
    notify(sqlite_store, landes_scheme, reserved | {"alloti": False}, marche="A")
    notify(sqlite_store, landes_scheme, reserved | {"alloti": True}, marche="B")
    kept = marches(sqlite_store)
    assert (kept["A"]["reserve"], kept["B"]["reserve"]) == (True, None)


def test_another_social_dimension_leaves_no_sure_no(sqlite_store: Store) -> None:
    lorient = shipped("lorient-agglomeration")
    [dimension] = [
        question.id
        for question in lorient.fiche.questions
        if question.type == "choix-multiple" and question.marche == "considerations-sociales"
    ]
    without = CLAUSED | {"clause-sociale": False}
    notify(sqlite_store, lorient, without | {dimension: ("aucune",)}, marche="A")
    notify(sqlite_store, lorient, without | {dimension: ("accessibilite",)}, marche="B")
    kept = marches(sqlite_store)
    assert (kept["A"]["clause_sociale"], kept["B"]["clause_sociale"]) == (False, None)


def test_its_publication_afterwards_is_the_same_marche(
    store: Store, landes_scheme: Scheme, take_in: TakeIn, tmp_path: Path
) -> None:
    notify(store, landes_scheme, marche="2026M012")
    before, sources = marches(store), rows(store, "marches_sources")
    report = take_in(published(tmp_path, considerationsSociales="MQ"))
    assert (report.lus, report.ajoutes, report.mis_a_jour, report.regroupes) == (1, 0, 1, 0)
    [marche] = marches(store).values()
    assert (marche["acheteur"], marche["montant_centimes"]) == ("22400001800016", 44_500_00)
    assert marche["clause_sociale"] is True  # the file does not know, the dossier does
    found = answer(store, landes_scheme)
    assert [found.numerateur, found.denominateur, found.examines] == [1, 1, 1]
    annuler(store, landes_scheme, report.numero, par="Claire")
    assert (marches(store), rows(store, "marches_sources")) == (before, sources)
    assert answer(store, landes_scheme).examines == 1


def test_its_publication_before_is_the_same_marche(
    store: Store, landes_scheme: Scheme, take_in: TakeIn, tmp_path: Path
) -> None:
    take_in(published(tmp_path, considerationsSociales="MQ"))
    assert answer(store, landes_scheme).inconnus == 1
    notify(store, landes_scheme, marche="2026m012")
    found = answer(store, landes_scheme)
    assert [found.valeur, found.inconnus, found.examines] == [100, 0, 1]


def test_a_number_that_two_buyers_have_names_neither(
    store: Store, landes_scheme: Scheme, take_in: TakeIn, tmp_path: Path
) -> None:
    notify(store, landes_scheme, marche="2026M012")
    take_in(published(tmp_path))
    other = published(tmp_path, "b.json", acheteur={"id": "21400192700011"})
    report = take_in(other)
    assert sorted(row["acheteur"] for row in rows(store, "marches")) == [
        "",
        "21400192700011",
        "22400001800016",
    ]
    annuler(store, landes_scheme, report.numero, par="Claire")
    assert [row["acheteur"] for row in rows(store, "marches")] == ["22400001800016"]
    assert answer(store, landes_scheme).examines == 1


def test_without_a_number_nothing_tells_that_it_is_the_same(
    store: Store, landes_scheme: Scheme, take_in: TakeIn, tmp_path: Path
) -> None:
    notify(store, landes_scheme)
    take_in(published(tmp_path))
    assert set(marches(store)) == {"dossier 1", "2026M012"}


def test_a_notification_refused_or_undone_counts_nothing(
    store: Store, landes_scheme: Scheme
) -> None:
    assert isinstance(notify(store, landes_scheme, marche="M" * 65), RefusRevue)
    assert isinstance(notify(store, landes_scheme, montant=Decimal(10**11)), RefusRevue)
    with pytest.raises(RuntimeError), store.write() as session:
        numero = sent(session, landes_scheme, "lea", CLAUSED)
        put_in(session, numero, "lance")
        suites.notifier(
            session,
            landes_scheme,
            numero,
            montant=Decimal(44000),
            jour=TODAY,
            titulaire="Cycles SA",
            heures=None,
            clauses=None,
            par="lea",
            now=NOW,
        )
        raise RuntimeError
    assert marches(store) == {}
    assert answer(store, landes_scheme).examines is None
