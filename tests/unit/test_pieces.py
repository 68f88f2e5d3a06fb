"""Files carried by words, and shown as links that no one can forge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import links
from bot.blocks.layout import paragraph
from bot.handlers.incoming import attached, typed
from bot.readings import Reading
from bot.text import render
from workflows.bureau import lire_avec
from workflows.echeances.paroles import Lister, Repondre, heard
from workflows.pieces import UNNAMED, Piece, detacher, piece
from workflows.saisie_dite import lire

DELIB = Piece("Délibération du 3 mars.pdf", "https://exemple.fr/d/3")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("fait 12 : délibération", "fait 12 : délibération", None),
        (f"fait 12 : délibération {DELIB}", "fait 12 : délibération", DELIB),
        (f"fait 12 : {DELIB}\n", "fait 12 :", DELIB),
        (
            "fait 12 : voir https://exemple.fr/a/d%C3%A9lib.pdf.",
            "fait 12 : voir",
            Piece("délib.pdf", "https://exemple.fr/a/d%C3%A9lib.pdf"),
        ),
        ("fait 12 http://exemple.fr/", "fait 12", Piece("exemple.fr", "http://exemple.fr/")),
        ("fait 12 : https://a.fr/1 puis", "fait 12 : https://a.fr/1 puis", None),
        (f"voir https://a.fr/1 {DELIB}", "voir https://a.fr/1", DELIB),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))", None),
        ("fait 12 : ftp://a.fr/x", "fait 12 : ftp://a.fr/x", None),
        ("collé:https://a.fr/x", "collé:https://a.fr/x", None),
    ],
)
def test_the_file_is_what_ends_the_words(text: str, words: str, found: Piece | None) -> None:
    assert detacher(text) == (words, found)


@given(st.text(max_size=300), st.text(max_size=60))
def test_whatever_its_name_a_file_is_read_back_as_it_was_carried(nom: str, path: str) -> None:
    found = piece(nom, f"https://exemple.fr/{path}")
    assert found
    assert detacher(f"fait 12 : mot {found}") == ("fait 12 : mot", found)


@pytest.mark.parametrize("address", ["", "x", "file:///etc/passwd", "https://", "https://a/" * 200])
def test_what_is_no_address_is_no_file(address: str) -> None:
    assert piece("a.pdf", address) is None


def test_a_file_of_slack_is_named_and_placed() -> None:
    given = {"name": "[PV] du 3|4.pdf", "permalink": "https://x.slack.com/files/U1/F1/pv (1)|<.pdf"}
    found = attached(given)
    assert found
    assert found.nom == "(PV) du 3|4.pdf"
    assert not set(found.adresse) & set(" ()<>|")
    assert attached({"permalink": "https://x.slack.com/f"}) == (UNNAMED, "https://x.slack.com/f")
    assert attached({"id": "F1", "mode": "file_access"}) is None


def test_an_answer_and_a_value_take_it_a_list_does_not() -> None:
    assert heard(f"fait 12 : voté {DELIB}") == Repondre("fait", 12, "", "voté", DELIB)
    assert heard(f"fait 12 {DELIB}") == Repondre("fait", 12, "", None, DELIB)
    assert heard(f"en cours 12 40 % {DELIB}") == Repondre("en_cours", 12, "40 %", None, DELIB)
    assert heard("mes échéances") == Lister("miennes")
    assert heard(f"mes échéances {DELIB}") is None
    said = lire(f"saisir heures-insertion 2025 31 000 : relevé {DELIB}")
    assert said
    assert (said.valeur, said.provenance, said.piece) == ("31 000", "relevé", DELIB)
    bare = lire(f"saisir heures-insertion 2025 31 000 {DELIB}")
    assert bare
    assert (bare.valeur, bare.provenance, bare.piece) == ("31 000", None, DELIB)


def test_words_with_files_ask_for_something_or_it_is_said_why_not() -> None:
    assert lire_avec("fait 12 : voté", [DELIB]) == Repondre("fait", 12, "", "voté", DELIB)
    assert lire_avec("mes échéances", [DELIB]) == "mots"
    assert lire_avec("fait 12", [DELIB, DELIB]) == "plusieurs"
    assert lire_avec("fait 12", [None]) == "inaccessible"


def test_slack_writes_addresses_between_brackets() -> None:
    assert (
        typed("fait 12 : <https://a.fr/b?c=1&amp;d=2>", None) == "fait 12 : https://a.fr/b?c=1&d=2"
    )
    assert typed("voir <https://a.fr|a.fr>", None) == "voir a.fr"
    assert heard(typed("fait 12 : votée <https://a.fr/pv.pdf|pv.pdf>", None)) == Repondre(
        "fait", 12, "", "votée", Piece("pv.pdf", "https://a.fr/pv.pdf")
    )


def test_a_link_is_shown_as_each_display_can() -> None:
    marked = f"pièce : {links.mark(str(Piece('A & <B>.pdf', 'https://a.fr/?x=1&y=2')))}"
    [block] = paragraph(marked)
    assert block["text"] == {
        "type": "mrkdwn",
        "text": "pièce : <https://a.fr/?x=1&amp;y=2|A\u00a0&amp;\u00a0&lt;B&gt;.pdf>",
        "verbatim": True,
    }
    said = render(Reading(paragraphs=[marked])).replace("\u00a0", " ")
    assert said == "pièce : A & <B>.pdf (https://a.fr/?x=1&y=2)"
    assert " " not in links.mark(str(DELIB))
    assert links.mark("des mots https://a.fr") == "des mots https://a.fr"
    too_long = str(Piece("PV", f"https://a.fr/?{'a&' * 400}"))
    assert links.mark(too_long) == too_long
