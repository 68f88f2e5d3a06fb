"""Computed figures as people read them: the answer, the marchés behind it, the whole scheme."""

from pathlib import Path

import pytest

from bot import text
from bot.chat import Conversation
from bot.readings import read
from schemes.loader import shipped
from storage.store import Store
from tests.conftest import TODAY
from tests.conversations.conftest import Connect, bot
from tests.conversations.dialogue import Writer
from tests.conversations.reading import answer_to, shown
from tests.marches import add_hours, add_marches
from workflows.assistant import Assistant
from workspace import Workspace

OVER, UNDER = {"montant_centimes": 3_000_000}, {"montant_centimes": 2_500_000}


@pytest.fixture
def counted(landes: Assistant) -> Assistant:
    """Landes in 2025: 25 marchés with a clause out of 47, three of which nothing is known."""
    marches = [{**OVER, "clause_sociale": True} for _ in range(25)]
    marches += [{**OVER, "clause_sociale": False} for _ in range(22)]
    marches += [OVER for _ in range(3)]
    marches += [{**UNDER, "clause_sociale": True}]
    add_marches(landes.store, landes.scheme, 2025, *marches)
    return landes


def said(assistant: Assistant, asked: str) -> str:
    return text.render(read(assistant.answer(asked))).replace("\u00a0", " ")


def test_an_answer_says_how_it_is_counted(counted: Assistant) -> None:
    answer = said(counted, "clause-sociale 2025")
    assert "Valeur 2025 : 53,19 % (calculée)" in answer
    assert "Calcul : 25 marchés sur 47, 3 inconnus" in answer
    assert "Écart : +3,19 points (cible atteinte)" in answer
    assert "Avancement : 106 % de la cible ■■■■■■■■■■" in answer


def test_progress_is_said_in_words_first_and_never_rounded_up(landes: Assistant) -> None:
    one_of = [{**OVER, "clause_sociale": rank == 0} for rank in range(3)]
    add_marches(landes.store, landes.scheme, 2025, *one_of)
    assert "Avancement : 66 % de la cible ■■■■■■□□□□" in said(landes, "clause-sociale 2025")


def test_nothing_known_is_no_figure(landes: Assistant) -> None:
    assert "aucun n'est encore connu pour 2025" in said(landes, "clause-sociale 2025")
    add_marches(landes.store, landes.scheme, 2025, OVER, OVER)
    answer = said(landes, "clause-sociale 2025")
    assert "Valeur 2025 : pas encore de valeur" in answer
    assert "de 2 marchés, aucun ne dit ce qu'il faut savoir" in answer
    assert "Valeur calculée : on ne peut pas la dire" in said(landes, "detail clause-sociale 2025")


def test_an_indicator_that_cannot_be_computed_says_why(landes: Assistant) -> None:
    reason = "compte des démarches de sourçage, pas des marchés"
    assert f"Ne se calcule pas depuis les marchés : {reason}." in said(landes, "sourcage 2025")
    assert f"ne se calcule pas depuis les marchés : {reason}." in said(landes, "détail sourcage")


def test_the_marches_behind_a_figure_page_by_page(counted: Assistant) -> None:
    talk = Conversation(counted, "elu")
    first = talk.reply("Détail clause-sociale 2025 ?")
    assert first.count("• 2025M") == 20
    assert "2025M001 : Objet 1 – 30 000 € HT – notifié le 1er mars 2025" in first.replace(
        "\u00a0", " "
    )
    assert "La suite : « détail clause-sociale 2025 page 2 »." in first
    second = talk.reply("2")
    assert second.count("• 2025M") == 20
    assert "Inconnus" in second and "on ne sait pas : clause sociale" in second
    third = talk.reply("2")
    assert third.count("• 2025M") == 10
    assert "La suite" not in third
    pages = first + second + third
    assert {f"2025M{rank:03}" in pages for rank in range(1, 51)} == {True}
    assert "2025M051" not in pages
    assert "il n'y en a pas autant" in talk.reply("detail clause-sociale 2025 page 9")


