"""The chart of an indicator: an image in the direct message, words everywhere else."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.chat import Conversation
from tests.conversations.dialogue import element
from tests.conversations.reading import shown
from workflows.assistant import Assistant
from workspace import Workspace
from workspace.person import Person

Message = dict[str, Any]

FIRST_YEAR = "2023 : pas de valeur, cible 15 278 heures"


@pytest.fixture
def helene(landes_bot: Workspace) -> Iterator[Person]:
    yield landes_bot.person("helene")


def image(person: Person) -> Message:
    """The next image that reaches a person, with the message that shows it."""
    return person.wait_for(lambda message: bool(message.get("files")))


def test_by_command_the_words_at_once_and_the_image_in_the_direct_message(
    landes_bot: Workspace, helene: Person
) -> None:
    helene.command("/spaser", "graphique heures-insertion", channel=landes_bot.channel)
    answer = shown(helene.wait_for(lambda message: "Graphique :" in shown(message)))
    assert "L'image arrive dans notre conversation privée." in answer
    assert "2023 : pas de valeur ; cible 15 278 heures" in answer
    posted = image(helene)
    assert posted["channel"] == helene.direct_message()
    assert "Heures d'insertion contractualisées, " in posted["text"]
    [file] = posted["files"]
    assert file["mimetype"] == "image/png"
    assert FIRST_YEAR in file["alt_txt"].replace("\u00a0", " ")


def test_by_the_button_under_an_answer(landes_bot: Workspace, helene: Person) -> None:
    helene.command("/spaser", "heures-insertion 2025", channel=landes_bot.channel)
    answer = helene.wait_for(lambda message: "(A2) : 2025" in shown(message))
    button = element(answer, "button", "Graphique")
    helene.click(answer, action_id=button["action_id"], block_id=button["block_id"])
    assert image(helene)["channel"] == helene.direct_message()


def test_in_the_direct_message_the_image_alone_and_another_each_time(
    landes_bot: Workspace, helene: Person
) -> None:
    names = set()
    for _ in range(2):
        helene.dm("Graphique des heures d'insertion ?")
        posted = image(helene)
        names.add(posted["files"][0]["name"])
        after = landes_bot.messages(helene.direct_message())[-1]
        assert after["ts"] == posted["ts"]
    assert len(names) == 2


def test_what_has_no_chart_is_answered_in_the_direct_message(helene: Person) -> None:
    helene.dm("graphique zut")
    nearest = helene.wait_for(lambda message: "zut" in shown(message))
    offered = [b for b in nearest["blocks"] if b["type"] == "actions"]
    assert all(b["value"].startswith("graphique ") for row in offered for b in row["elements"])
    helene.dm("graphique heures-insertion 2031")
    assert "Graphique :" in shown(helene.wait_for(lambda m: "2031 : pas de valeur" in shown(m)))


def test_with_text_alone_the_words_replace_the_chart(landes: Assistant) -> None:
    talk = Conversation(landes, "elu")
    assert "Graphique (graphique heures-insertion)" in talk.reply("heures-insertion")
    words = talk.reply("graphique heures-insertion").replace("\u00a0", " ")
    assert words.startswith("Graphique : Heures d'insertion contractualisées")
    assert "2025 : pas de valeur ; cible 30 556 heures" in words
    assert "image" not in words
