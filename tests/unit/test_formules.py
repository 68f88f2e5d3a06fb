"""Formulas as data: what a definition may say, and what the five schemes compute."""

from pathlib import Path

import pytest

from schemes.faults import DefinitionError
from schemes.formules import CHOIX, PROCEDURES, Formule
from schemes.loader import load, paths, shipped
from tests.unit.test_broken_definitions import BASE, line_of

COMPUTED = {
    "drome": {"consideration-environnementale", "heures-insertion"},
    "ille-et-vilaine": {"heures-insertion", "clause-sociale", "marches-reserves"},
    "landes": {"clause-sociale", "criteres-sociaux"},
    "lorient-agglomeration": {
        "consideration-environnementale",
        "heures-insertion",
        "marches-reserves",
        "consideration-sociale",
        "consideration-sociale-formalises",
    },
    "pas-de-calais": {"montants-marches-clauses"},
}
"""Read in each document beside the fields of the données essentielles."""

FORMULA = """\
            formule:
              calcul: part
              si: {champ: clause-sociale, egal: true}
              perimetre: {champ: montant, superieur_a: 90000}
"""
SOCIAL = "{champ: clause-sociale, egal: true}"


def changed(old: str, new: str) -> str:
    assert BASE.count(old) == 1, old
    return BASE.replace(old, new)


def with_formula(written: str) -> str:
    """The example, its share computed by a formula written on one line."""
    return changed(FORMULA, f"            formule: {written}\n")


@pytest.mark.parametrize("scheme_id", sorted(paths()))
def test_each_indicator_is_computed_or_says_why_not(scheme_id: str) -> None:
    found = shipped(scheme_id).indicateurs.values()
    assert {i.id for i in found if i.mode == "calcule"} == COMPUTED[scheme_id]
    assert [i.id for i in found if i.mode == "saisi" and not i.non_calculable] == []


def test_a_formula_is_read(tmp_path: Path) -> None:
    path = tmp_path / "essai.yaml"
    perimeter = "{sauf: {champ: procedure, parmi: [procedure-adaptee]}}"
    path.write_text(
        with_formula(f"{{calcul: part, si: {SOCIAL}, perimetre: {perimeter}}}"), encoding="utf-8"
    )
    formule = load(path).indicateurs["clause-sociale"].formule
    assert formule is not None and formule.si is not None and formule.perimetre is not None
    assert formule.si.subjects() == {"clause-sociale"}
    assert formule.perimetre.subjects() == {"procedure"}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{calcul: moyenne}", "« calcul » doit être « nombre », « somme » ou « part »"),
        ("{calcul: part}", "une part a une condition (si)"),
        (f"{{calcul: part, de: heures-insertion, si: {SOCIAL}}}", "une part a une condition (si)"),
        ("{calcul: somme}", "une somme dit de quoi : de: montant ou de: heures-insertion"),
        ("{calcul: nombre, de: montant}", "un nombre compte les marchés"),
        (f"{{calcul: nombre, perimetre: {SOCIAL}}}", "seule une part a un périmètre"),
        ("{calcul: nombre}", "la formule donne « nombre », et non part"),
        ("{calcul: part, si: {champ: montant, egal: true}}", "« montant » est un nombre"),
        ("{calcul: part, si: {champ: innovant, egal: oui}}", "« innovant » est vrai ou faux"),
        ("{calcul: part, si: {champ: innovant, au_moins: 1}}", "« innovant » est vrai ou faux"),
        ("{calcul: part, si: {champ: procedure, egal: mapa}}", "« procedure » est egal ou parmi"),
        ("{calcul: part, si: {champ: type-achat, au_plus: 2}}", "« type-achat » est egal ou parmi"),
        ("{calcul: part, si: {egal: true}}", "une condition dit une seule chose : champ, tous"),
        ("{calcul: part, si: {champ: montant}}", "une comparaison porte sur un champ"),
        (
            "{calcul: part, si: {champ: siret, egal: true}}",
            "« champ » doit être « clause-sociale »",
        ),
    ],
)
def test_a_formula_that_means_nothing_is_refused(
    tmp_path: Path, written: str, sentence: str
) -> None:
    path = tmp_path / "essai.yaml"
    content = with_formula(written)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(path)
    [fault] = caught.value.faults
    assert fault.message.startswith(sentence), fault
    indicator = line_of(content, "- id: clause-sociale\n            libelle")
    assert fault.line in (indicator, line_of(content, "formule:"))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (FORMULA, "", "un indicateur calculé a une formule"),
        ("mode: calcule", "mode: publie", "un indicateur calculé a une formule"),
        (
            "mode: calcule\n" + FORMULA,
            "mode: publie\n            non_calculable: rien\n",
            "la clé « non_calculable » est pour un indicateur saisi",
        ),
        (
            "            unite: heures\n",
            "            unite: jours\n            mode: calcule\n"
            "            formule: {calcul: somme, de: heures-insertion}\n",
            "la formule donne des « heures », et non jours",
        ),
    ],
)
def test_a_mode_that_contradicts_itself_is_refused(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    path = tmp_path / "essai.yaml"
    path.write_text(changed(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(path)
    assert sentence in str(caught.value)


def test_what_is_kept_goes_out_of_date_with_the_formula_but_not_with_the_way_years_add_up() -> None:
    one = Formule.model_validate({"calcul": "nombre", "si": {"champ": "innovant", "egal": True}})
    other = Formule.model_validate({"calcul": "nombre", "si": {"champ": "innovant", "egal": False}})
    assert one.empreinte != other.empreinte
    assert one.empreinte == one.model_copy(update={"cumul": True}).empreinte


def test_the_lists_of_values_are_those_of_the_schema() -> None:
    assert CHOIX["procedure"] == tuple(PROCEDURES)
    assert len(set(PROCEDURES.values())) == 6
