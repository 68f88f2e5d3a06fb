"""Formulas counted by SQL, beside the same formulas read in Python and plain SQL by hand."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session

from schemes.formules import CHOIX, PROCEDURES, ConditionMarche, Formule
from schemes.loader import shipped
from storage.formules import Compte, compter, lister
from storage.marches_tables import HeuresInsertion, Import, Marche
from storage.store import Store
from workflows.calcul.evaluation import verdict
from workflows.calcul.faits import faits

YES_NO = [
    "clause-sociale", "critere-social", "marche-reserve", "clause-environnementale",
    "critere-environnemental", "innovant",
]  # fmt: skip
NUMBERS = ["montant", "duree-mois", "offres-recues"]
RANKS = ["superieur_a", "au_moins", "inferieur_a", "au_plus"]
ODD = "Procédure d'avant 2019"

comparisons = st.one_of(
    st.builds(lambda c, v: {"champ": c, "egal": v}, st.sampled_from(YES_NO), st.booleans()),
    st.builds(
        lambda c, o, v: {"champ": c, o: v},
        st.sampled_from(NUMBERS),
        st.sampled_from(RANKS),
        st.decimals(0, 6, places=3),
    ),
    st.sampled_from(sorted(CHOIX)).flatmap(
        lambda c: st.lists(st.sampled_from(CHOIX[c]), min_size=1).map(
            lambda values: {"champ": c, "parmi": values}
        )
    ),
)
conditions = st.recursive(
    comparisons,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: {"tous": found}),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: {"un_de": found}),
        parts.map(lambda found: {"sauf": found}),
    ),
    max_leaves=5,
)
maybe = conditions | st.none()
formules = st.one_of(
    st.builds(lambda si: {"calcul": "nombre", "si": si}, maybe),
    st.builds(
        lambda de, si: {"calcul": "somme", "de": de, "si": si},
        st.sampled_from(["montant", "heures-insertion"]),
        maybe,
    ),
    st.builds(
        lambda de, si, within: {"calcul": "part", "de": de, "si": si, "perimetre": within},
        st.sampled_from([None, "montant"]),
        conditions,
        maybe,
    ),
).map(Formule.model_validate)
tri = st.sampled_from([True, False, None])
marches = st.fixed_dictionaries(
    {
        "annee": st.sampled_from([2024, 2025]),
        "contrat": st.sampled_from(["marche", "marche", "concession"]),
        "clause_sociale": tri,
        "critere_social": tri,
        "reserve": tri,
        "clause_environnementale": tri,
        "critere_environnemental": tri,
        "innovant": tri,
        "montant_centimes": st.integers(0, 600) | st.none(),
        "duree_mois": st.integers(1, 6) | st.none(),
        "offres_recues": st.integers(1, 6) | st.none(),
        "type_achat": st.sampled_from(["fournitures", "services", "travaux", None]),
        "procedure": st.sampled_from([*PROCEDURES.values(), ODD, None]),
    }
)
hours = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from([2024, 2025]), st.integers(1, 10**6)), max_size=8
)


def add(session: Session, scheme: str, rows: list[dict[str, Any]]) -> None:
    session.add_all(
        Marche(
            scheme=scheme,
            acheteur="1" * 14,
            identifiant=f"M{rank}",
            date_notification=date(row["annee"], 3, 1),
            **row,
        )
        for rank, row in enumerate(rows)
    )
    session.flush()


def add_hours(session: Session, scheme: str, rows: list[tuple[int, int, int]]) -> None:
    source = Import(
        scheme=scheme, genre="heures", fichier="h.csv", empreinte=uuid4().hex, auteur="Test"
    )
    session.add(source)
    session.flush()
    for ligne, (marche, annee, centiemes) in enumerate(rows):
        for public, courant in (("total", True), ("femmes", True), ("total", False)):
            session.add(
                HeuresInsertion(
                    scheme=scheme,
                    import_id=source.numero,
                    ligne=ligne,
                    marche=f"M{marche}",
                    annee=annee,
                    debut=date(annee, 1, 1),
                    fin=date(annee, 12, 31),
                    public=public,
                    centiemes=centiemes,
                    courant=courant,
                )
            )
    session.flush()


def counted(
    formule: Formule, rows: list[dict[str, Any]], worked: list[tuple[int, int, int]]
) -> Iterator[tuple[int, Compte]]:
    """The same counts, one marché at a time."""
    lines: list[tuple[int, Any, Mapping[str, Any] | None, int | None]] = []
    if formule.de == "heures-insertion":
        lines = [(annee, m, rows[m] if m < len(rows) else None, n) for m, annee, n in worked]
    else:
        for rank, row in enumerate(rows):
            unit = row["montant_centimes"] if formule.de else 1
            if row["contrat"] == "marche":
                lines.append((row["annee"], rank, row, unit))
    for annee in {line[0] for line in lines}:
        here = [
            (marche, unit, verdict(formule, faits(row), mesuree=unit is not None))
            for year, marche, row, unit in lines
            if year == annee
        ]
        sums = {kind: sum(u or 0 for _, u, v in here if v == kind) for _, _, kind in here}
        share = sums.get("compte", 0) + sums.get("ne_compte_pas", 0)
        yield (
            annee,
            Compte(
                sums.get("compte", 0),
                share if formule.calcul == "part" else None,
                len({m for m, _, v in here if v == "inconnu"}),
                len({m for m, _, _ in here}),
            ),
        )


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(formule=formules, rows=st.lists(marches, max_size=10), worked=hours)
def test_sql_and_python_read_a_formula_alike(
    store: Store, formule: Formule, rows: list[dict[str, Any]], worked: list[tuple[int, int, int]]
) -> None:
    scheme = uuid4().hex
    with store.write() as session:
        add(session, scheme, rows)
        add_hours(session, scheme, worked)
        found = compter(session, scheme, formule)
        assert found == dict(counted(formule, rows, worked))
        pages = [
            line
            for offset in range(0, 12, 3)
            for line in lister(session, scheme, formule, [2024, 2025], limit=3, offset=offset)
        ]
        ranks = [
            verdict(formule, faits(line.marche), mesuree=line.mesure is not None) for line in pages
        ]
    order = {"compte": 0, "inconnu": 1, "ne_compte_pas": 2}
    assert [order[rank] for rank in ranks] == sorted(order[rank] for rank in ranks)
    assert sum(rank == "inconnu" for rank in ranks) <= sum(c.inconnus for c in found.values())
    counts = [line.mesure or 0 for line, rank in zip(pages, ranks, strict=True) if rank == "compte"]
    assert sum(counts) == sum(compte.numerateur for compte in found.values())
    assert len({line.contrat for line in pages}) == len(pages)


SOCIAL = "(clause_sociale OR critere_social OR reserve)"
GREEN = "(clause_environnementale OR critere_environnemental)"
OPEN = (
    "procedure IN ('Appel d''offres ouvert', 'Appel d''offres restreint', "
    "'Procédure avec négociation', 'Dialogue compétitif')"
)
HOURS = (
    "SELECT sum(h.centiemes) FROM heures_insertion h LEFT JOIN marches m "
    "ON m.scheme = h.scheme AND m.identifiant = h.marche "
    "WHERE h.scheme = :s AND h.annee = 2025 AND h.public = 'total' AND h.courant"
)
BY_HAND = {
    ("drome", "consideration-environnementale"): (GREEN, "1 = 1"),
    ("drome", "heures-insertion"): HOURS,
    ("ille-et-vilaine", "heures-insertion"): HOURS,
    ("ille-et-vilaine", "clause-sociale"): ("clause_sociale", "1 = 1"),
    ("ille-et-vilaine", "marches-reserves"): "SELECT count(*) FROM marches WHERE scheme = :s "
    "AND contrat = 'marche' AND annee = 2025 AND reserve",
    ("landes", "clause-sociale"): ("clause_sociale", "montant_centimes > 2500000"),
    ("landes", "criteres-sociaux"): (
        "(critere_social AND NOT clause_sociale AND NOT reserve)",
        "1 = 1",
    ),
    ("lorient-agglomeration", "consideration-environnementale"): (GREEN, "1 = 1"),
    ("lorient-agglomeration", "heures-insertion"): f"{HOURS} AND NOT m.reserve",
    ("lorient-agglomeration", "marches-reserves"): ("reserve", "1 = 1"),
    ("lorient-agglomeration", "consideration-sociale"): (SOCIAL, "1 = 1"),
    ("lorient-agglomeration", "consideration-sociale-formalises"): (SOCIAL, OPEN),
    ("pas-de-calais", "montants-marches-clauses"): "SELECT sum(montant_centimes) FROM marches "
    "WHERE scheme = :s AND contrat = 'marche' AND annee = 2025 AND clause_sociale",
}
"""Each computed indicator of the five schemes, written again: condition and base, or a query."""


def drawn(seed: int, count: int) -> list[dict[str, Any]]:
    """Marchés drawn once and for all."""
    draw = Random(seed)  # noqa: S311 -- a drawing of test data
    return [
        {
            "annee": draw.choice([2024, 2025]),
            "contrat": draw.choice(["marche"] * 9 + ["concession"]),
            **{
                name: draw.choice([True, False, False, None])
                for name in (
                    "clause_sociale", "critere_social", "reserve", "clause_environnementale",
                    "critere_environnemental",
                )
            },
            "montant_centimes": draw.choice([2500000, 2500001, draw.randrange(10**9), None]),
            "procedure": draw.choice([*PROCEDURES.values(), None]),
        }
        for _ in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize(("scheme_id", "indicateur"), sorted(BY_HAND))
def test_each_shipped_formula_is_the_plain_sql_written_apart(
    store: Store, scheme_id: str, indicateur: str
) -> None:
    formule = shipped(scheme_id).indicateurs[indicateur].formule
    assert formule is not None
    plain = BY_HAND[scheme_id, indicateur]
    with store.write() as session:
        add(session, "s", drawn(7, 300))
        add_hours(session, "s", [(rank, 2025, 101 * rank) for rank in range(290, 310)])
        found = compter(session, "s", formule, [2025])[2025]
        if isinstance(plain, str):
            expected: Any = session.connection().scalar(text(plain), {"s": "s"})
            assert found.numerateur == expected > 0
            return
        condition, base = plain
        of_year = "scheme = 's' AND contrat = 'marche' AND annee = 2025"
        expected = session.connection().execute(
            text(
                f"SELECT count(CASE WHEN {condition} THEN 1 END), "  # noqa: S608 -- no input
                f"count(CASE WHEN {condition} IS NOT NULL THEN 1 END) "
                f"FROM marches WHERE {of_year} AND {base}"
            )
        )
        assert (found.numerateur, found.denominateur) == expected.one()
        assert 0 < found.numerateur < (found.denominateur or 0)
        assert found.inconnus > 0


def test_every_computed_indicator_is_checked_by_hand() -> None:
    ids = ["drome", "ille-et-vilaine", "landes", "lorient-agglomeration", "pas-de-calais"]
    computed = {
        (scheme, i.id) for scheme in ids for i in shipped(scheme).indicateurs.values() if i.formule
    }
    assert computed == set(BY_HAND)


def test_a_bound_finer_than_a_cent_leaves_no_marche_on_the_wrong_side(store: Store) -> None:
    bounds = {"superieur_a": 1, "au_moins": 1, "inferieur_a": 1, "au_plus": 1}
    with store.write() as session:
        rows = [{"annee": 2025, "contrat": "marche", "montant_centimes": c} for c in (100, 101)]
        add(session, "s", rows)
        for operator, expected in bounds.items():
            condition = ConditionMarche.model_validate(
                {"champ": "montant", operator: Decimal("1.005")}
            )
            compte = compter(session, "s", Formule(calcul="nombre", si=condition))[2025]
            assert compte == Compte(expected, None, 0, 2)


def test_hours_of_an_identifier_that_two_buyers_share_are_not_told_apart(store: Store) -> None:
    formule = Formule.model_validate(
        {
            "calcul": "somme",
            "de": "heures-insertion",
            "si": {"champ": "marche-reserve", "egal": False},
        }
    )
    with store.write() as session:
        add(session, "s", [{"annee": 2025, "contrat": "marche", "reserve": False}])
        add_hours(session, "s", [(0, 2025, 700)])
        assert compter(session, "s", formule)[2025] == Compte(700, None, 0, 1)
        session.add(
            Marche(
                scheme="s", acheteur="2" * 14, identifiant="M0", contrat="marche",
                date_notification=date(2025, 1, 1), annee=2025, reserve=True,
            )
        )  # fmt: skip
        session.flush()
        assert compter(session, "s", formule)[2025] == Compte(0, None, 1, 1)
