"""The definitions shipped with the project, beside their documents when these are at hand."""

import os
from functools import cache
from pathlib import Path

import pytest

from schemes.against import Comparison, compare, is_source_of
from schemes.arbre import Noeud
from schemes.left_out import LeftOut, load_left_out, shipped_left_out
from schemes.loader import UnknownSchemeError, load, paths, shipped
from schemes.mesures import Cible
from schemes.reader_report import report
from schemes.scheme import Scheme

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "exemple"
SCHEMES = sorted(paths())


@cache
def texts() -> tuple[str, ...]:
    """The documents at hand: in the folder that SPASER_SEEDS names, or in the usual one."""
    folder = Path(os.environ.get("SPASER_SEEDS") or ROOT.parent / "shared" / "seeds")
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))


def text_of(scheme: Scheme) -> str:
    found = [text for text in texts() if is_source_of(text, scheme)]
    if not found:
        missing = f"no document at hand for {scheme.id}: set SPASER_SEEDS to their folder"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    (text,) = found
    return text


@pytest.mark.parametrize("scheme_id", SCHEMES)
def test_each_definition_loads_under_its_own_id(scheme_id: str) -> None:
    assert shipped(scheme_id).id == scheme_id


@pytest.mark.parametrize("scheme_id", SCHEMES)
def test_each_definition_agrees_with_its_document(scheme_id: str) -> None:
    scheme = shipped(scheme_id)
    comparison = compare(scheme, text_of(scheme), shipped_left_out(scheme_id))
    assert comparison.clean, "\n".join(report(scheme_id, comparison))


def test_left_out_lists_are_those_of_shipped_schemes() -> None:
    folder = next(iter(paths().values())).parent / "left_out"
    assert {path.stem for path in folder.glob("*.yaml")} <= set(SCHEMES)


@pytest.mark.parametrize("scheme_id", ["ille-et-vilaine", "landes"])
def test_a_forgotten_target_shows(scheme_id: str) -> None:
    """Any target with a figure, taken out of the definition, leaves its figure uncited."""
    scheme = shipped(scheme_id)
    text, left_out = text_of(scheme), shipped_left_out(scheme_id)
    for noeud, cible in figures(scheme):
        mutilated = scheme.model_copy(
            update={"noeuds": tuple(without(root, cible) for root in scheme.noeuds)}
        )
        assert shows(compare(mutilated, text, left_out)), (noeud.id, cible.imprime)


def figures(scheme: Scheme) -> list[tuple[Noeud, Cible]]:
    return [
        (place.noeud, cible)
        for place in scheme.walk()
        for indicateur in place.noeud.indicateurs
        for cible in indicateur.cibles
        if cible.valeur is not None
    ]


def without(noeud: Noeud, cible: Cible) -> Noeud:
    indicateurs = tuple(
        indicateur.model_copy(
            update={"cibles": tuple(other for other in indicateur.cibles if other is not cible)}
        )
        for indicateur in noeud.indicateurs
    )
    enfants = tuple(without(enfant, cible) for enfant in noeud.enfants)
    return noeud.model_copy(update={"indicateurs": indicateurs, "enfants": enfants})


def shows(comparison: Comparison) -> bool:
    return bool(comparison.uncited or comparison.stale)


def test_the_example_of_the_guide_agrees_with_its_document() -> None:
    scheme = load(EXAMPLE / "val-d-exemple.yaml")
    text = (EXAMPLE / "val-d-exemple.txt").read_text(encoding="utf-8")
    left_out = load_left_out(EXAMPLE / "val-d-exemple.laisse-de-cote.yaml")
    assert is_source_of(text, scheme)
    assert compare(scheme, text, left_out).clean
    assert not compare(scheme, text, LeftOut()).clean


def test_the_guide_shows_its_example_as_it_is() -> None:
    guide = (ROOT / "docs" / "schemes.md").read_text(encoding="utf-8")
    files = sorted(EXAMPLE.glob("*.yaml"))
    written = "\n".join(path.read_text(encoding="utf-8") for path in files)
    blocks = [part.partition("```")[0] for part in guide.split("```yaml\n")[1:]]
    assert blocks
    for block in blocks:
        assert block in written, block


def test_a_changed_copy_computes_its_own_index() -> None:
    scheme = shipped("landes")
    assert len(scheme.places) > 1
    assert list(scheme.model_copy(update={"noeuds": ()}).places) == []


def test_an_unknown_scheme_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UnknownSchemeError, match=r"« nulle-part ».*ille-et-vilaine"):
        shipped("nulle-part")
