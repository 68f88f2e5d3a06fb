"""Which questions a fiche needs, given the answers so far; which one comes next."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from schemes.fiche import Fiche, Question, Regle
from workflows.fiche.conditions import Answers, holds
from workflows.understanding import Periode

LAUNCH = "date-lancement"
"""The common question that says when the consultation is launched."""


@dataclass(frozen=True)
class Parcours:
    """A fiche and the answers it has, whatever the order in which they came.

    An answer whose question is no longer needed is set aside: it stays, and counts for nothing
    until its question is needed again.
    """

    fiche: Fiche
    answers: Answers
    today: date

    @cached_property
    def needed(self) -> tuple[Question, ...]:
        """The questions to answer, in the fiche's order."""
        return tuple(question for question in self.fiche.questions if self._is_needed(question))

    @cached_property
    def counted(self) -> Answers:
        """The answers of the questions that are needed."""
        kept = {question.id for question in self.needed}
        return {name: answer for name, answer in self.answers.items() if name in kept}

    @property
    def next(self) -> Question | None:
        """The first needed question without an answer; None when all have one."""
        return next((question for question in self.needed if question.id not in self.answers), None)

    @property
    def aside(self) -> tuple[Question, ...]:
        """The questions answered and no longer needed."""
        known = self._by_id
        return tuple(known[name] for name in self.answers if name in known.keys() - self.counted)

    def before(self, question: Question) -> Question | None:
        """The needed question that comes before another."""
        rank = self.needed.index(question) if question in self.needed else len(self.needed)
        return self.needed[rank - 1] if rank else None

    def rules_met(self) -> tuple[Regle, ...]:
        """The rules in force at the launch whose condition the answers meet, in order."""
        return tuple(
            regle
            for regle in self.fiche.regles
            if regle.applies_on(self._launch) and holds(regle.si, self.counted)
        )

    @property
    def _launch(self) -> date:
        """The day of the launch: the last one of a period, today when it is not known yet."""
        launch = self.counted.get(LAUNCH)
        if isinstance(launch, Periode):
            return launch.fin
        return launch if isinstance(launch, date) else self.today

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.fiche.questions}

    def _is_needed(self, question: Question) -> bool:
        """Conditions are not circular (the loader refuses it), so this ends."""
        if question.si is None:
            return True
        read = [self._by_id[name] for name in question.si.subjects()]
        visible = {
            earlier.id: self.answers[earlier.id]
            for earlier in read
            if earlier.id in self.answers and self._is_needed(earlier)
        }
        return holds(question.si, visible)
