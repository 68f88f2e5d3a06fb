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
        ("voir <https://exemple.fr|le site>", "voir [le site](https://exemple.fr)"),
        (
            "fait 12 : <https://a.fr/d?b=1&amp;c=(2)|[PV] &amp; &lt;plan&gt;>",
            "fait 12 : [(PV) & <plan>](https://a.fr/d?b=1&c=%282%29)",
        ),
        ("voir <http://exemple.fr|exemple.fr>", "voir exemple.fr"),
        ("<https://exemple.fr/|https://exemple.fr> puis", "https://exemple.fr puis"),
        ("<mailto:a@exemple.fr|a@exemple.fr> <#C012|general>", "a@exemple.fr general"),
    ],
)
def test_what_slack_passes_on_is_made_plain(passed_on: str, words: str) -> None:
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
