"""Who words name: a mention, the name or id of someone known, a printed pilote matched to them."""

import re
from collections.abc import Callable, Iterable

from sqlmodel import Session

from storage import echeances, personnes
from storage.revue_tables import Personne
from workflows.results import Option, Qui
from workflows.revue.gens import qui, tous
from workflows.words import plain

MENTION = re.compile(r"[UW][A-Z0-9]{5,40}")
"""The form of the ids by which a messenger names people, who need not be known beforehand."""

MOST_NEAR = 5


def nommees(session: Session, scheme: str, words: str) -> tuple[Qui, ...]:
    """The people that words name, an « @ » before them or not; none when nobody is known so.

    Case and accents do not count. Several have the same name, or answer for the same pilote.
    Without its « @ », the id of someone unknown is a word like any other.
    """
    named = _bare(words)
    if "@" in words and MENTION.fullmatch(named):
        return (qui(session, named),)
    wanted = plain(named)
    known = {
        row.id
        for row in personnes.everyone(session)
        if wanted in (plain(row.id), plain(row.nom), plain(_distinct(row)))
    }
    matched = {
        person
        for nom, persons in echeances.people(session, scheme).items()
        for person in persons
        if wanted in (plain(nom), plain(person))
    }
    return tous(session, known | matched)


def proches(session: Session, words: str) -> tuple[Qui, ...]:
    """The people known whose name has a word in common with these, by name."""
    wanted = set(plain(_bare(words)).split())
    found = [row for row in personnes.everyone(session) if wanted & set(plain(row.nom).split())]
    return tuple(Qui(id=row.id, nom=row.nom) for row in found[:MOST_NEAR])


def choisir(
    session: Session, people: Iterable[Qui], sentence: Callable[[str], str]
) -> tuple[Option, ...]:
    """Each of some people, to say which one is meant; `sentence` asks for the one it is given."""
    names = {row.id: _distinct(row) for row in personnes.everyone(session)}
    return tuple(
        Option(libelle=names.get(one.id, one.nom), demande=sentence(f"@{one.id}")) for one in people
    )


def _distinct(person: Personne) -> str:
    """A name that tells someone from those of the same name: « Claire Martin (Achats) »."""
    more = person.direction or person.id
    return person.nom if more == person.nom else f"{person.nom} ({more})"


def _bare(words: str) -> str:
    return " ".join(words.strip(" .!?").removeprefix("@").split())
