"""Counts kept with the marchés: in their transaction, under their formula, for every process."""

from decimal import Decimal

import pytest
from sqlalchemy import delete

from schemes.arbre import Noeud
from schemes.formules import Formule
from schemes.loader import shipped
from schemes.scheme import Scheme
from storage import valeurs
from storage.marches_tables import Marche
from storage.store import Store
from tests.conftest import TODAY
from tests.marches import add_hours, add_marches, marche
from workflows.assistant import Assistant
from workflows.calcul.comptage import recalculer
from workflows.results import ReponseIndicateur

CLAUSED, PLAIN, SILENT = (
    {"clause_sociale": True, "montant_centimes": 3_000_000},
    {"clause_sociale": False, "montant_centimes": 3_000_000},
    {"montant_centimes": 3_000_000},
)


def answer(store: Store, scheme: Scheme, asked: str = "clause-sociale 2025") -> ReponseIndicateur:
    found = Assistant(scheme, store, today=lambda: TODAY).answer(asked)
    assert isinstance(found, ReponseIndicateur)
    return found


def with_formula(scheme: Scheme, formule: Formule | None) -> Scheme:
    """The scheme after someone has changed the formula of clause-sociale in its file."""
    return scheme.model_copy(
        update={"noeuds": tuple(_changed(noeud, formule) for noeud in scheme.noeuds)}
    )


def _changed(noeud: Noeud, formule: Formule | None) -> Noeud:
    indicateurs = tuple(
        indicateur.model_copy(update={"formule": formule})
        if indicateur.id == "clause-sociale"
        else indicateur
        for indicateur in noeud.indicateurs
    )
    enfants = tuple(_changed(enfant, formule) for enfant in noeud.enfants)
    return noeud.model_copy(update={"indicateurs": indicateurs, "enfants": enfants})


def test_before_during_and_after_marches_are_known(store: Store, landes_scheme: Scheme) -> None:
    before = answer(store, landes_scheme)
    assert (before.mode, before.valeur, before.examines) == ("calcule", None, None)
    with store.write() as session:
        session.add(marche(landes_scheme, 2025, 1, **CLAUSED))
        session.flush()
        recalculer(session, landes_scheme, [2025])
        if store.engine.dialect.name != "sqlite":  # which would wait for the writer
            assert answer(store, landes_scheme).valeur is None
    add_marches(store, landes_scheme, 2025, PLAIN, SILENT, PLAIN)
    after = answer(store, landes_scheme)
    assert after.origine == "calcule"
    assert [after.numerateur, after.denominateur] == [1, 3]
    assert (after.inconnus, after.examines, after.compte_en) == (1, 4, "marchés")
    assert after.valeur == Decimal(100) / 3
    assert after.atteinte is False


def test_a_transaction_undone_changes_no_figure(store: Store, landes_scheme: Scheme) -> None:
    add_marches(store, landes_scheme, 2025, CLAUSED)
    with pytest.raises(RuntimeError), store.write() as session:
        session.add(marche(landes_scheme, 2025, 2, **PLAIN))
        session.flush()
        recalculer(session, landes_scheme, [2025])
        raise RuntimeError
    assert answer(store, landes_scheme).valeur == 100


def test_marches_taken_back_leave_no_figure(store: Store, landes_scheme: Scheme) -> None:
    add_marches(store, landes_scheme, 2025, CLAUSED)
    with store.write() as session:
        session.execute(delete(Marche))
        recalculer(session, landes_scheme, [2025])
    assert answer(store, landes_scheme).valeur is None


def test_other_years_are_left_alone(store: Store, landes_scheme: Scheme) -> None:
    add_marches(store, landes_scheme, 2024, CLAUSED)
    add_marches(store, landes_scheme, 2025, PLAIN)
    found = answer(store, landes_scheme, "clause-sociale")
    assert {point.annee: point.valeur for point in found.serie if point.valeur is not None} == {
        2024: 100,
        2025: 0,
    }


def test_a_marche_of_one_year_changes_hours_of_another(store: Store) -> None:
    lorient = shipped("lorient-agglomeration")
    add_hours(store, lorient, 2025, **{"2024M001": "100"})
    assert answer(store, lorient, "heures-insertion 2025").inconnus == 1
    add_marches(store, lorient, 2024, {"reserve": False})
    assert answer(store, lorient, "heures-insertion 2025").valeur == 100


def test_the_revision_tells_other_processes(store: Store, landes_scheme: Scheme) -> None:
    add_marches(store, landes_scheme, 2024, CLAUSED)
    before = valeurs.revision(store)
    add_marches(store, landes_scheme, 2025, CLAUSED)
    assert valeurs.revision(store) > before


def test_opening_an_unchanged_definition_writes_nothing(
    store: Store, landes_scheme: Scheme
) -> None:
    add_marches(store, landes_scheme, 2025, CLAUSED)
    answer(store, landes_scheme)
    before = valeurs.revision(store)
    answer(store, landes_scheme)
    assert valeurs.revision(store) == before


def test_a_changed_formula_never_shows_what_the_former_one_counted(
    store: Store, landes_scheme: Scheme
) -> None:
    add_marches(store, landes_scheme, 2025, CLAUSED, PLAIN, {**PLAIN, "reserve": True})
    without = {"calcul": "part", "si": {"champ": "clause-sociale", "egal": False}}
    changed = with_formula(landes_scheme, Formule.model_validate(without))
    assert answer(store, landes_scheme).numerateur == 1
    assert answer(store, changed).numerateur == 2
    add_marches(store, changed, 2025, PLAIN)
    assert answer(store, changed).numerateur == 3
    assert answer(store, landes_scheme).denominateur == 4


def test_two_schemes_count_their_own_marches(
    store: Store, landes_scheme: Scheme, ille_et_vilaine_scheme: Scheme
) -> None:
    add_marches(store, landes_scheme, 2025, CLAUSED)
    add_marches(store, ille_et_vilaine_scheme, 2025, PLAIN)
    assert answer(store, landes_scheme).valeur == 100
    assert answer(store, ille_et_vilaine_scheme).valeur == 0


def test_an_entered_value_counts_and_the_computed_one_is_still_said(
    store: Store, landes_scheme: Scheme
) -> None:
    add_marches(store, landes_scheme, 2025, CLAUSED, PLAIN)
    with store.write() as session:
        valeurs.record(
            session,
            scheme="landes",
            indicateur="clause-sociale",
            annee=2025,
            valeur=Decimal(42),
            origine="saisi",
            auteur="Claire Martin",
        )
    found = answer(store, landes_scheme)
    assert (found.origine, found.auteur) == ("saisi", "Claire Martin")
    assert [found.valeur, found.valeur_calculee] == [42, 50]
    assert [found.numerateur, found.denominateur] == [1, 2]


def test_indicators_that_count_the_same_share_a_count(store: Store, landes_scheme: Scheme) -> None:
    twin = with_formula(landes_scheme, landes_scheme.indicateurs["criteres-sociaux"].formule)
    add_marches(store, twin, 2025, {**PLAIN, "critere_social": True, "reserve": False})
    assert answer(store, twin).valeur == answer(store, twin, "criteres-sociaux 2025").valeur == 100
