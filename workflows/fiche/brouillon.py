"""A fiche being written, held by one transaction: what each thing said to it changes and shows."""

import json
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from schemes.fiche import Question
from schemes.scheme import Scheme
from storage import dossiers
from storage.tables import Dossier
from workflows.assistant import Assistant
from workflows.fiche import versions, views
from workflows.fiche.kept import parcours_of
from workflows.fiche.results import Changements, Recapitulatif, Suite
from workflows.results import Option
from workflows.revue.results import RefusRevue, Soumission
from workflows.revue.soumission import soumettre
from workflows.understanding import (
    Ambiguous,
    NotUnderstood,
    Valeur,
    say,
    to_json,
    understand,
)
from workflows.words import words


class Brouillon:
    """A dossier and the person who speaks to it. Its dossier must be held by the session."""

    def __init__(
        self,
        assistant: Assistant,
        session: Session,
        dossier: Dossier,
        personne: str,
        now: datetime,
    ) -> None:
        self._today = assistant.today
        self._scheme: Scheme = assistant.scheme
        self._session = session
        self.dossier = dossier
        self._personne = personne
        self._now = now
        self.parcours = parcours_of(session, self._scheme, dossier, self._today())
        self.asked = self._asked()
        self.envoi: Soumission | RefusRevue | None = None
        self._changes: Changements | None = versions.follow(session, dossier, self._scheme.fiche)

    def answer(self, text: str) -> Suite:
        """Take the text as an answer to the question asked now."""
        question = self.asked
        if self._overturned:
            return self.show(erreur=views.OVERTURNED)
        if question is None:
            return self.show(erreur=views.NOTHING_ASKED)
        heard = understand(question, text, self._today())
        if isinstance(heard, NotUnderstood):
            return self.show(erreur=heard.raison)
        if isinstance(heard, Ambiguous):
            readings = tuple(
                Option(libelle=reading.libelle, demande=say(question, reading.valeur))
                for reading in heard.readings
            )
            return self.show(lectures=readings)
        before = self.parcours.rules_met()
        self._keep(question, heard.valeur)
        met = [regle for regle in self.parcours.rules_met() if regle not in before]
        return self.show(
            retenu=say(question, heard.valeur),
            alertes=tuple(regle.message for regle in met),
        )

    def skip(self) -> Suite:
        """Leave the question asked now without an answer, when it may be."""
        if self.asked is None or self._overturned:
            return self.show()
        if self.asked.obligatoire:
            return self.show(erreur=views.CANNOT_SKIP)
        self._keep(self.asked, None)
        return self.show()

    def back(self) -> Suite:
        """Ask again the question before."""
        before = self.parcours.before(self.asked) if self.asked else self.parcours.needed[-1]
        self.dossier.question = before.id if before else self.dossier.question
        return self.show()

    def forward(self) -> Suite:
        """Leave the question gone back to as it is."""
        self.dossier.question = None
        return self.show()

    def help(self) -> Suite:
        """How to answer."""
        return self.show(erreur=views.HELP if self.asked else views.NOTHING_ASKED)

    def recap(self, erreur: str | None = None) -> Recapitulatif:
        """The whole fiche as written so far."""
        return views.recap(
            self._scheme,
            self.dossier,
            self.parcours,
            dossiers.writers(self._session, self.dossier),
            erreur=erreur,
            changements=self._changes,
        )

    def go_to(self, named: str) -> Suite:
        """Ask again the needed question that a few words name best."""
        question = self._named(named)
        if question is None:
            return self.show(erreur=views.not_found(named))
        self.dossier.question = question.id
        return self.show()

    def reopen(self, name: str) -> Suite:
        """Ask again the question of this id, if it is needed."""
        if all(question.id != name for question in self.parcours.needed):
            return self.show(erreur=views.NOT_NEEDED)
        self.dossier.question = name
        return self.show()

    def submit(self) -> Suite:
        """Send the fiche, unless a question waits or a rule blocks."""
        if self.parcours.next is not None:
            self.dossier.question = None
            return self.show()
        if any(regle.niveau == "blocage" for regle in self.parcours.rules_met()):
            return self.recap(erreur=views.BLOCKED)
        self._session.flush()
        self.envoi = soumettre(
            self._session,
            self._scheme,
            self.dossier,
            self.parcours.counted,
            self._personne,
            self._now,
        )
        for personne in dossiers.writers(self._session, self.dossier):
            dossiers.pause(self._session, self.dossier, personne)
        return self.recap()

    def show(
        self,
        *,
        retenu: str | None = None,
        erreur: str | None = None,
        alertes: tuple[str, ...] = (),
        lectures: tuple[Option, ...] = (),
    ) -> Suite:
        """The question asked now, or the whole fiche when none is left to ask."""
        question = self._asked()
        self.dossier.question = question.id if question else None
        if question is None:
            return self.recap(erreur=erreur)
        return views.question(
            self._scheme,
            self.dossier,
            self.parcours,
            question,
            retenu=retenu,
            erreur=erreur,
            alertes=alertes,
            lectures=lectures,
            changements=self._changes,
        )

    @property
    def objet(self) -> str | None:
        """What is bought, once it is known."""
        objet = self.parcours.answers.get("objet")
        return objet if isinstance(objet, str) else None

    def _asked(self) -> Question | None:
        """The question that waits, if it is still needed, else the next one."""
        waits = next((q for q in self.parcours.needed if q.id == self.dossier.question), None)
        return waits or self.parcours.next

    @property
    def _overturned(self) -> bool:
        """Whether a new definition asks something else than what was shown."""
        return self.dossier.question != (self.asked.id if self.asked else None)

    def _named(self, text: str) -> Question | None:
        asked = set(words(text))
        scores = [
            (len(asked & set(words(f"{question.id} {question.libelle}"))), question)
            for question in self.parcours.needed
        ]
        best, question = max(scores, key=lambda score: score[0])
        return question if best else None

    def _keep(self, question: Question, valeur: Valeur | None) -> None:
        """Add an answer; None passes the question."""
        kept = None if valeur is None else json.dumps(to_json(valeur), ensure_ascii=False)
        dossiers.answer(
            self._session,
            self.dossier,
            question=question.id,
            valeur=kept,
            auteur=self._personne,
        )
        self.dossier.question = None
        self.parcours = replace(
            self.parcours, answers={**self.parcours.answers, question.id: valeur}
        )
