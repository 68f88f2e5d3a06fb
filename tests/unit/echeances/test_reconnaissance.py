"""An échéance said in other words is recognised when nothing else could be meant."""

from dataclasses import replace
from datetime import date

from storage.echeances_tables import EcheanceSuivie
from workflows.echeances.occurrences import Occurrence
from workflows.echeances.reconnaissance import reworded


def due(cle: str, **other: str) -> Occurrence:
    """What a node, which its key names, prints « en 2027 »."""
    printed = Occurrence(
        cle=cle,
        nature="echeance",
        nom="Action 1",
        objet=cle,
        imprime="en 2027",
        quand="2027",
        due=date(2027, 12, 31),
        pilotes=(),
        source="p. 3",
    )
    return replace(printed, **other)  # type: ignore[arg-type]


def row(occurrence: Occurrence) -> EcheanceSuivie:
    said = {name: getattr(occurrence, name) for name in ("cle", "nature", "imprime", "quand")}
    return EcheanceSuivie(**said)


def paired(old: list[Occurrence], new: list[Occurrence]) -> dict[str, str]:
    return {cle: found.cle for cle, found in reworded(map(row, old), new).items()}


def test_other_words_for_the_same_printed_date() -> None:
    assert paired([due("noeud/a/sa-feuille")], [due("noeud/a/la-feuille")]) == {
        "noeud/a/la-feuille": "noeud/a/sa-feuille"
    }


def test_each_time_of_what_returns_goes_with_its_own() -> None:
    years = ("2026", "2027", "2028")
    old = [due(f"noeud/a/sa/{year}", quand=year) for year in years]
    new = [due(f"noeud/a/la/{year}", quand=year) for year in years[1:]]
    assert paired(old, new) == {
        "noeud/a/la/2027": "noeud/a/sa/2027",
        "noeud/a/la/2028": "noeud/a/sa/2028",
    }


def test_neither_another_node_nor_another_date_nor_another_nature() -> None:
    old = [due("noeud/a/sa-feuille")]
    assert not paired(old, [due("noeud/b/la-feuille")])
    assert not paired(old, [due("instance/a/la-feuille")])
    assert not paired(old, [due("noeud/a/la-feuille", quand="2028")])
    assert not paired(old, [due("noeud/a/la-feuille", imprime="fin 2027")])
    assert not paired(old, [due("noeud/a/la-feuille", nature="bilan_mi_parcours")])


def test_nothing_when_two_could_be_meant() -> None:
    one, other = due("noeud/a/une"), due("noeud/a/autre")
    assert not paired([one, other], [due("noeud/a/la-feuille")])
    assert not paired([due("noeud/a/la-feuille")], [one, other])
    assert not paired([one, other], [due("noeud/a/la-premiere"), due("noeud/a/la-seconde")])
