"""An échéance as it is shown, and who answers for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlmodel import Session

from storage import echeances, personnes
from storage.echeances_tables import EcheanceSuivie, ReponseEcheance
from workflows.echeances.attentes import suite
from workflows.echeances.results import LigneEcheance, LigneRappel, Motif, Nature, ReponseDonnee

COORDINATOR = "coordinateur"
"""The role that may answer for everyone."""

People = Mapping[str, tuple[str, ...]]
"""The people matched to each printed pilote."""


@dataclass(frozen=True)
class Lignes:
    """What the store holds beside the rows of a scheme's échéances: people, and answers."""

    people: People
    answers: Mapping[int, Sequence[ReponseEcheance]]
    coordinators: frozenset[str]

    @classmethod
    def read(cls, session: Session, scheme: str) -> "Lignes":
        """As the store now is."""
        return cls(
            echeances.people(session, scheme),
            echeances.answers(session, scheme),
            frozenset(one.id for one in personnes.holders(session, COORDINATOR)),
        )

    def responsible(self, echeance: EcheanceSuivie) -> tuple[str, ...]:
        """The people who answer for an échéance."""
        given = self.answers.get(echeance.numero, ())
        return responsible(echeance.pilotes, self.people, given, named=echeance.personnes)

    def refused_by(self, echeance: EcheanceSuivie) -> tuple[str, ...]:
        """The people who said that it is not theirs, when that left nobody."""
        if self.responsible(echeance):
            return ()
        given = self.answers.get(echeance.numero, ())
        theirs = {*_matched(echeance.pilotes, self.people, echeance.personnes)}
        theirs.update(answer.a_qui for answer in given if answer.a_qui)
        authors = (answer.auteur for answer in given if answer.type == "pas_moi")
        return tuple(dict.fromkeys(author for author in authors if author in theirs))

    def may_answer(self, echeance: EcheanceSuivie, person: str) -> bool:
        """Whether a person (an id) answers for an échéance, or for everything."""
        return person in self.coordinators or person in self.responsible(echeance)

    def line(self, echeance: EcheanceSuivie, today: date, reader: str) -> LigneEcheance:
        """An échéance as it stands on a day, for who reads it (an id)."""
        permise = self.may_answer(echeance, reader)
        return LigneEcheance(**self._fields(echeance, today), permise=permise)

    def reminder(
        self, echeance: EcheanceSuivie, today: date, motif: Motif, reader: str
    ) -> LigneRappel:
        """The same in a digest; what is read there for the coordination is its to answer."""
        permise = motif != "pilote" or self.may_answer(echeance, reader)
        return LigneRappel(**self._fields(echeance, today), permise=permise, motif=motif)

    def _fields(self, echeance: EcheanceSuivie, today: date) -> dict[str, Any]:
        given = self.answers.get(echeance.numero, ())
        return {
            "numero": echeance.numero,
            "cle": echeance.cle,
            "nature": cast(Nature, echeance.nature),
            "nom": echeance.nom,
            "objet": echeance.objet,
            "imprime": echeance.imprime,
            "quand": echeance.quand,
            "due": echeance.due,
            "prevue_le": echeance.prevue_le,
            "etat": echeance.etat,
            "retard": lateness(echeance, today),
            "avancement": echeance.avancement,
            "pilotes": tuple(echeance.pilotes),
            "personnes": self.responsible(echeance),
            "refusee_par": self.refused_by(echeance),
            "derniere": _given(given[-1]) if given else None,
            "source": echeance.source,
            "note": echeance.note,
            "version": echeance.version,
            "uid": echeance.uid,
            "modifiee_le": echeance.modifiee_le,
            "suite": suite(echeance),
        }


def responsible(
    pilotes: Iterable[str],
    people: People,
    answers: Iterable[ReponseEcheance],
    *,
    named: Iterable[str] = (),
) -> tuple[str, ...]:
    """The people matched to printed pilotes or named, less those who passed it on, and to whom."""
    persons = dict.fromkeys(_matched(pilotes, people, named))
    for answer in answers:
        if answer.type == "pas_moi":
            persons.pop(answer.auteur, None)
            if answer.a_qui:
                persons[answer.a_qui] = None
    return tuple(persons)


def _matched(pilotes: Iterable[str], people: People, named: Iterable[str]) -> tuple[str, ...]:
    """The people matched to printed pilotes, or named, whatever they answered."""
    return (*(person for pilote in pilotes for person in people.get(pilote, ())), *named)


def lateness(echeance: EcheanceSuivie, today: date) -> int:
    """How many days late an open échéance is on a day; 0 when nothing more is waited for."""
    if echeance.etat != "ouverte" or echeance.due is None:
        return 0
    return max((today - echeance.due).days, 0)


def _given(reponse: ReponseEcheance) -> ReponseDonnee:
    return ReponseDonnee.model_validate(reponse, from_attributes=True)
