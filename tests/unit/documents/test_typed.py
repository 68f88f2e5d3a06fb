"""What people type is data: it comes out of both documents as it went in."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.fields import writable
from schemes.loader import shipped
from tests.unit.documents.produced import Produced, edited, page, word
from workflows.fiche.exemple import fullest
from workflows.fiche.results import LigneFiche, Recapitulatif, VoletFiche

LANDES = fullest(shipped("landes"))

TYPED = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# commentaire #}",
    "{_{ x }_} {_% if %_}",
    "{{r objet }}{%tr endfor %}",
    "<script>alert(1)</script>",
    "</w:t></w:r><w:p>",
    "& < > \" ' &amp; &lt; &#65; &nbsp;",
    "une ligne\nune autre\n\net une troisième",
    "des\ttabulations  et   des   espaces  ",
    "🚲 vélos 👩‍🚒 é́ ﷽ ‮inverse‬ \u2028 \u00a0 \ufeff",
    "]]> <![CDATA[ x ]]> <!-- y -->",
    "{{" * 50,
    "=1+1 | @ # * _ ~",
    "é" * 20_000,
)


def typed(*texts: str) -> Recapitulatif:
    """A fiche of one volet whose answers are these texts."""
    lines = tuple(
        LigneFiche(question=f"q{rank}", libelle=f"Question {rank} ?", valeur=text)
        for rank, text in enumerate(texts)
    )
    return LANDES.model_copy(update={"volets": (VoletFiche(titre="Textes", lignes=lines),)})


def answers(found: Produced) -> list[str]:
    return [row[1] for row in found.tables["Textes"][1:]]


@pytest.mark.parametrize("produce", [word, page])
def test_what_is_typed_comes_out_as_typed(produce: type) -> None:
    assert answers(produce(typed(*TYPED))) == list(TYPED)


@pytest.mark.parametrize("produce", [word, page])
def test_what_no_document_may_hold_is_left_out(produce: type) -> None:
    said = "a\x00b\x07c\x0bd\x0ce\x1bf\ufffeg\uffffh\r\ni\rj"
    assert answers(produce(typed(said))) == ["abcdefgh\ni\nj"]


@pytest.mark.parametrize("produce", [word, page])
def test_an_objet_of_any_kind_makes_a_title(produce: type) -> None:
    for objet in ("{{ 7*7 }} <b>&</b>", "é" * 20_000):
        lines = (LigneFiche(question="objet", libelle="Objet ?", valeur=objet),)
        recap = typed().model_copy(update={"volets": (VoletFiche(titre="Textes", lignes=lines),)})
        found = produce(recap)
        assert answers(found) == [objet]
        assert found.text.count(objet) >= 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=200).filter(str.strip), min_size=1, max_size=20))
def test_any_text_comes_out_of_word(texts: list[str]) -> None:
    kept = [text for text in texts if writable(text)]
    assert answers(word(typed(*kept))) == [writable(text) for text in kept]


def test_a_tag_of_the_template_prints_text_however_it_is_written(tmp_path: Path) -> None:
    said = "<b>&</b> {{ 7*7 }}"
    for tag, shown in (
        ("{{ ligne.valeur | upper }}", "<B>&</B> {{ 7*7 }}"),
        ("{{ ligne.valeur ~ ' !' }}", f"{said} !"),
        ("{% autoescape false %}{{ ligne.valeur }}{% endautoescape %}", said),
        ("{% set v = ligne.valeur %}{{ v }}", said),
        ("{{ ligne.valeur | default('rien') }}", said),
    ):
        template = edited(tmp_path, {'{{ ligne.valeur or "Question passée" }}': tag})
        assert answers(word(typed(said), template)) == [shown]
