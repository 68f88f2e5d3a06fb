"""A recap over pages: all of it, in order, each page short enough."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from workflows.fiche.pages import MOST_CHARACTERS, MOST_VOLETS, pages
from workflows.fiche.results import LigneFiche, Recapitulatif, RegleRencontree, VoletFiche

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

volets = st.lists(st.lists(st.integers(1, 3_000), min_size=1, max_size=6), max_size=40)


def recap(lengths: list[list[int]], aside: int = 0, rules: int = 0) -> Recapitulatif:
    """A recap whose answers have these lengths, volet by volet."""
    return Recapitulatif(
        scheme="landes",
        collectivite="Landes",
        titre_schema="Schéma",
        cree_le=NOON,
        modifie_le=NOON,
        restantes=(),
        dossier=1,
        tour=4,
        auteur="U1",
        redacteurs=("U1",),
        fiche="Fiche",
        etat="brouillon",
        complete=True,
        volets=tuple(
            VoletFiche(
                titre=f"Volet {number}",
                lignes=tuple(
                    LigneFiche(question=f"q{number}-{rank}", libelle="?", valeur="x" * length)
                    for rank, length in enumerate(volet)
                ),
            )
            for number, volet in enumerate(lengths)
        ),
        regles=tuple(
            RegleRencontree(niveau="conseil", message="m" * 400, noeud=None, source=f"{rank}")
            for rank in range(rules)
        ),
        de_cote=tuple(f"question {rank}" for rank in range(aside)),
        erreur="Ça bloque.",
        changements=None,
    )


def test_what_fits_is_one_page() -> None:
    whole = recap([[300, 200], [100]], aside=2, rules=2)
    assert pages(whole) == (whole,)
    empty = recap([])
    assert pages(empty) == (empty,)


@given(volets, st.integers(0, 60), st.integers(0, 60))
def test_nothing_is_lost_and_each_page_is_short(
    lengths: list[list[int]], aside: int, rules: int
) -> None:
    whole = recap(lengths, aside, rules)
    spread = pages(whole)
    assert [page.page for page in spread] == list(range(1, len(spread) + 1))
    assert {page.pages for page in spread} == {len(spread)}
    assert _answers(*spread) == _answers(whole)
    assert [r for page in spread for r in page.regles] == list(whole.regles)
    assert [q for page in spread for q in page.de_cote] == list(whole.de_cote)
    assert [page.erreur for page in spread[:-1]] == [None] * (len(spread) - 1)
    assert spread[-1].erreur == whole.erreur
    for page in spread:
        assert len(page.volets) <= MOST_VOLETS
        assert sum(len(line.valeur or "") for _, line in _answers(page)) <= MOST_CHARACTERS


def _answers(*shown: Recapitulatif) -> list[tuple[str, LigneFiche]]:
    return [(volet.titre, line) for page in shown for volet in page.volets for line in volet.lignes]
