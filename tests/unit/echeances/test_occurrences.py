"""From definitions to dates: the five schemes, counted by hand in their documents."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from schemes.arbre import Echeance
from schemes.faults import DefinitionError
from schemes.loader import file_of, load, paths, shipped
from schemes.scheme import Scheme
from workflows.echeances.occurrences import Occurrence, unfold


def of(scheme_id: str) -> dict[str, Occurrence]:
    return {occurrence.cle: occurrence for occurrence in unfold(shipped(scheme_id))}


@pytest.mark.parametrize("scheme_id", paths())
def test_each_has_its_own_key_and_comes_by_date(scheme_id: str) -> None:
    found = unfold(shipped(scheme_id))
    assert len({occurrence.cle for occurrence in found}) == len(found)
    assert [o.due for o in found] == sorted((o.due for o in found), key=lambda d: d or date.max)
    assert all(len(o.cle) <= 200 and o.imprime and o.source for o in found)


@pytest.mark.parametrize(
    ("scheme_id", "counts"),
    [
        # 2 dated, 1 undated, 2 revues de programmation × 4 years; 24 entered indicators × 4 years
        ("drome", {"echeance": 11, "valeur": 96}),
        # 17 échéances, 1 bilan; 2 yearly bodies and a quarterly one over 2024-2028; 14 × 5 years
        ("ille-et-vilaine", {"echeance": 17, "bilan_mi_parcours": 1, "reunion": 30, "valeur": 70}),
        # 4 yearly × 7 years, 1 dated; the comité de suivi once, not twice; 25 × 7 years
        ("landes", {"echeance": 29, "valeur": 175}),
        # 2 yearly × 5 years; 10 × 5 years
        ("lorient-agglomeration", {"echeance": 10, "valeur": 50}),
        # 38 printed once (16 undated), 6 yearly × 4; 25 meetings of the calendar; 34 × 4 years
        ("pas-de-calais", {"echeance": 62, "reunion": 25, "valeur": 136}),
    ],
)
def test_how_many(scheme_id: str, counts: dict[str, int]) -> None:
    assert Counter(o.nature for o in unfold(shipped(scheme_id))) == counts


@pytest.mark.parametrize(
    ("scheme_id", "cle", "due", "imprime"),
    [
        ("ille-et-vilaine", "noeud/objectif-3/echeance", date(2026, 12, 31), "2024 - 2026"),
        (
            "ille-et-vilaine",
            "noeud/objectif-8/bilan-mi-parcours",
            date(2026, 12, 31),
            "(avec bilan à mi-parcours à N+2, en 2026)",
        ),
        (
            "ille-et-vilaine",
            "instance/comite-revue-achats/reunion/2026-T2",
            date(2026, 6, 30),
            "1 fois par trimestre",
        ),
        (
            "pas-de-calais",
            "noeud/action-2-1-1/echeance",
            date(2017, 6, 30),
            "1er semestre 2017.",
        ),
        (
            "pas-de-calais",
            "instance/groupe-travail/"
            "elaborer-le-bilan-d-evaluation-du-deuxieme-tiers-d-actions-2019",
            date(2019, 6, 30),
            "1er semestre Elaboration du bilan d'évaluation du 2 ème tiers d'actions",
        ),
        (
            "drome",
            "noeud/fiche-action-1-2/lancer-au-moins-3-projets-pilotes-de-renovation-durable",
            None,
            "dans les 24 prochains mois",
        ),
        (
            "landes",
            "noeud/axe-1-mission-1-action-2/reunir-le-comite-de-suivi/2027",
            date(2027, 12, 31),
            "se réunit chaque année",
        ),
        ("landes", "indicateur/heures-insertion/2026", date(2027, 3, 31), None),
    ],
)
def test_each_form(scheme_id: str, cle: str, due: date | None, imprime: str | None) -> None:
    found = of(scheme_id)[cle]
    assert found.due == due
    assert imprime is None or found.imprime == imprime


def test_what_returns_starts_when_the_scheme_takes_effect() -> None:
    quarters = [cle for cle in of("ille-et-vilaine") if "comite-revue-achats" in cle]
    assert quarters[0].endswith("2024-T1")
    assert quarters[-1].endswith("2028-T4")


def test_pilotes_are_those_printed_or_of_the_nearest_ancestor() -> None:
    found = of("pas-de-calais")["noeud/action-2-3-1/communiquer-tout-au-long-du-schema"]
    assert found.pilotes == ("Direction de la Communication",)
    assert of("ille-et-vilaine")["noeud/objectif-9/echeance"].pilotes == ()


def changed(tmp_path: Path, scheme_id: str, old: str, new: str) -> Scheme:
    text = file_of(scheme_id).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{scheme_id}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load(path)


def test_a_date_that_changes_keeps_its_key(tmp_path: Path) -> None:
    old = "- {imprime: 2024 - 2026, quand: 2024/2026}"
    scheme = changed(tmp_path, "ille-et-vilaine", old, "- {imprime: 2024 - 2027, quand: 2024/2027}")
    found = {o.cle: o for o in unfold(scheme)}["noeud/objectif-3/echeance"]
    assert found.due == date(2027, 12, 31)


def test_the_rhythm_is_a_local_parameter_that_a_definition_changes_key_by_key(
    tmp_path: Path, landes_scheme: Scheme
) -> None:
    assert landes_scheme.rappels.parametre_local
    scheme = changed(tmp_path, "landes", "\nvisas:", "\nrappels: {mois_des_valeurs: 2}\nvisas:")
    assert scheme.rappels.avant == landes_scheme.rappels.avant
    values = {o.cle: o for o in unfold(scheme)}
    assert values["indicateur/heures-insertion/2027"].due == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("instance: comite-suivi", "instance: comite-inconnu", "l'instance « comite-inconnu »"),
        (
            'objet: "Atteindre le cap de commande publique inclusive"',
            'objet: "Réunir le comité de suivi"',
            "deux échéances s'appellent « reunir-le-comite-de-suivi »",
        ),
        ("\nvisas:", "\nrappels: {apres: 0}\nvisas:", "« apres » doit être au moins 1"),
        ("\nvisas:", "\nrappels: {heures: {debut: 18, fin: 9}}\nvisas:", "les heures de bureau"),
        ("\nvisas:", "\nrappels: [7]\nvisas:", "« rappels » doit être un ensemble de clés"),
    ],
)
def test_faults_are_told(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(DefinitionError) as told:
        changed(tmp_path, "landes", old, new)
    assert sentence in str(told.value)


def test_an_id_outlives_the_words_of_an_echeance() -> None:
    words = Echeance(imprime="2027", quand="2027", objet="Réunir le comité", source="p. 1")
    assert words.nom == "reunir-le-comite"
    assert words.model_copy(update={"id": "comite"}).nom == "comite"
