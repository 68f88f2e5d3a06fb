"""Charts asked for in words: what is understood, what has one."""

import pytest

from workflows.assistant import Assistant
from workflows.graphiques import Tracer, dessiner, lire
from workflows.results import Choix, GraphiqueIndicateur, Incompris


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("graphique heures-insertion", "heures-insertion"),
        ("Graphique A1 2023-2027 ?", "a1 2023-2027"),
        ("montre-moi le graphique des heures d'insertion", "des heures d'insertion"),
        ("Voir la courbe de la clause sociale", "de la clause sociale"),
        ("je voudrais voir un graphe des ESAT.", "des esat"),
    ],
)
def test_a_wish_for_a_chart(said: str, question: str) -> None:
    assert lire(said) == Tracer(question)


@pytest.mark.parametrize(
    "said", ["", "graphique", "heures-insertion 2025", "le bon graphique", "charte graphique"]
)
def test_other_words(said: str) -> None:
    assert lire(said) is None


def test_its_image_is_named_after_what_the_person_did(landes: Assistant) -> None:
    names = set()
    for delivery in ("commande:1", "commande:2", "commande:1"):
        drawn = dessiner(landes, Tracer("heures-insertion"), delivery)
        assert isinstance(drawn, GraphiqueIndicateur)
        names.add(drawn.fichier)
    assert len(names) == 2
    assert all(str(name).startswith("graphique-heures-insertion-") for name in names)


def test_there_is_no_image_with_text_alone_nor_without_a_figure(landes: Assistant) -> None:
    words = dessiner(landes, Tracer("heures-insertion"))
    empty = dessiner(landes, Tracer("heures-insertion 2031"), "commande:1")
    assert isinstance(words, GraphiqueIndicateur) and words.fichier is None
    assert isinstance(empty, GraphiqueIndicateur) and empty.fichier is None


def test_a_target_of_every_year_is_drawn_alone(landes: Assistant) -> None:
    drawn = dessiner(landes, Tracer("sourcage"), "commande:1")
    assert isinstance(drawn, GraphiqueIndicateur) and drawn.fichier is not None
    aims = {p.annee: p.cible.valeur for p in drawn.reponse.serie if p.cible}
    assert aims == dict.fromkeys(range(2023, 2030), 3)


def test_what_is_near_is_offered_as_a_chart(landes: Assistant) -> None:
    several, nothing = (dessiner(landes, Tracer(asked)) for asked in ("action 1", "heures"))
    assert isinstance(several, Choix) and isinstance(nothing, Incompris)
    offered = (*several.options, *nothing.proches)
    assert {option.demande.split()[0] for option in offered} == {"graphique"}
