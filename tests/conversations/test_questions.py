"""Questions and answers in the workspace, over Socket Mode and over signed HTTP."""

import html
import logging
from typing import Any

import pytest

from bot import text
from bot.readings import read
from tests.conversations.reading import answer_to, shown
from workflows.assistant import Assistant
from workspace import Workspace


def ask(workspace: Workspace, text: str, who: str = "helene") -> dict[str, Any]:
    """What the bot answers to `/spaser text`."""
    person = workspace.person(who)
    channel = workspace.channel
    return answer_to(workspace, lambda: person.command("/spaser", text, channel=channel)).body


def test_landes_2025(landes_bot: Workspace) -> None:
    said = shown(ask(landes_bot, "heures-insertion 2025"))
    assert "*Cible 2025*\n30 556 heures" in said
    assert "pas encore de valeur" in said
    assert "heures contractualisées, et non les heures réalisées" in said
    assert "*Prochaine cible*\n49 000 heures en 2026" in said
    assert "Peuvent saisir la valeur : Direction de la Commande publique" in said
    assert "Source : SPASER 2023-2029 du Département des Landes" in said


def test_landes_2024_says_what_is_odd(landes_bot: Workspace) -> None:
    said = shown(ask(landes_bot, "heures-insertion 2024"))
    assert "*Cible 2024*\n15 278 heures" in said
    assert "les équivalents temps plein ne concordent pas" in said


def test_ille_et_vilaine_2025(ille_et_vilaine_bot: Workspace) -> None:
    said = shown(ask(ille_et_vilaine_bot, "heures-insertion 2025"))
    assert "*Cible 2025*\nle schéma n'en fixe pas pour 2025" in said
    assert "*Prochaine cible*\n100 000 heures par an d'ici 2028" in said
    assert "Sans année : « plus de 70 000 heures d'insertion »" in said


def test_objectif_9(ille_et_vilaine_bot: Workspace) -> None:
    said = shown(ask(ille_et_vilaine_bot, "objectif 9"))
    assert "Objectif 9 : Systématiser les clauses sociales dans les marchés" in said
    assert "100 000 H effectuées par an d'ici 2028" in said


@pytest.mark.parametrize(
    "question", ["heures-insertion 2025", "A1 2023-2026", "K3", "axe 1", "aide", "<b> & *"]
)
def test_slack_says_the_words_of_the_terminal(
    landes_bot: Workspace, landes: Assistant, question: str
) -> None:
    in_terminal = text.render(read(landes.answer(question)))
    assert html.unescape(ask(landes_bot, question)["text"]) == in_terminal


@pytest.mark.parametrize("mention", ["@paul", "<@U0PAUL001>", "<@U0BOTAPP1>"])
def test_whom_a_question_mentions_is_not_asked_about(landes_bot: Workspace, mention: str) -> None:
    asked = ask(landes_bot, f"{mention} heures-insertion 2025 {mention}")
    assert asked["text"] == ask(landes_bot, "heures-insertion 2025")["text"]


def test_help_and_list(landes_bot: Workspace) -> None:
    assert "Que voulez-vous savoir ?" in shown(ask(landes_bot, ""))
    listed = shown(ask(landes_bot, "indicateurs"))
    assert "heures-insertion (A2)" in listed
    assert "reponses-sourcage (U2)" in listed


def test_a_command_is_answered_to_the_person_alone(landes_bot: Workspace) -> None:
    before = landes_bot.messages(landes_bot.channel)
    helene = landes_bot.person("helene")
    answer = answer_to(
        landes_bot,
        lambda: helene.command("/spaser", "heures-insertion", channel=landes_bot.channel),
    )
    assert answer.kind == "ephemeral"
    assert answer.audience == {helene.id}
    assert landes_bot.messages(landes_bot.channel) == before


