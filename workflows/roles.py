"""Who may do what: roles given and taken back, each change in the journal."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TextIO

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from schemes.scheme import Scheme
from storage import journal, personnes
from workflows.saisie import Refus

ROLES = {
    "acheteur": "acheteur",
    "pilote": "pilote",
    "elu": "élu",
    "comite": "membre du comité",
    "decideur": "peut enregistrer la décision",
    "commande-publique": "commande publique",
    "coordinateur": "coordinateur du schéma",
}
"""The roles, and what they are called; a visa of the scheme is one more: « visa:son-id »."""

VISA = "visa:"
COLUMNS = ("personne", "nom", "direction", "role")
MAX_ID, MAX_NAME = 64, 200


class ChangementRole(BaseModel):
    """A role given or taken back; `change` is False when things already stood so."""

    model_config = ConfigDict(frozen=True)

    type: Literal["role"] = "role"
    personne: str
    nom: str
    role: str
    donne: bool
    change: bool


class Habilite(BaseModel):
    """Someone with their roles."""

    model_config = ConfigDict(frozen=True)

    personne: str
    nom: str
    direction: str | None
    roles: tuple[str, ...]


def donner(
    session: Session,
    scheme: Scheme,
    *,
    personne: str,
    role: str,
    par: str,
    now: datetime,
    nom: str | None = None,
    direction: str | None = None,
) -> ChangementRole | Refus:
    """Give a role to a person, who is known from then on under that name and direction."""
    if refused := _refusal(scheme, personne, role, par, nom, direction):
        return refused
    known = personnes.register(session, personne, nom=nom, direction=direction)
    change = personnes.give(session, personne, role)
    if change:
        _note(session, "donner-role", personne, role, par, now)
    return ChangementRole(personne=personne, nom=known.nom, role=role, donne=True, change=change)


def retirer(
    session: Session, *, personne: str, role: str, par: str, now: datetime
) -> ChangementRole | Refus:
    """Take a role back, also one that the scheme no longer knows."""
    known = personnes.known(session, [personne]).get(personne)
    if known is None:
        return Refus(message=f"Je ne connais pas « {personne[:MAX_ID]} ».")
    change = personnes.withdraw(session, personne, role)
    if change:
        _note(session, "retirer-role", personne, role, par, now)
    return ChangementRole(personne=personne, nom=known.nom, role=role, donne=False, change=change)


def importer(
    session: Session, scheme: Scheme, lines: TextIO, *, par: str, now: datetime
) -> Iterator[ChangementRole | Refus]:
    """Give the roles of a table of people: a header `personne;nom;direction;role`, one role a line.

    Columns are parted by semicolons or commas. A refusal names its line; the others are done.
    """
    header = lines.readline().lstrip("\ufeff")
    table = csv.reader(lines, delimiter=";" if ";" in header else ",")
    names = [name.strip().lower() for name in header.replace(",", ";").split(";")]
    if not {"personne", "role"} <= set(names) <= set(COLUMNS):
        yield Refus(message=f"La première ligne nomme les colonnes : {' ; '.join(COLUMNS)}.")
        return
    for number, cells in enumerate(table, start=2):
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()):
            continue
        done = donner(
            session,
            scheme,
            personne=row.get("personne", ""),
            role=row.get("role", ""),
            par=par,
            now=now,
            nom=row.get("nom") or None,
            direction=row.get("direction") or None,
        )
        if isinstance(done, Refus):
            done = Refus(message=f"Ligne {number} : {done.message}")
        yield done


def lister(session: Session) -> tuple[Habilite, ...]:
    """Everybody known, with their roles."""
    return tuple(
        Habilite(
            personne=found.id,
            nom=found.nom,
            direction=found.direction,
            roles=tuple(sorted(personnes.roles(session, found.id))),
        )
        for found in personnes.everyone(session)
    )


def known_roles(scheme: Scheme) -> tuple[str, ...]:
    """Every role that exists in a scheme."""
    return (*ROLES, *(f"{VISA}{visa.id}" for visa in scheme.visas))


def _refusal(
    scheme: Scheme,
    personne: str,
    role: str,
    par: str,
    nom: str | None,
    direction: str | None,
) -> Refus | None:
    if role not in known_roles(scheme):
        return Refus(
            message=f"Pas de rôle « {role[:60]} ». Les rôles : {', '.join(known_roles(scheme))}."
        )
    if not personne or len(personne) > MAX_ID or len(personne.split()) != 1:
        return Refus(message=f"Un identifiant tient en un mot de {MAX_ID} caractères au plus.")
    if any(len(said or "") > MAX_NAME for said in (par, nom, direction)):
        return Refus(message=f"Un nom tient en {MAX_NAME} caractères au plus.")
    return None


def _note(session: Session, quoi: str, personne: str, role: str, par: str, now: datetime) -> None:
    objet = journal.personne(personne)
    journal.write(session, qui=par, quoi=quoi, objet=objet, le=now, details={"role": role})
