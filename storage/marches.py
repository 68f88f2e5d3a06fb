"""Marchés and their sources: written in bulk, read by year and condition."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    delete,
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as select_rows

from storage import bulk
from storage.marches_tables import Marche, MarcheSource
from storage.preparations import en_vigueur, visible

_BATCH = 2000
_SOURCES = SQLModel.metadata.tables["marches_sources"]
_MARCHES = SQLModel.metadata.tables["marches"]
_ALL_COLUMNS = tuple(_MARCHES.columns.keys())
_BY_A_DOSSIER = col(MarcheSource.import_id).is_(None)  # few rows, found by the index on imports
_COLUMNS = tuple(name for name in _ALL_COLUMNS if name != "id")

Cle = tuple[str, str]
"""A marché within a scheme: its buyer's SIRET (empty when only a dossier speaks of it) and its
identifier."""


class Source(NamedTuple):
    """What one source says of a marché: `contenu` is JSON; `ligne` None for a dossier."""

    import_id: int | None
    ligne: int | None
    contenu: str


def add_sources(
    session: Session, scheme: str, import_id: int, rows: Iterable[Sequence[Any]]
) -> None:
    """Add the records of an import: buyer, identifier, line, identity as written, JSON."""
    bulk.insert(
        session.connection(),
        _SOURCES,
        ("scheme", "import_id", "acheteur", "identifiant", "ligne", "identite", "contenu"),
        ((scheme, import_id, *row) for row in rows),
    )


class Concerne(NamedTuple):
    """A marché that an import speaks of: what stands in the store, and what is said of it."""

    cle: Cle
    avant: dict[str, Any] | None
    sources: list[Source]


def concernes(
    session: Session, scheme: str, import_id: int, *, after: Cle, limit: int, without: bool = False
) -> list[Concerne]:
    """The next marchés that an import speaks of, by their keys, with all that is said of each.

    Everything said counts, in order of arrival. `without` leaves the import's own sources out:
    what remains once it is taken back.
    """
    _walk_indexes(session)
    mine, source = MarcheSource, _SOURCES.alias()
    key = (col(mine.acheteur), col(mine.identifiant))
    keys = (
        select(*key)
        .where(col(mine.import_id) == import_id, tuple_(*key) > tuple_(*after))
        .distinct()
        .order_by(*key)
        .limit(limit)
        .subquery()
    )
    said = _of(source, scheme, keys)
    if without:
        said &= source.c.import_id.is_distinct_from(import_id)
    standing = _of(_MARCHES, scheme, keys) & visible()
    rows = session.connection().execute(
        select(keys, source.c.id, source.c.import_id, source.c.ligne, source.c.contenu, _MARCHES)
        .select_from(keys.outerjoin(source, said).outerjoin(_MARCHES, standing))
        .order_by(keys.c.acheteur, keys.c.identifiant, source.c.id)
    )
    found = []
    for cle, group in groupby(rows, key=itemgetter(0, 1)):
        (first, *rest) = group
        said_of_it = [Source(*row[3:6]) for row in (first, *rest) if row[2] is not None]
        before = None if first[6] is None else dict(zip(_ALL_COLUMNS, first[6:], strict=True))
        found.append(Concerne(cle, before, said_of_it))
    return found


def _walk_indexes(session: Session) -> None:
    """Have PostgreSQL go from index to index until the transaction ends.

    It has no statistics of rows written a moment ago, takes them for few, and sorts or scans
    all of them for each page.
    """
    if session.connection().dialect.name == "postgresql":
        for way in ("bitmapscan", "hashjoin", "material", "mergejoin", "seqscan", "sort"):
            session.connection().execute(text(f"SET LOCAL enable_{way} = off"))


def _of(table: FromClause, scheme: str, keys: FromClause) -> ColumnElement[bool]:
    return and_(
        table.c.scheme == scheme,
        table.c.acheteur == keys.c.acheteur,
        table.c.identifiant == keys.c.identifiant,
    )


def sources(session: Session, scheme: str, cle: Cle) -> Sequence[MarcheSource]:
    """Everything that is said of a marché and counts, in order of arrival."""
    return session.exec(
        select_rows(MarcheSource)
        .where(
            en_vigueur(),
            MarcheSource.scheme == scheme,
            MarcheSource.acheteur == cle[0],
            MarcheSource.identifiant == cle[1],
        )
        .order_by(col(MarcheSource.id))
    ).all()


def concerne(session: Session, scheme: str, cle: Cle) -> Concerne:
    """One marché, with everything that is said of it."""
    row = (
        session.connection()
        .execute(select(_MARCHES).where(*_standing(scheme, cle)))
        .mappings()
        .first()
    )
    said = [Source(one.import_id, one.ligne, one.contenu) for one in sources(session, scheme, cle)]
    return Concerne(cle, {**row} if row else None, said)


def _standing(scheme: str, cle: Cle) -> tuple[ColumnElement[bool], ...]:
    acheteur, identifiant = cle
    return (
        _MARCHES.c.scheme == scheme,
        _MARCHES.c.acheteur == acheteur,
        _MARCHES.c.identifiant == identifiant,
        visible(),
    )


def de_dossier(session: Session, dossier: int) -> set[Cle]:
    """The marché that a dossier speaks of, if any."""
    said = select_rows(MarcheSource).where(_BY_A_DOSSIER, MarcheSource.dossier == dossier)
    return {(row.acheteur, row.identifiant) for row in session.exec(said)}


def say(session: Session, scheme: str, identifiant: str, *, dossier: int, contenu: str) -> None:
    """Keep what a dossier says of a marché, in place of what it said before.

    A dossier does not say who buys: `attach` does, from the files.
    """
    before = (_BY_A_DOSSIER, col(MarcheSource.dossier) == dossier)
    session.execute(delete(MarcheSource).where(*before))
    session.add(
        MarcheSource(
            scheme=scheme,
            acheteur="",
            identifiant=identifiant,
            dossier=dossier,
            identite=identifiant,
            contenu=contenu,
        )
    )
    session.flush()


def nommes(session: Session, scheme: str) -> set[str]:
    """The identifiers that dossiers give."""
    said = select(col(MarcheSource.scheme), col(MarcheSource.identifiant)).where(_BY_A_DOSSIER)
    return {name for of, name in session.execute(said) if of == scheme}


def attach(session: Session, scheme: str) -> set[Cle]:
    """Give what dossiers say the only buyer that files have for the same identifier.

    An identifier that several buyers have, or none, names no buyer. A marché that only dossiers
    spoke of goes with them: it is the same one. Gives the marchés that what a dossier says
    leaves or joins.
    """
    said = session.exec(select_rows(MarcheSource).where(_BY_A_DOSSIER))
    rows = [row for row in said if row.scheme == scheme]
    buyers = _buyers_of(session, scheme, {row.identifiant for row in rows}, en_vigueur())
    moves = set[tuple[Cle, Cle]]()
    for row in rows:
        known = buyers[row.identifiant]
        buyer = known[0] if len(known) == 1 else ""
        if buyer != row.acheteur:
            moves.add(((row.acheteur, row.identifiant), (buyer, row.identifiant)))
            row.acheteur = buyer
    session.flush()
    for before, after in moves:
        _follow(session, scheme, before, after)
    return {cle for move in moves for cle in move}


def _follow(session: Session, scheme: str, before: Cle, after: Cle) -> None:
    """Take a marché of which nothing is said any more to the key where it is said."""
    if sources(session, scheme, before) or concerne(session, scheme, after).avant:
        return
    session.connection().execute(
        update(_MARCHES).where(*_standing(scheme, before)).values(acheteur=after[0])
    )


def cles(session: Session, scheme: str, import_id: int, names: Collection[str]) -> set[Cle]:
    """The marchés that an import speaks of under some identifiers."""
    of_import = col(MarcheSource.import_id) == import_id
    found = _buyers_of(session, scheme, names, of_import)
    return {(buyer, name) for name, buyers in found.items() for buyer in buyers}


def _buyers_of(
    session: Session, scheme: str, names: Collection[str], which: ColumnElement[bool]
) -> dict[str, list[str]]:
    """The buyers that files have for each of some identifiers, by some of their sources."""
    found = defaultdict[str, list[str]](list)
    for buyer in _buyers(session, scheme) if names else ():
        wanted = select(col(MarcheSource.identifiant)).where(
            col(MarcheSource.scheme) == scheme,
            col(MarcheSource.acheteur) == buyer,
            col(MarcheSource.identifiant).in_(names),
            col(MarcheSource.import_id).is_not(None),
            which,
        )
        for name in session.scalars(wanted.distinct()):
            found[name].append(buyer)
    return found


def _buyers(session: Session, scheme: str) -> Iterator[str]:
    """Each buyer of a scheme, found by one step in the index however many marchés it has."""
    buyer: str | None = ""
    following = select(func.min(col(MarcheSource.acheteur))).where(
        col(MarcheSource.scheme) == scheme, col(MarcheSource.acheteur) > bindparam("buyer")
    )
    while buyer := session.scalar(following, {"buyer": buyer}):
        yield buyer


def add(
    session: Session,
    scheme: str,
    marches: Mapping[Cle, Mapping[str, Any]],
    *,
    preparation: int = 0,
) -> None:
    """Add marchés, by their columns; they count at once unless they belong to a preparation."""
    state = {"scheme": scheme, "ecrit_par": preparation, "remplace_par": 0}
    rows = (
        {**state, "acheteur": cle[0], "identifiant": cle[1], **columns}
        for cle, columns in marches.items()
    )
    bulk.insert(
        session.connection(),
        _MARCHES,
        _COLUMNS,
        ([_plain(row[name]) for name in _COLUMNS] for row in rows),
    )


def replace(session: Session, numbers: Collection[int], preparation: int) -> None:
    """Say that marchés, by their ids, will no more count once a preparation does."""
    if numbers:
        session.connection().execute(
            update(_MARCHES).where(_MARCHES.c.id.in_(numbers)).values(remplace_par=preparation)
        )


def change(session: Session, marches: Mapping[int, Mapping[str, Any]]) -> None:
    """Give marchés, by their ids, new columns."""
    if marches:
        session.connection().execute(
            update(_MARCHES).where(_MARCHES.c.id == bindparam("of")),
            [{"of": number, **columns} for number, columns in marches.items()],
        )


def remove(session: Session, numbers: Collection[int]) -> None:
    """Delete marchés by their ids."""
    if numbers:
        session.execute(delete(Marche).where(col(Marche.id).in_(numbers)))


def lister(
    session: Session,
    scheme: str,
    *conditions: ColumnElement[bool],
    annee: int | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Sequence[Marche]:
    """The marchés of a scheme that meet conditions on `Marche`'s columns, the last notified first.

    A condition on something unknown is not met. `limit` and `offset` cut the list in pages.
    """
    wanted = select_rows(Marche).where(*_among(scheme, annee), *conditions)
    ordered = wanted.order_by(col(Marche.date_notification).desc(), col(Marche.id).desc())
    return session.exec(ordered.limit(limit).offset(offset)).all()


def parcourir(session: Session, scheme: str, annee: int | None = None) -> Iterator[Marche]:
    """Every marché of a scheme, of a year or all, the oldest first, a few in memory at a time."""
    wanted = select_rows(Marche).where(*_among(scheme, annee))
    ordered = wanted.order_by(col(Marche.date_notification), col(Marche.id))
    yield from session.exec(ordered, execution_options={"yield_per": _BATCH})


def compter(
    session: Session, scheme: str, *conditions: ColumnElement[bool], annee: int | None = None
) -> int:
    """How many marchés `lister` would give in all."""
    counted = select(func.count()).select_from(Marche)
    return session.scalar(counted.where(*_among(scheme, annee), *conditions)) or 0


def _among(scheme: str, annee: int | None) -> list[ColumnElement[bool]]:
    wanted = [visible(), col(Marche.scheme) == scheme]
    return wanted if annee is None else [*wanted, col(Marche.annee) == annee]


def _plain(value: Any) -> Any:
    """A value as both drivers take it in bulk: dates as ISO text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