def test_the_cents_of_a_marche_are_said(landes: Assistant) -> None:
    marche = {"montant_centimes": 637_962_50, "clause_sociale": True}
    add_marches(landes.store, landes.scheme, 2025, marche)
    assert "– 637 962,50 € HT –" in said(landes, "détail A1 2025")


@pytest.mark.parametrize(
    "asked", ["detail A1", "details de la clause sociale", "détail du A1 2025"]
)
def test_ways_to_ask_for_the_detail(counted: Assistant, asked: str) -> None:
    assert said(counted, asked).startswith(
        "Détail : Marchés clausés au-dessus de 25 000 € HT, 2025"
    )


def test_the_detail_of_nothing_known_is_not_understood(counted: Assistant) -> None:
    assert counted.answer("detail zzz").type == "incompris"


def test_hours_by_contract(sqlite_store: Store) -> None:
    lorient = Assistant(shipped("lorient-agglomeration"), sqlite_store, today=lambda: TODAY)
    add_marches(sqlite_store, lorient.scheme, 2024, {"reserve": False}, {"reserve": True}, {})
    add_hours(
        sqlite_store,
        lorient.scheme,
        2025,
        **{"2024M001": "120.5", "2024M002": "9", "2024M003": "1"},
    )
    assert "Valeur 2025 : 120,5 heures (calculée)" in said(lorient, "heures-insertion 2025")
    assert "Calcul : 1 marché inconnu" in said(lorient, "heures-insertion 2025")
    detail = said(lorient, "detail heures-insertion 2025")
    assert "2024M001 : Objet 1 – 120,5 heures" in detail
    assert (
        "2024M003 : Objet 3 – 1 heure – notifié le 1er mars 2024 – on ne sait pas : marché"
        in detail
    )
    assert "2024M002" not in detail


def test_the_whole_scheme_in_a_year(counted: Assistant) -> None:
    table = said(counted, "Tableau 2025")
    assert "Cibles atteintes : 1" in table
    assert "En retard : 1" in table and "Sans valeur : 26" in table
    assert "(A1) : 53,19 % – cible atteinte (50 % en 2025) – 3 marchés inconnus" in table
    assert "Axe 3" in table and "Démarches de sourçage" in table
    assert said(counted, "tableau").startswith("Tableau 2026")


def test_on_slack_before_and_after_another_process_imports(way: Connect, tmp_path: Path) -> None:
    lorient = shipped("lorient-agglomeration")
    with bot(lorient.id, way, tmp_path) as workspace, Store(url(tmp_path)) as store:
        assert "pas encore de valeur" in asked(workspace, "marches-reserves 2025")
        add_marches(store, lorient, 2025, {"reserve": True}, {"reserve": False})
        assert "1 marché sur 2" in asked(workspace, "marches-reserves 2025")
        assert "Objet 2" in asked(workspace, "detail marches-reserves 2025")
        assert "sans cible" in asked(workspace, "tableau 2025")


def test_on_slack_page_by_page(way: Connect, tmp_path: Path) -> None:
    lorient = shipped("lorient-agglomeration")
    with bot(lorient.id, way, tmp_path) as workspace, Store(url(tmp_path)) as store:
        add_marches(store, lorient, 2025, *({"reserve": True} for _ in range(25)))
        helene = Writer(workspace, "helene")
        helene.commands("detail marches-reserves 2025")
        assert helene.reads("Détail :").count("• 2025M") == 20
        helene.clicks("Page suivante")
        assert helene.reads("Page 2").count("• 2025M") == 5
        helene.clicks("Voir l'indicateur")
        helene.reads("25 marchés sur 25")


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'spaser.db'}"


def asked(workspace: Workspace, words: str) -> str:
    helene = workspace.person("helene")
    return shown(
        answer_to(
            workspace, lambda: helene.command("/spaser", words, channel=workspace.channel)
        ).body
    )
