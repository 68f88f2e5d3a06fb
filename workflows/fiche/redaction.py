"""Writing a fiche: what a person says, and the question that comes next.

Each answer is one transaction: read the answers, understand, add, look for the next question.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import Session

from schemes.fiche import Question
from storage import dossiers
from storage.tables import Dossier
from workflows.assistant import Assistant
from workflows.fiche import views
from workflows.fiche.kept import read_answers
from workflows.fiche.parcours import Parcours
from workflows.fiche.results import Brouillons, Pause, QuestionPosee, Recapitulatif, ReponseFiche
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
from workflows.words import plain, words

Dit = ReponseFiche | Soumission | RefusRevue
"""What someone who writes a fiche is told: what it shows next, or what became of it once sent."""


class Redaction:
    """The fiches of one person, in the scheme of an assistant."""

    def __init__(self, assistant: Assistant, auteur: str) -> None:
        self._assistant = assistant
        self._scheme = assistant.scheme
        self._auteur = auteur
        self._words: dict[str, Callable[[Session, Dossier], Dit]] = {
            "passer": self._skip,
            "retour": self._back,
            "continuer": self._next,
            "aide": self._help,
            "resume": self._recap,
            "recapitulatif": self._recap,
            "plus tard": self._pause,
            "pause": self._pause,
            "envoyer": self._submit,
            "soumettre": self._submit,
        }

    def is_writing(self) -> bool:
        """Whether the person has a fiche open in front of them."""
        with self._assistant.store.read() as session:
            return self._current(session) is not None

    def open(self, *, new: bool = False, number: int = 0) -> ReponseFiche:
        """Begin a new fiche, resume the draft of a number, or offer the drafts to choose from."""
        with self._assistant.store.write() as session:
            drafts = dossiers.drafts(session, scheme=self._scheme.id, auteur=self._auteur)
            wanted = next((draft for draft in drafts if draft.id == number), None)
            if wanted is None and drafts and not new:
                return self._choose(session, drafts)
            for draft in drafts:
                draft.en_pause = True
            if wanted is None or new:
                wanted = dossiers.begin(session, scheme=self._scheme.id, auteur=self._auteur)
            wanted.en_pause = False
            dossiers.touch(wanted)
            return self._next(session, wanted)

    def say(self, text: str) -> Dit:
        """What follows from what the person writes: an answer, or a word that steers.

        Raises LookupError when no fiche is being written.
        """
        with self._assistant.store.write() as session:
            dossier = self._current(session)
            if dossier is None:
                raise LookupError(self._auteur)
            said = plain(text).strip(" .!?")
            if said in self._words:
                return self._words[said](session, dossier)
            if said.startswith("modifier"):
                return self._go_to(session, dossier, text.strip()[len("modifier") :])
            return self._answer(session, dossier, text)

    def _current(self, session: Session) -> Dossier | None:
        return dossiers.being_written(session, scheme=self._scheme.id, auteur=self._auteur)

    def _parcours(self, session: Session, dossier: Dossier) -> Parcours:
        """The fiche with its answers; one that its question no longer admits is asked again."""
        fiche = self._scheme.fiche
        answers = read_answers(fiche, dossiers.answers(session, dossier))
        return Parcours(fiche, answers, self._assistant.today())

    def _asked(self, dossier: Dossier, parcours: Parcours) -> Question | None:
        """The question gone back to, if it is still needed, else the next one."""
        back = next((q for q in parcours.needed if q.id == dossier.question), None)
        return back or parcours.next

    def _show(
        self,
        dossier: Dossier,
        parcours: Parcours,
        *,
        retenu: str | None = None,
        erreur: str | None = None,
        lectures: tuple[Option, ...] = (),
    ) -> QuestionPosee | Recapitulatif:
        """The question asked now, or the whole fiche when none is left to ask."""
        question = self._asked(dossier, parcours)
        if question is None:
            return views.recap(self._scheme, dossier, parcours, erreur=erreur)
        return views.question(
            self._scheme,
            dossier,
            parcours,
            question,
            retenu=retenu,
            erreur=erreur,
            lectures=lectures,
        )

    def _next(self, session: Session, dossier: Dossier) -> QuestionPosee | Recapitulatif:
        return self._show(dossier, self._parcours(session, dossier))

    def _answer(self, session: Session, dossier: Dossier, text: str) -> ReponseFiche:
        parcours = self._parcours(session, dossier)
        question = self._asked(dossier, parcours)
        if question is None:
            return self._show(dossier, parcours, erreur=views.NOTHING_ASKED)
        heard = understand(question, text, self._assistant.today())
        if isinstance(heard, NotUnderstood):
            return self._show(dossier, parcours, erreur=heard.raison)
        if isinstance(heard, Ambiguous):
            readings = tuple(
                Option(libelle=reading.libelle, demande=say(question, reading.valeur))
                for reading in heard.readings
            )
            return self._show(dossier, parcours, lectures=readings)
        following = self._keep(session, dossier, parcours, question, heard.valeur)
        return self._show(dossier, following, retenu=say(question, heard.valeur))

    def _keep(
        self,
        session: Session,
        dossier: Dossier,
        parcours: Parcours,
        question: Question,
        valeur: Valeur | None,
    ) -> Parcours:
        """Add an answer (None passes the question); gives the parcours that follows from it."""
        kept = None if valeur is None else json.dumps(to_json(valeur), ensure_ascii=False)
        dossiers.answer(session, dossier, question=question.id, valeur=kept, auteur=self._auteur)
        dossier.question = None
        return replace(parcours, answers={**parcours.answers, question.id: valeur})

    def _skip(self, session: Session, dossier: Dossier) -> ReponseFiche:
        parcours = self._parcours(session, dossier)
        question = self._asked(dossier, parcours)
        if question is None:
            return self._show(dossier, parcours)
        if question.obligatoire:
            return self._show(dossier, parcours, erreur=views.CANNOT_SKIP)
        return self._show(dossier, self._keep(session, dossier, parcours, question, None))

    def _back(self, session: Session, dossier: Dossier) -> ReponseFiche:
        parcours = self._parcours(session, dossier)
        question = self._asked(dossier, parcours)
        before = parcours.before(question) if question else parcours.needed[-1]
        dossier.question = before.id if before else dossier.question
        return self._show(dossier, parcours)

    def _help(self, session: Session, dossier: Dossier) -> ReponseFiche:
        parcours = self._parcours(session, dossier)
        asked = self._asked(dossier, parcours)
        erreur = views.HELP if asked else views.NOTHING_ASKED
        return self._show(dossier, parcours, erreur=erreur)

    def _recap(self, session: Session, dossier: Dossier) -> ReponseFiche:
        return views.recap(self._scheme, dossier, self._parcours(session, dossier))

    def _pause(self, session: Session, dossier: Dossier) -> ReponseFiche:
        parcours = self._parcours(session, dossier)
        dossier.en_pause = True
        dossiers.touch(dossier)
        done = len(parcours.counted)
        return Pause(
            **views.who(self._scheme),
            dossier=dossier.numero,
            fiche=self._scheme.fiche.nom,
            rang=done,
            total=len(parcours.needed),
        )

    def _submit(self, session: Session, dossier: Dossier) -> Dit:
        parcours = self._parcours(session, dossier)
        if parcours.next is not None:
            return self._show(dossier, parcours)
        if any(regle.niveau == "blocage" for regle in parcours.rules_met()):
            return views.recap(self._scheme, dossier, parcours, erreur=views.BLOCKED)
        return soumettre(
            session, self._scheme, dossier, parcours.counted, self._auteur, datetime.now(UTC)
        )

    def _go_to(self, session: Session, dossier: Dossier, named: str) -> ReponseFiche:
        """Ask again the needed question that a few words name best."""
        parcours = self._parcours(session, dossier)
        asked = set(words(named))
        scores = [
            (len(asked & set(words(f"{question.id} {question.libelle}"))), question)
            for question in parcours.needed
        ]
        best, question = max(scores, key=lambda score: score[0])
        if best:
            dossier.question = question.id
        return self._show(dossier, parcours)

    def _choose(self, session: Session, drafts: Sequence[Dossier]) -> Brouillons:
        options = [
            Option(
                libelle=views.draft_name(draft, self._parcours(session, draft)),
                demande=f"fiche {draft.id}",
            )
            for draft in drafts[:9]
        ]
        return Brouillons(
            **views.who(self._scheme),
            fiche=self._scheme.fiche.nom,
            brouillons=(*options, Option(libelle="Une nouvelle fiche", demande="nouvelle fiche")),
        )
