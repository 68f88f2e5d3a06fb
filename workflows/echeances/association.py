"""Who answers for each printed pilote, as the coordinators see it and change it."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances, personnes, valeurs
from storage.echeances_tables import EcheanceSuivie
from workflows.echeances.lignes import COORDINATOR, Lignes
from workflows.echeances.pilotes import associer, pilotes, printed
from workflows.echeances.pilotes_dits import Associer, VoirPilotes, ecrire, rang
from workflows.echeances.results import (
    LignePilote,
    ListePilotes,
    MotifRefusPilote,
    PiloteAssocie,
    PiloteChoisi,
    RefusPilote,
    ReponsePilotes,
)
from workflows.echeances.suivi import catch_up
from workflows.personnes import choisir, nommees, proches
from workflows.results import Option
from workflows.revue.gens import qui, titulaires
from workflows.words import plain

PAGE = 30
"""Pilotes shown at once."""

MOST_NEAR = 5


class Coordination:
    """What a person (an id) asks of the pilotes of a scheme, at an instant.

    Coordinators may; others are told who they are. What is changed holds from the next reminder
    on: it then goes to the people matched, and no longer to the coordination.
    """

    def __init__(self, session: Session, scheme: Scheme, personne: str, now: datetime) -> None:
        self._session = session
        self._scheme = scheme
        self._personne = personne
        self._now = now

    def hear(self, said: VoirPilotes | Associer) -> ReponsePilotes:
        """Show the pilotes, or change who answers for one of them."""
        if refused := self._not_theirs():
            return refused
        catch_up(self._session, self._scheme, self._now)
        return self._page(said.page) if isinstance(said, VoirPilotes) else self._match(said)

    def choose(self, numero: int) -> PiloteChoisi | RefusPilote:
        """The pilote of a number, about to be given people."""
        if refused := self._not_theirs():
            return refused
        found = self._pilote(Associer("associer", str(numero), ()))
        if isinstance(found, RefusPilote):
            return found
        return PiloteChoisi(**self._who(), ligne=self._line(found))

    def _not_theirs(self) -> RefusPilote | None:
        if COORDINATOR in personnes.roles(self._session, self._personne):
            return None
        return self._refuse("droit", demander_a=titulaires(self._session, COORDINATOR))

    def _page(self, page: int) -> ListePilotes:
        lines = sorted(self._lines(), key=lambda line: bool(line.personnes))
        pages = max(1, -(-len(lines) // PAGE))
        page = min(max(page, 1), pages)
        suite = Option(libelle="La suite", demande=f"pilotes {page + 1}")
        return ListePilotes(
            **self._who(),
            total=len(lines),
            sans_personne=sum(not line.personnes for line in lines),
            sans_pilote=_by_pilote(self._open())[None],
            sans_lecteur=len(self._unread()),
            page=page,
            lignes=tuple(lines[(page - 1) * PAGE : page * PAGE]),
            suite=suite if page < pages else None,
        )

    def _match(self, said: Associer) -> PiloteAssocie | RefusPilote:
        nom = self._pilote(said)
        if isinstance(nom, RefusPilote):
            return nom
        if said.verbe == "associer" and not said.personnes:
            return self._refuse("sans_personne", recu=said.pilote)
        named = self._people(said)
        if isinstance(named, RefusPilote):
            return named
        valeurs.hold(self._session)  # whoever changes them at the same time comes before, or after
        before = echeances.people(self._session, self._scheme.id).get(nom, ())
        after = _after(said, before, named)
        change = set(before) != set(after)
        if change:
            associer(self._session, self._scheme, nom, after, par=self._personne, now=self._now)
        return PiloteAssocie(
            **self._who(),
            ligne=self._line(nom),
            parties=tuple(qui(self._session, one) for one in before if one not in after),
            change=change,
        )

    def _pilote(self, said: Associer) -> str | RefusPilote:
        """The printed name of the pilote that is named by its number, or by its name."""
        names = printed(self._scheme)
        numero = rang(said.pilote)
        if numero is not None:
            found = [name for rank, name in enumerate(names, start=1) if rank == numero]
        else:
            found = [name for name in names if plain(name) == plain(said.pilote)]
            found = [name for name in found if name == said.pilote] or found
        if len(found) == 1:
            return found[0]
        options = [
            Option(libelle=name, demande=ecrire(said._replace(pilote=f"{names.index(name) + 1}")))
            for name in found or _near(said.pilote, names)
        ]
        return self._refuse("pilote", recu=said.pilote, options=tuple(options))

    def _people(self, said: Associer) -> tuple[str, ...] | RefusPilote:
        """The ids of the people named."""
        found: list[str] = []
        for rank, name in enumerate(said.personnes):
            named = nommees(self._session, self._scheme.id, name)
            if len(named) != 1:
                return self._which_one(said, rank)
            found.append(named[0].id)
        return tuple(dict.fromkeys(found))

    def _which_one(self, said: Associer, rank: int) -> RefusPilote:
        """Who may be meant by one of the people named."""
        name = said.personnes[rank]
        before, after = said.personnes[:rank], said.personnes[rank + 1 :]

        def sentence(one: str) -> str:
            return ecrire(said._replace(personnes=(*before, one, *after)))

        people = nommees(self._session, self._scheme.id, name) or proches(self._session, name)
        options = choisir(self._session, people, sentence)
        return self._refuse("personne", recu=name, options=options)

    def _lines(self) -> list[LignePilote]:
        """Every pilote, in the document's order."""
        count, unread = _by_pilote(self._open()), _by_pilote(self._unread())
        return [
            LignePilote(
                numero=numero,
                nom=pilote.nom,
                personnes=tuple(qui(self._session, person) for person in pilote.personnes),
                ouvertes=count[pilote.nom],
                sans_lecteur=unread[pilote.nom],
            )
            for numero, pilote in enumerate(pilotes(self._session, self._scheme), start=1)
        ]

    def _line(self, nom: str) -> LignePilote:
        return next(line for line in self._lines() if line.nom == nom)

    def _open(self) -> list[EcheanceSuivie]:
        """The open échéances."""
        rows = echeances.followed(self._session, self._scheme.id)
        return [row for row in rows if row.etat == "ouverte"]

    def _unread(self) -> list[EcheanceSuivie]:
        """Those of them that nobody is known to answer for: the coordination alone reads them."""
        lignes = Lignes.read(self._session, self._scheme.id)
        return [row for row in self._open() if not lignes.responsible(row)]

    def _refuse(self, motif: MotifRefusPilote, **more: Any) -> RefusPilote:
        return RefusPilote(**self._who(), motif=motif, **more)

    def _who(self) -> dict[str, str]:
        return {"scheme": self._scheme.id, "collectivite": self._scheme.collectivite}


def _by_pilote(rows: Iterable[EcheanceSuivie]) -> Counter[str | None]:
    """How many échéances name each pilote; under None, those that name nobody."""
    return Counter(nom for row in rows for nom in (*row.pilotes,) or (None,))


def _after(said: Associer, before: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
    """Those who answer for a pilote once what was said is done."""
    if said.verbe == "dissocier":
        return tuple(one for one in before if one not in named) if named else ()
    return named if said.seules else tuple(dict.fromkeys((*before, *named)))


def _near(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """The first printed names that have every word typed."""
    wanted = _words(typed)
    found = [name for name in names if wanted and wanted <= _words(name)]
    return tuple(found[:MOST_NEAR])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text)))
