"""What a person typed, out of what Slack makes of it."""

import pytest

from bot.handlers.incoming import typed
from bot.people import unnamed


@pytest.mark.parametrize(
    ("passed_on", "words"),
    [
        ("associer 3 : <@U0CLAIRE1>", "associer 3 : @U0CLAIRE1"),
        ("associer 3 : <@U0CLAIRE1|claire>, <@W0PAUL001>", "associer 3 : @U0CLAIRE1, @W0PAUL001"),
        ("<@U0BOT0001> pilotes", "pilotes"),
        ("&lt;@U0CLAIRE1&gt; &amp;", "<@U0CLAIRE1> &"),
        ("voir <https://exemple.fr|le site>", "voir le site"),
    ],
)
def test_mentions_become_ids_and_those_of_the_bot_go(passed_on: str, words: str) -> None:
    assert typed(passed_on, "U0BOT0001") == words


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("@U0CLAIRE1 heures-insertion 2025", "heures-insertion 2025"),
        ("heures-insertion @U0CLAIRE1", "heures-insertion"),
        ("claire@U0CLAIRE1", "claire@U0CLAIRE1"),
        ("@claire", "@claire"),
    ],
)
def test_a_question_is_about_nobody(words: str, question: str) -> None:
    assert unnamed(words) == question
