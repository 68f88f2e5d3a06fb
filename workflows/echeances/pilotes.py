"""The pilotes printed in the document, matched to people by the coordinator."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances, journal
from workflows.personnes import MENTION, nommees
from workflows.results import Qui
from workflows.words import plain, readable


class PiloteImprime(BaseModel):
    """A pilote as printed, with the people (ids) who answer for it: none when no one is matched."""

    model_config = ConfigDict(frozen=True)

    nom: str
    personnes: tuple[str, ...]


class NotTakenError(ValueError):
    """A file is not taken; the message says in French which lines are wrong, and why."""


def printed(scheme: Scheme) -> tuple[str, ...]:
    """The names of pilotes, as printed, in the document's order."""
    names = (name for place in scheme.walk() for name in place.noeud.pilotes)
    return tuple(dict.fromkeys(names))


def pilotes(session: Session, scheme: Scheme) -> tuple[PiloteImprime, ...]:
    """Each printed pilote with the people matched to it."""
    matched = echeances.people(session, scheme.id)
    return tuple(
        PiloteImprime(nom=name, personnes=matched.get(name, ())) for name in printed(scheme)
    )


def associer(
    session: Session, scheme: Scheme, nom: str, people: Iterable[str], *, par: str, now: datetime
) -> None:
    """Match people (ids) to a printed pilote, in place of those matched before.

    It holds from the next reminder on, and is in the journal, by `par`.
    """
    persons = list(people)
    echeances.match(session, scheme.id, nom, persons)
    journal.write(
        session,
        qui=par,
        quoi="associer-pilote",
        objet=journal.pilote(nom),
        le=now,
        details={"personnes": persons},
    )


def import_csv(
    session: Session, scheme: Scheme, text: str, *, par: str, now: datetime
) -> tuple[PiloteImprime, ...]:
    """Match people to pilotes as a CSV file says: `pilote;personne`, a line a person.

    A person is an id of the messenger, or words that name one person alone. A pilote that the
    file names is matched to the people of the file alone; one with an empty `personne` to nobody.
    Case and accents of names do not count. The whole file is taken, or nothing of it: raises
    NotTakenError. Each pilote matched is in the journal, by `par`.
    """
    wanted: dict[str, list[str]] = {}
    faults: list[str] = []
    known = {plain(name): name for name in printed(scheme)}
    for line, name, person in _rows(text):
        named = nommees(session, scheme.id, _mentioned(person)) if person else ()
        if plain(name) not in known:
            faults.append(f"ligne {line} : le document n'imprime pas de pilote « {name} »")
        elif person and len(named) != 1:
            faults.append(f"ligne {line} : {_not_one(person, named)}")
        else:
            people = wanted.setdefault(known[plain(name)], [])
            people.extend(one.id for one in named if one.id not in people)
    if faults:
        raise NotTakenError("\n".join(faults))
    for name, people in wanted.items():
        associer(session, scheme, name, people, par=par, now=now)
    return pilotes(session, scheme)


def _mentioned(person: str) -> str:
    """A cell that holds an id of the messenger as its mention: « URBANISME » is no id."""
    is_id = MENTION.fullmatch(person) and re.search("[0-9]", person)
    return f"@{person}" if is_id else person


def _not_one(person: str, named: Iterable[Qui]) -> str:
    """Why a cell does not name one person, and what to write."""
    said, meant = readable(person[:60]), " ou ".join(one.id for one in named)
    if meant:
        return f"« {said} » nomme plusieurs personnes : écrivez {meant}"
    return (
        f"je ne connais pas « {said} » : écrivez l'identifiant d'une personne dans la messagerie "
        "(U02ABCDEF), ou son nom si « spaser roles lister » le donne ; une personne par ligne"
    )


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, pilote and person of each row; spreadsheets write « ; », others « , »."""
    lines = text.removeprefix("\ufeff").splitlines()
    header = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if ";" in header else ",")
    if not {"pilote", "personne"} <= set(reader.fieldnames or ()):
        raise NotTakenError("la première ligne doit nommer les colonnes « pilote » et « personne »")
    for row in reader:
        name, person = row["pilote"], row["personne"]
        if name is None or person is None:
            raise NotTakenError(f"ligne {reader.line_num} : il manque une colonne")
        if name.strip() or person.strip():
            yield reader.line_num, name.strip(), person.strip()
