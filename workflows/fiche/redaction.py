"""Writing fiches: what a person says, and what those who write the fiche are shown next."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from schemes.fiche import Question
from storage import dossiers
from storage.tables import Dossier
from workflows.assistant import Assistant
from workflows.fiche import views
from workflows.fiche.brouillon import Brouillon
from workflows.fiche.results import (
    Brouillons,
    Devance,
    HorsFil,
    Ouverture,
    Partage,
    PasDeFiche,
    Pause,
    QuestionClose,
    Suite,
)
from workflows.results import Option
from workflows.revue.results import RefusRevue, Soumission
from workflows.understanding import from_json, say
from workflows.words import plain

_STEERING: dict[str, Callable[[Brouillon], Suite]] = {
    "passer": Brouillon.skip,
    "retour": Brouillon.back,
    "continuer": Brouillon.forward,
    "aide": Brouillon.help,
    "resume": Brouillon.recap,
    "recapitulatif": Brouillon.recap,
    "envoyer": Brouillon.submit,
    "soumettre": Brouillon.submit,
}
MOST_DRAFTS = 9
"""Drafts offered at once."""

_LATER = frozenset({"plus tard", "pause"})
_ANYONE = re.compile(r"[^@\s]+")
_SHARE = re.compile(r"(?:partager|rédiger|rediger) avec (.+)", re.IGNORECASE)
_HAND_OVER = re.compile(r"(?:transmettre|céder|ceder) (?:à|a) (.+)", re.IGNORECASE)


class Vu(NamedTuple):
    """What a person was looking at when they answered: the turn, and its question if any."""

    tour: int
    question: str | None


class Echange(NamedTuple):
    """One turn of a fiche: what waited until now (its turn, what stays of it), what comes next.

    Nothing stays (`cloture` is None) of a question left without an answer, nor of a recap.
    `partage` says with whom the writing has just been shared; the fiche goes on without
    `parti`, who handed it over. `envoi` says what became of it, when it has just been sent.
    """

    dossier: Dossier
    objet: str | None
    tour: int
    cloture: QuestionClose | None
    suite: Suite
    partage: Partage | None = None
    parti: str | None = None
    envoi: Soumission | RefusRevue | None = None


class Redaction:
    """The fiches of one person, in the scheme of an assistant, at an instant of a transaction."""

    def __init__(
        self,
        assistant: Assistant,
        session: Session,
        personne: str,
        now: datetime,
        people: re.Pattern[str] = _ANYONE,
    ) -> None:
        """`people` is the form of the ids by which others can be named."""
        self._people = people
        self._assistant = assistant
        self._scheme = assistant.scheme
        self._session = session
        self._personne = personne
        self._now = now

    def being_written(self) -> int | None:
        """The number of the fiche that the person has open in front of them."""
        return dossiers.being_written(
            self._session, scheme=self._scheme.id, personne=self._personne
        )

    def drafts(self) -> tuple[Option, ...]:
        """The person's drafts, the last touched first, each with the words that resume it."""
        found = dossiers.drafts(self._session, scheme=self._scheme.id, personne=self._personne)
        return tuple(
            Option(libelle=self._draft_name(draft), demande=f"fiche {draft.id}")
            for draft in found[:MOST_DRAFTS]
        )

    def waiting(self, text: str) -> HorsFil | None:
        """The question that waits for an answer, beside words said elsewhere; None when none."""
        numero = self.being_written()
        draft = self._writable(numero) if numero is not None else None
        if draft is None or draft.asked is None:
            return None
        return HorsFil(
            **self._which(draft.dossier.numero),
            tour=draft.dossier.tour,
            question=draft.asked.id,
            libelle=draft.asked.libelle,
            texte_recu=text,
        )

    def open(self, *, new: bool = False, numero: int = 0) -> Echange | Brouillons | PasDeFiche:
        """Begin a new fiche, resume the draft of a number, or offer the drafts to choose from."""
        if numero and not new:
            return self._resume(numero)
        if (drafts := self.drafts()) and not new:
            begin = Option(libelle="Commencer une nouvelle fiche", demande="nouvelle fiche")
            return Brouillons(
                **views.who(self._scheme),
                fiche=self._scheme.fiche.nom,
                brouillons=(*drafts, begin),
            )
        begun = dossiers.begin(self._session, scheme=self._scheme.id, auteur=self._personne)
        return self._turn(self._draft(begun), Brouillon.show)

    def duplicate(self, numero: int) -> Echange | PasDeFiche:
        """Begin a new fiche with the answers of an earlier one of theirs, its dates left out."""
        source = dossiers.held(self._session, self._scheme.id, numero)
        if source is None or self._personne not in dossiers.writers(self._session, source):
            return self._no_draft(numero)
        begun = dossiers.begin(self._session, scheme=self._scheme.id, auteur=self._personne)
        dates = {q.id for q in self._scheme.fiche.questions if q.type == "date"}
        for question, valeur in dossiers.answers(self._session, source).items():
            if question not in dates:
                dossiers.answer(
                    self._session, begun, question=question, valeur=valeur, auteur=self._personne
                )
        return self._turn(self._draft(begun), Brouillon.show)

    def say(
        self, text: str, numero: int, vu: Vu | None = None
    ) -> Echange | Pause | Devance | PasDeFiche:
        """What follows from what the person writes to a fiche: an answer, or a word that steers.

        `vu` is what they were answering; without it, what the fiche asks now.
        """
        draft = self._writable(numero)
        if draft is None:
            return self._no_draft(numero)
        said = plain(text).strip(" .!?")
        if said in _LATER:
            return self._leave_for_later(draft)
        if shared := _SHARE.fullmatch(text.strip()) or _HAND_OVER.fullmatch(text.strip()):
            named = shared[1].removeprefix("@").rstrip(" .!")
            return self._share(draft, named, hand_over=shared.re is _HAND_OVER)
        if vu is not None and vu.tour != draft.dossier.tour:
            return self._overtaken(draft, vu)
        dossiers.write(self._session, draft.dossier, self._personne)
        if said in _STEERING:
            return self._turn(draft, _STEERING[said])
        if said.startswith("modifier"):
            named = text.strip()[len("modifier") :].strip()
            return self._turn(draft, lambda brouillon: brouillon.go_to(named))
        return self._turn(draft, lambda brouillon: brouillon.answer(text))

    def modify(self, numero: int, question: str) -> Echange | PasDeFiche:
        """Ask again a question answered earlier, by its id."""
        draft = self._writable(numero)
        if draft is None:
            return self._no_draft(numero)
        dossiers.write(self._session, draft.dossier, self._personne)
        return self._turn(draft, lambda brouillon: brouillon.reopen(question))

    def opening(self, dossier: Dossier, objet: str | None) -> Ouverture:
        """The head of a fiche's thread."""
        return views.opening(self._scheme, dossier, objet, dossiers.writers(self._session, dossier))

    def _resume(self, numero: int) -> Echange | PasDeFiche:
        draft = self._writable(numero)
        if draft is None:
            return self._no_draft(numero)
        dossiers.write(self._session, draft.dossier, self._personne)
        dossiers.touch(draft.dossier)
        return self._turn(draft, Brouillon.show)

    def _turn(self, draft: Brouillon, act: Callable[[Brouillon], Suite]) -> Echange:
        before, asked = draft.dossier.tour, draft.asked
        draft.dossier.tour += 1
        suite = act(draft)
        closed = views.closed(self._scheme, draft.dossier, asked, draft.parcours)
        return Echange(draft.dossier, draft.objet, before, closed, suite, envoi=draft.envoi)

    def _leave_for_later(self, draft: Brouillon) -> Pause:
        dossiers.pause(self._session, draft.dossier, self._personne)
        dossiers.touch(draft.dossier)
        return Pause(
            **self._which(draft.dossier.numero),
            rang=len(draft.parcours.counted),
            total=len(draft.parcours.needed),
        )

    def _share(self, draft: Brouillon, personne: str, *, hand_over: bool) -> Echange:
        if not self._people.fullmatch(personne):
            return self._turn(draft, lambda brouillon: brouillon.show(erreur=views.NAME_SOMEONE))
        dossiers.share(self._session, draft.dossier, personne)
        leaves = hand_over and personne != self._personne
        if leaves:
            draft.dossier.auteur = personne
            dossiers.leave(self._session, draft.dossier, self._personne)
        done = self._turn(draft, Brouillon.show)
        shared = Partage(**self._which(draft.dossier.numero), avec=personne, transmise=hand_over)
        return done._replace(partage=shared, parti=self._personne if leaves else None)

    def _overtaken(self, draft: Brouillon, vu: Vu) -> Devance:
        question = self._question(vu.question)
        last = dossiers.last_answer(self._session, draft.dossier, question.id) if question else None
        valeur = None
        if question and last and last.valeur is not None:
            valeur = say(question, from_json(question, json.loads(last.valeur)))
        return Devance(
            **self._which(draft.dossier.numero),
            libelle=question.libelle if question else "Récapitulatif",
            par=last.auteur if last and last.auteur != self._personne else None,
            valeur=valeur,
        )

    def _question(self, name: str | None) -> Question | None:
        return next((q for q in self._scheme.fiche.questions if q.id == name), None)

    def _writable(self, numero: int) -> Brouillon | None:
        """The draft of a number, if this person writes it."""
        dossier = dossiers.held(self._session, self._scheme.id, numero)
        if dossier is None or dossier.etat != "brouillon":
            return None
        writes = self._personne in dossiers.writers(self._session, dossier)
        return self._draft(dossier) if writes else None

    def _draft(self, dossier: Dossier) -> Brouillon:
        return Brouillon(self._assistant, self._session, dossier, self._personne, self._now)

    def _draft_name(self, dossier: Dossier) -> str:
        return views.draft_name(dossier, self._draft(dossier).parcours)

    def _no_draft(self, numero: int) -> PasDeFiche:
        return PasDeFiche(**self._which(numero))

    def _which(self, numero: int) -> dict[str, object]:
        return {
            **views.who(self._scheme),
            "dossier": numero,
            "fiche": self._scheme.fiche.nom,
        }
