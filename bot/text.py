"""A reading as plain text: the terminal, and the fallback of each Slack message."""

from collections.abc import Callable

from bot import links, people
from bot.readings import Reading
from workflows.results import Option


def render(
    reading: Reading, *, numbered: bool = False, called: Callable[[str], str] = people.at
) -> str:
    """The whole reading as text; `numbered` lists the choices, to pick one by its number.

    `called` gives what a person (an id) is called.
    """
    parts = [
        [reading.title],
        [f"{label} : {value}" for label, value in reading.facts],
        reading.paragraphs,
        *([heading, *(f"• {item}" for item in items)] for heading, items in reading.groups),
        [f"À noter : {note}" for note in reading.notes],
        reading.asides,
        [f"Source : {reading.source}"] if reading.source else [],
    ]
    if numbered:
        ranked = enumerate(reading.choices, start=1)
        parts.append([f"{rank}. {_named(choice)}" for rank, choice in ranked])
    words = "\n\n".join("\n".join(filter(None, lines)) for lines in parts if any(lines))
    return links.shown(people.shown(words, called))


def _named(choice: Option) -> str:
    if choice.saisie:
        return f"{choice.libelle} ({choice.demande} + {choice.saisie})"
    same = choice.demande == choice.libelle
    return choice.libelle if same else f"{choice.libelle} ({choice.demande})"
