"""Roles: closed by default, given, taken back, imported; every change in the journal."""

from io import StringIO

import pytest

from schemes.scheme import Scheme
from storage import journal, personnes
from storage.store import Store
from storage.tables import now
from workflows import roles
from workflows.roles import ChangementRole
from workflows.saisie import Refus


def give(
    store: Store, scheme: Scheme, personne: str, role: str, **parts: str
) -> ChangementRole | Refus:
    whole = {"par": "Admin"} | parts
    with store.write() as session:
        return roles.donner(
            session,
            scheme,
            personne=personne,
            role=role,
            now=now(),
            **whole,
        )


def held(store: Store, personne: str) -> set[str]:
    with store.read() as session:
        return set(personnes.roles(session, personne))


def story(store: Store, personne: str) -> list[tuple[str, str, str]]:
    with store.read() as session:
        rows = journal.about(session, journal.personne(personne))
        return [(row.qui, row.quoi, row.details) for row in rows]


def test_nobody_has_a_role_until_it_is_given(store: Store) -> None:
    assert held(store, "U1") == set()


def test_a_role_given_is_known_and_told(store: Store, ille_et_vilaine_scheme: Scheme) -> None:
    done = give(
        store, ille_et_vilaine_scheme, "U1", "visa:referent-clauses-sociales", nom="Léa Petit"
    )
    assert isinstance(done, ChangementRole)
    assert done.change
    assert held(store, "U1") == {"visa:referent-clauses-sociales"}
    assert story(store, "U1") == [
        ("Admin", "donner-role", '{"role": "visa:referent-clauses-sociales"}')
    ]
    with store.read() as session:
        holders = personnes.holders(session, "visa:referent-clauses-sociales")
        assert [(found.id, found.nom) for found in holders] == [("U1", "Léa Petit")]
        assert not personnes.holders(session, "visa:commande-publique")


def test_given_twice_is_told_once(store: Store, ille_et_vilaine_scheme: Scheme) -> None:
    give(store, ille_et_vilaine_scheme, "U1", "comite", nom="Léa Petit", direction="Routes")
    again = give(store, ille_et_vilaine_scheme, "U1", "comite")
    assert isinstance(again, ChangementRole)
    assert not again.change
    assert again.nom == "Léa Petit"
    assert len(story(store, "U1")) == 1


def test_a_role_taken_back_is_gone_and_told(store: Store, ille_et_vilaine_scheme: Scheme) -> None:
    give(store, ille_et_vilaine_scheme, "U1", "comite")
    give(store, ille_et_vilaine_scheme, "U1", "decideur")
    with store.write() as session:
        done = roles.retirer(session, personne="U1", role="comite", par="Admin", now=now())
        again = roles.retirer(session, personne="U1", role="comite", par="Admin", now=now())
        nobody = roles.retirer(session, personne="U9", role="comite", par="Admin", now=now())
    assert isinstance(done, ChangementRole) and done.change
    assert isinstance(again, ChangementRole) and not again.change
    assert isinstance(nobody, Refus)
    assert held(store, "U1") == {"decideur"}
    assert [quoi for _, quoi, _ in story(store, "U1")] == [
        "donner-role", "donner-role", "retirer-role",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("personne", "role"),
    [
        ("U1", "chef"),
        ("U1", "visa:inconnu"),
        ("U1", "visa"),
        ("U1", "visa:facilitatrice"),
        ("", "comite"),
        ("deux mots", "comite"),
        ("x" * 65, "comite"),
    ],
)
def test_what_cannot_be_given_is_refused(
    store: Store, ille_et_vilaine_scheme: Scheme, personne: str, role: str
) -> None:
    refused = give(store, ille_et_vilaine_scheme, personne, role)
    assert isinstance(refused, Refus)
    assert refused.message.endswith(".")
    assert held(store, personne) == set()
    assert story(store, personne) == []


@pytest.mark.parametrize("mark", [";", ","])
def test_a_table_is_imported_line_by_line(
    store: Store, ille_et_vilaine_scheme: Scheme, mark: str
) -> None:
    table = "\ufeffpersonne;nom;direction;role\nU1;Léa;Routes;comite\n\nU2;Max;;zut\nU2;Max;;elu\n"
    with store.write() as session:
        done = list(
            roles.importer(
                session,
                ille_et_vilaine_scheme,
                StringIO(table.replace(";", mark)),
                par="Admin",
                now=now(),
            )
        )
    assert [isinstance(one, Refus) for one in done] == [False, True, False]
    assert isinstance(done[1], Refus)
    assert done[1].message.startswith("Ligne 4 : Pas de rôle « zut »")
    with store.read() as session:
        assert [
            (known.personne, known.direction, known.roles) for known in roles.lister(session)
        ] == [
            ("U1", "Routes", ("comite",)),
            ("U2", None, ("elu",)),
        ]


def test_a_table_without_its_columns_is_refused(
    store: Store, ille_et_vilaine_scheme: Scheme
) -> None:
    with store.write() as session:
        table = StringIO("nom;mail\nLéa;l@x\n")
        [refused] = roles.importer(session, ille_et_vilaine_scheme, table, par="Admin", now=now())
    assert isinstance(refused, Refus)
