"""How the campaign of a year goes on, for a person: no state but the values themselves.

What is asked follows the last value named (entered, or passed), in the order of the dates; so a
campaign stops and resumes at will, and what was passed is asked again the next time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from storage import echeances, personnes, valeurs
from storage.echeances_tables import EcheanceSuivie
from workflows.assistant import Assistant
from workflows.campagne.demandes import annee_de, demander, indicateur_de
from workflows.campagne.results import Campagne, ValeurDeLAnnee
from workflows.echeances.lignes import COORDINATOR, Lignes
from workflows.echeances.occurrences import value_key
from workflows.echeances.results import LigneEcheance
from workflows.results import Option


@dataclass(frozen=True)
class Deroulement:
    """The values that are for a person (an id) to enter, in the transaction of `session`.

    They are those of the échéances they answer for; and, for a coordinator, of those that nobody
    is known to answer for.
    """

    session: Session
    assistant: Assistant
    personne: str

    def campagne(
        self, annee: int, *, apres: str | None = None, arret: bool = False
    ) -> Campagne | None:
        """Where a person is in the campaign of a year; None when it asks nothing of them.

        The value asked for is the first that waits, or the first after that of an indicator
        (`apres`, an id); none when they stop there (`arret`).
        """
        rows = [row for row in self.siennes if annee_de(row) == annee]
        if not rows:
            return None
        lines = self.valeurs_de(rows, annee)
        waiting = [row for row, line in zip(rows, lines, strict=True) if line.valeur is None]
        following = [] if arret else _after(rows, waiting, apres)
        scheme = self.assistant.scheme
        return Campagne(
            scheme=scheme.id,
            collectivite=scheme.collectivite,
            annee=annee,
            demandee=demander(self.session, scheme, following[0]) if following else None,
            saisies=tuple(line for line in lines if line.valeur is not None),
            restent=tuple(line for line in lines if line.valeur is None),
            autres=tuple(year for year in self.en_attente(self.siennes) if year != annee),
        )

    def en_attente(self, rows: Iterable[EcheanceSuivie]) -> tuple[int, ...]:
        """The finished years of which values wait among échéances, the oldest first."""
        this_year = self.assistant.today().year
        years = {annee_de(row) for row in rows if row.etat == "ouverte"}
        return tuple(sorted(year for year in years if year < this_year))

    def valeurs_de(self, rows: Iterable[EcheanceSuivie], annee: int) -> list[ValeurDeLAnnee]:
        """The values of a year's échéances, as they stand.

        What counts is whether the value is there: an import taken back leaves its échéance done.
        """
        scheme = self.assistant.scheme
        entered = valeurs.of_year(self.session, scheme.id, annee)
        return [
            ValeurDeLAnnee(
                indicateur=indicateur.id,
                nom=indicateur.nom_courant,
                unite=indicateur.unite,
                valeur=entered.get(indicateur.id),
            )
            for indicateur in (indicateur_de(scheme, row) for row in rows)
        ]

    @cached_property
    def coordonne(self) -> bool:
        """Whether the person coordinates the scheme."""
        return COORDINATOR in personnes.roles(self.session, self.personne)

    @cached_property
    def lignes(self) -> Lignes:
        """Who answers for what."""
        return Lignes.read(self.session, self.assistant.scheme.id)

    @cached_property
    def attendues(self) -> Sequence[EcheanceSuivie]:
        """The échéances of every value that the scheme waits for, or waited for, by date."""
        scheme = self.assistant.scheme
        known = {f"indicateur/{name}" for name in scheme.indicateurs}
        rows = [
            row
            for row in echeances.followed(self.session, scheme.id)
            if row.nature == "valeur"
            and row.etat != "retiree"
            and row.cle.rpartition("/")[0] in known
        ]
        return sorted(rows, key=_order)

    @cached_property
    def siennes(self) -> Sequence[EcheanceSuivie]:
        """Those of them that are for the person to enter."""
        return [row for row in self.attendues if self._is_theirs(row)]

    def _is_theirs(self, row: EcheanceSuivie) -> bool:
        persons = self.lignes.responsible(row)
        return self.personne in persons or (self.coordonne and not persons)


def proposer(lignes: Iterable[LigneEcheance], jour: date) -> tuple[Option, ...]:
    """The campaign to offer beside échéances: that of the first finished year of which several
    values wait among them.
    """
    waiting = [
        int(ligne.quand)
        for ligne in lignes
        if ligne.nature == "valeur" and ligne.etat == "ouverte" and int(ligne.quand) < jour.year
    ]
    year = next((year for year in sorted(waiting) if waiting.count(year) > 1), None)
    if year is None:
        return ()
    libelle = f"Saisir les {waiting.count(year)} valeurs de {year}"
    return (Option(libelle=libelle, demande=f"valeurs à saisir {year}"),)


def _after(
    rows: Iterable[EcheanceSuivie], waiting: Sequence[EcheanceSuivie], indicateur: str | None
) -> Sequence[EcheanceSuivie]:
    """What waits after the value of an indicator; everything that waits without one."""
    last = next(
        (row for row in rows if indicateur and row.cle == value_key(indicateur, annee_de(row))),
        None,
    )
    return [row for row in waiting if last is None or _order(row) > _order(last)]


def _order(row: EcheanceSuivie) -> tuple[date, int]:
    return row.due or date.max, row.numero
