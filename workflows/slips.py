"""Slips of the keyboard: how far what was typed is from what was meant, word by word."""

from rapidfuzz.distance import DamerauLevenshtein


def word_slips(typed: str, meant: str) -> int | None:
    """How many slips make one word of the other; None when it is another word.

    A short word admits none, a long one two: « emplois » is not « réemploi », nor ESAT ESS.
    """
    shorter = min(len(typed), len(meant))
    allowed = 0 if shorter < 5 else 1 if shorter < 9 else 2
    count = DamerauLevenshtein.distance(typed, meant, score_cutoff=allowed)
    return count if count <= allowed else None


def one_slip(typed: str, meant: str) -> bool:
    """Whether one slip makes one word of the other, however short they are."""
    return DamerauLevenshtein.distance(typed, meant, score_cutoff=1) == 1


def slips(asked: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """How many slips make one name of the other, word for word; None when it is another name."""
    if len(asked) != len(name):
        return None
    total = 0
    for typed, meant in zip(asked, name, strict=True):
        count = word_slips(typed, meant)
        if count is None:
            return None
        total += count
    return total
