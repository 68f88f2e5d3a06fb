"""The dossiers that a person may see, and the story of one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import journal, personnes, revues
from storage.revue_tables import EntreeJournal, Personne, Revue, VisaDemande
from storage.tables import Dossier, EtatDossier
from workflows.revue import choix, etats
from workflows.revue.actes import consulter, destination, who
from workflows.revue.etats import Qualite
from workflows.revue.gens import direction, named, qui
from workflows.revue.results import (
    JournalDossier,
    LigneDossier,
    LigneJournal,
    MesDossiers,
    RefusRevue,
)
from workflows.roles import VISA

OVER: frozenset[EtatDossier] = frozenset({"notifie", "abandonne"})
"""The states after which nothing is left to do."""

_WAITS_FOR: dict[EtatDossier, frozenset[Qualite]] = {
    "inscrit": frozenset({"membre", "decideur"}),
    "ajourne": frozenset({"decideur", "commande-publique"}),
    "a-completer": frozenset({"redacteur"}),
    "reoriente": frozenset({"redacteur"}),
    "defavorable": frozenset({"redacteur"}),
    "valide": frozenset({"redacteur"}),
    "lance": frozenset({"redacteur"}),
    "infructueux": frozenset({"redacteur"}),
    "brouillon": frozenset({"redacteur"}),
}
"""In each state, whose move it is, besides the visas."""


@dataclass(frozen=True)
class Lecteur:
    """A person who reads lists of dossiers."""

    personne: str
    roles: frozenset[str]
    direction: str | None


@dataclass(frozen=True)
class Place:
    """A dossier in a list, and what the reader is to it."""

    ligne: LigneDossier
    attendu: bool
    a_lui: bool
    meme_direction: bool

    @property
    def groupe(self) -> str:
        """The first list that it fits."""
        fits = (self.attendu, self.a_lui, self.meme_direction, True)
        return next(group for group, fit in zip(_GROUPS, fits, strict=True) if fit)


_KEEPER = Lecteur("", frozenset({"coordinateur"}), None)
"""Who reads from the terminal: in no one's place, with the sight of who sees every dossier."""

_GROUPS = ("pour_moi", "miens", "direction", "autres")
"""The lists of `MesDossiers`, in order."""


def mes_dossiers(
    session: Session, scheme: Scheme, *, par: str, etat: EtatDossier | None = None
) -> MesDossiers:
    """The dossiers sent that a person may see, in one state or in all those that are not over."""
    lecteur = _reader(session, par)
    wanted = {etat} if etat else set(get_args(EtatDossier)) - OVER
    rows = revues.submitted(session, scheme.id, wanted)
    places = [place for place in _places(session, lecteur, rows) if place]
    listed = {group: _lines([p for p in places if p.groupe == group]) for group in _GROUPS}
    offered = [line for group in _GROUPS for line in listed[group]]
    return MesDossiers(**who(scheme), etat=etat, **listed, choix=choix.ouvrir(offered))


def lines_of(
    session: Session, par: str | None, rows: Sequence[tuple[Dossier, Revue]]
) -> tuple[LigneDossier, ...]:
    """These dossiers as lines, for a person; those that they may not see are left out.

    None for whoever keeps the store: nothing is left out.
    """
    lecteur = _KEEPER if par is None else _reader(session, par)
    return _lines([place for place in _places(session, lecteur, rows) if place])


def histoire(
    session: Session, scheme: Scheme, numero: int, *, par: str
) -> JournalDossier | RefusRevue:
    """The story of a dossier, for a person who may see it."""
    told = story(session, scheme, numero) if consulter(session, scheme, numero, par) else None
    return told or RefusRevue(**who(scheme), raison="introuvable", action=None, dossier=numero)


def story(session: Session, scheme: Scheme, numero: int) -> JournalDossier | None:
    """The story of a dossier; None when it was never submitted."""
    dossier, revue = revues.find(session, scheme.id, numero), revues.review(session, numero)
    if dossier is None or revue is None:
        return None
    entries = journal.about(session, journal.dossier(numero))
    return JournalDossier(
        **who(scheme),
        dossier=numero,
        objet=revue.objet,
        entrees=tuple(entry_line(session, entry) for entry in entries),
    )


def entry_line(session: Session, entry: EntreeJournal) -> LigneJournal:
    """An entry of the journal as it is told."""
    return LigneJournal(
        le=entry.le,
        qui=qui(session, entry.qui),
        quoi=entry.quoi,
        objet=entry.objet,
        mots=entry.mots,
        details=json.loads(entry.details),
    )


def _reader(session: Session, par: str) -> Lecteur:
    return Lecteur(par, personnes.roles(session, par), direction(session, par))


def _lines(places: Sequence[Place]) -> tuple[LigneDossier, ...]:
    return tuple(place.ligne for place in places)


def _places(
    session: Session, lecteur: Lecteur, rows: Sequence[tuple[Dossier, Revue]]
) -> list[Place | None]:
    dossiers = [dossier for dossier, _ in rows]
    redacteurs = revues.writers(session, dossiers)
    visas = revues.visas_by_dossier(session, [revue for _, revue in rows])
    people = {dossier.auteur for dossier in dossiers} | {revue.etat_par for _, revue in rows}
    names = personnes.known(session, people)
    return [
        _place(lecteur, dossier, revue, redacteurs[dossier.numero], visas[dossier.numero], names)
        for dossier, revue in rows
    ]


def _place(
    lecteur: Lecteur,
    dossier: Dossier,
    revue: Revue,
    redacteurs: frozenset[str],
    visas: Sequence[VisaDemande],
    names: Mapping[str, Personne],
) -> Place | None:
    """Where a dossier stands for a reader; None when they may not see it."""
    author = names.get(dossier.auteur)
    near = author is not None and None is not lecteur.direction == author.direction
    held = etats.qualites(
        lecteur.roles,
        redacteur=lecteur.personne in redacteurs,
        vers=destination(revue),
        visas=[row.visa for row in visas],
    )
    if not etats.visible(lecteur.roles, held, vers=destination(revue), meme_direction=near):
        return None
    actions = etats.possibles(dossier.etat, held)
    mine = [row for row in visas if f"{VISA}{row.visa}" in lecteur.roles and row.avis is None]
    waits = _WAITS_FOR.get(dossier.etat, frozenset())
    own = "redacteur" in held
    return Place(
        ligne=LigneDossier(
            dossier=dossier.numero,
            objet=revue.objet,
            auteur=named(author, dossier.auteur),
            etat=dossier.etat,
            depuis=revue.etat_le,
            par=named(names.get(revue.etat_par), revue.etat_par),
            visas_attendus=tuple(row.qui for row in visas if row.avis is None),
            actions=actions,
        ),
        a_lui=own,
        meme_direction=near,
        attendu=bool(
            ("viser" in actions and mine) or (held & waits and (not own or "redacteur" in waits))
        ),
    )