def test_a_direct_message_is_answered_in_it(landes_bot: Workspace) -> None:
    alice = landes_bot.person("alice")
    answer = answer_to(landes_bot, lambda: alice.dm("combien d'heures d'insertion en 2025 ?"))
    assert "30 556 heures" in shown(answer.body)
    last_two = landes_bot.messages(alice.direct_message())[-2:]
    assert last_two[0]["text"] == "combien d'heures d'insertion en 2025 ?"
    assert last_two[1]["ts"] == answer.body["ts"]


def test_a_thread_is_answered_in_the_thread(landes_bot: Workspace) -> None:
    alice = landes_bot.person("alice")
    answer_to(landes_bot, lambda: alice.dm("heures-insertion 2025"))
    first = landes_bot.messages(alice.direct_message())[-2]
    in_thread = answer_to(
        landes_bot, lambda: alice.dm("heures-insertion 2026", thread_ts=first["ts"])
    )
    assert in_thread.body["thread_ts"] == first["ts"]


def test_a_mention_is_answered_to_the_person_alone(landes_bot: Workspace) -> None:
    alice = landes_bot.person("alice")
    bot = answer_to(landes_bot, lambda: alice.dm("aide")).body["user"]
    answer = answer_to(
        landes_bot,
        lambda: alice.say(landes_bot.channel, f"<@{bot}> heures-insertion 2025 ?"),
    )
    assert "30 556 heures" in shown(answer.body)
    assert answer.audience == {alice.id}


def test_a_choice_can_be_clicked(landes_bot: Workspace) -> None:
    alice = landes_bot.person("alice")
    asked = ask(landes_bot, "B1 2027", who="alice")
    assert "Lequel voulez-vous ?" in shown(asked)
    answer = answer_to(landes_bot, lambda: alice.click(asked, action_id="demande:1"))
    assert "Communes engagées" in shown(answer.body)
    assert "*Cible 2027*\n20 %" in shown(answer.body)
    assert answer.audience == {alice.id}


def test_a_choice_clicked_in_a_direct_message_is_answered_there(landes_bot: Workspace) -> None:
    alice = landes_bot.person("alice")
    asked = answer_to(landes_bot, lambda: alice.dm("B1")).body
    answer = answer_to(landes_bot, lambda: alice.click(asked, action_id="demande:0"))
    assert "EPCI engagés" in shown(answer.body)
    assert landes_bot.messages(alice.direct_message())[-1]["ts"] == answer.body["ts"]


def test_an_answer_is_shared_with_the_channel_when_asked(landes_bot: Workspace) -> None:
    answer = ask(landes_bot, "heures-insertion 2025")
    helene = landes_bot.person("helene")
    shared = answer_to(landes_bot, lambda: helene.click(answer, action_id="partager"))
    assert "30 556 heures" in shown(shared.body)
    assert f"Partagé par <@{helene.id}>" in shown(shared.body)
    assert landes_bot.person("paul").id in shared.audience
    assert landes_bot.messages(landes_bot.channel)[-1]["ts"] == shared.body["ts"]


@pytest.mark.parametrize(
    "rubbish",
    [
        " ",
        "x" * 4_000,
        "heures " * 1_000,
        "😀😀😀",
        "<!channel> <!here>",
        "<@U0PAUL001> <#C0GENERAL|general>",
        "*bold* _italic_ ~strike~ `code`",
        "heures-insertion 1515",
        "heures-insertion 99999",
        "'; DROP TABLE valeurs_indicateurs; --",
        "{{ config.items() }} {% raw %}",
        "</script><script>alert(1)</script>",
        "\u202e\u0000\ufeff",
        "# titre\n= faux :: vrai\n@ source",
    ],
)
def test_rubbish_gets_a_short_useful_answer(
    landes_bot: Workspace, rubbish: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = ask(landes_bot, rubbish)
    said = shown(answer)
    assert 0 < len(said) < 1_500
    assert "<!" not in answer["text"]
    assert "<@" not in answer["text"]
    assert caplog.records == []
    assert ask(landes_bot, "heures-insertion 2025")["text"].startswith("Heures d'insertion")
