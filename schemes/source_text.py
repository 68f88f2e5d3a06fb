"""The text of a document as a sequence of words, so that printed words can be found in it.

Spaces, line breaks, hyphenation, typographic quotes, case and layout marks make no difference;
accents, signs, percent and euro signs do.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, NamedTuple

_MARKUP = re.compile(r"</?[a-zA-Z][^<>\n]*>|[\u00ad\u200b-\u200d\ufeff\ufe0e\ufe0f]|[*\\]")
_LETTERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "œ": "oe", "æ": "ae", "−": "-", "‑": "-"})

_TOKEN = re.compile(
    r"""
    (?P<number>
        \d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)                       # 10.02.2020
      | \d{1,3}(?:[ ]\d{3})+(?!\d)(?:[.,]\d+)?                  # 15 278
      | \d+(?:[.,]\d+)?                                         # 9,5
    )
  | (?P<nth>n[ ]?[+-][ ]?\d\b)                                # N+1
  | (?P<word>
        [^\W\d_][^\W_]*(?:-\s*(?=[^\W\d_])[^\W_]+)*             # éco-conception, cd40
    )
  | (?P<sign>[%€<>≤≥+]|(?<!\d)(?<!\d[ ])(?<![^\W_])(?<!-)-(?=[ ]?\d))
    """,
    re.VERBOSE,
)
_LINE_END_HYPHEN = re.compile(r"-\s*")
_BULLETS = re.compile(r"[^\w%€<≤≥«\"(]*")
_ENUMERATOR = re.compile(r"\d{1,2}[.)°-]+(?=\s|$)")


class Span(NamedTuple):
    """Some consecutive words of a text: from `start` to before `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign, with the line it stands on (from 1)."""

    text: str
    kind: Literal["word", "number", "sign"]
    line: int
    offset: int
    end: int
    enumerates: bool = False


class SourceText:
    """A text whose words can be looked up."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.tokens = _tokens(self.text)
        self._texts = [token.text for token in self.tokens]
        self._where: dict[str, list[int]] = defaultdict(list)
        for position, folded in enumerate(self._texts):
            self._where[folded].append(position)

    def find(self, words: str) -> list[Span]:
        """Every place where these words stand, in order."""
        wanted = list(fold(words))
        starts = self._where.get(wanted[0], []) if wanted else []
        return [
            Span(start, start + len(wanted))
            for start in starts
            if self._texts[start : start + len(wanted)] == wanted
        ]

    def around(self, span: Span, width: int = 45) -> str:
        """The printed words of a span and those around it, on one line."""
        first, last = self.tokens[span.start].offset, self.tokens[span.end - 1].end
        before = _plain_words(self.text[max(0, first - width) : first])
        after = _plain_words(self.text[last : last + width])
        if first > width:
            before = "…" + before.partition(" ")[2]
        if last + width < len(self.text):
            after = after.rpartition(" ")[0] + "…"
        return (before + self.text[first:last] + after).strip()

    def printed(self, position: int) -> str:
        """A number as printed, with the sign or unit that follows it."""
        token = self.tokens[position]
        following = self.tokens[position + 1 : position + 2]
        unit = following[0] if following and following[0].text in ("%", "€") else token
        return " ".join(self.text[token.offset : unit.end].split())


def _plain_words(text: str) -> str:
    """Some text on one line, without its layout marks."""
    return re.sub(r"\s+", " ", re.sub(r"^#+ ", "", _MARKUP.sub("", text), flags=re.MULTILINE))


def fold(words: str) -> tuple[str, ...]:
    """What counts in some words: two equal results are the same words."""
    return tuple(token.text for token in _tokens(words))


def numbers(words: str) -> list[str]:
    """The numbers in some words, without their spaces, with a decimal comma."""
    return [token.text for token in _tokens(words) if token.kind == "number"]


def _tokens(text: str) -> list[Token]:
    plain, offsets = _plain(unicodedata.normalize("NFC", text))
    starts = [0, *(match.end() for match in re.finditer("\n", plain))]
    tokens = []
    for match in _TOKEN.finditer(plain):
        line = bisect_right(starts, match.start())
        before = plain[starts[line - 1] : match.start()]
        if (
            match["sign"]
            and not before.strip(" \t-#")
            and _is_bullet(plain, match, starts[line - 1])
        ):
            continue
        tokens.append(_token(match, before, plain, line, offsets))
    return tokens


def _is_bullet(plain: str, match: re.Match[str], line_start: int) -> bool:
    """Whether a sign only opens a line: "> Promotion…", "- 2026 : …" in the text of a file."""
    if line_start == 0:
        return False
    return match["sign"] == ">" or (match["sign"] == "-" and plain[match.end()] == " ")


def _token(match: re.Match[str], before: str, plain: str, line: int, offsets: list[int]) -> Token:
    text = match.group()
    kind: Literal["word", "number", "sign"] = "word"
    if match["number"]:
        kind, text = "number", text.replace(" ", "")
        if text.count(".") == 1:
            text = text.replace(".", ",")
    elif match["sign"]:
        kind = "sign"
    elif match["nth"]:
        text = text.replace(" ", "")
    else:
        text = _LINE_END_HYPHEN.sub("", text)
    enumerates = (
        kind == "number"
        and bool(_BULLETS.fullmatch(before))
        and bool(_ENUMERATOR.match(plain, match.start()))
    )
    return Token(text, kind, line, offsets[match.start()], offsets[match.end() - 1] + 1, enumerates)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text in plain lower case without its marks, and where each character comes from."""
    characters: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in re.finditer(r"\Z|" + _MARKUP.pattern, text):
        for offset in range(position, match.start()):
            for character in _folded(text[offset]):
                characters.append(character)
                offsets.append(offset)
        position = match.end()
    return "".join(characters), offsets


def _folded(character: str) -> str:
    if character == "\n" or character == "\t":
        return character
    folded = unicodedata.normalize("NFKC", character).lower().translate(_LETTERS)
    return " " if folded.isspace() else folded
