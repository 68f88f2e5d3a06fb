"""A long message is read at once, whatever it repeats.

A reader that tries every way of sharing out a run of blanks would not end in a lifetime.
"""

import itertools

import pytest

from tests.conftest import TODAY
from workflows.bureau import lire
from workflows.words import cut

LONG = 10_000
"""Characters."""

STARTS = ("", "saisir ", "saisir a 2025 ", "passer ", "fait 12 ", "reporter 12 au ", "associer 3 ",
          "valider 3 ", "graphique ", "dossier 12 ")  # fmt: skip
REPEATED = (" ", "\n", "\t", "\u00a0", "2025 ", "2025\n", " :", ":\n", "[", "[a](", "@U1 ", " et ")


@pytest.mark.parametrize("start", STARTS)
def test_a_very_long_text_is_read_at_once(start: str) -> None:
    for repeated, end in itertools.product(REPEATED, ("", "x", ":", ": x")):
        text = start + repeated * (LONG // len(repeated)) + end
        lire(text)
        cut(text, TODAY)
