"""The threads of a fiche: one for each person who writes it, all kept alike by the outbox.

A thread begins with its head (what is bought, who writes). Each turn is a message; at the next
turn it shrinks to its answer and the new one comes below. What concerns one person alone (a
pause, an answer that came too late) is said in their thread only.
"""

import json
import re

from sqlmodel import Session

from storage import dossiers, envois
from storage.envois import Place
from storage.tables import Dossier
from workflows.assistant import Assistant
from workflows.conversation import Opening, open_fiche
from workflows.fiche.redaction import Echange, Redaction, Vu
from workflows.fiche.results import (
    Accueil,
    DocumentFiche,
    HorsFil,
    Ouverture,
    PasDeFiche,
    Recapitulatif,
    ReponseFiche,
)
from workflows.results import Resultat

_HEAD = "fiche:"
_PEOPLE = re.compile(r"[UW][A-Z0-9]{5,}")


def head_of(session: Session, thread: Place) -> str:
    """The key of the head of a fiche's thread. Raises LookupError when it is not one."""
    key = envois.thread_at(session, thread)
    if key is None or not key.startswith(_HEAD):
        raise LookupError(thread)
    return key


class Fils:
    """What a person does in the threads of their fiches, within a transaction.

    `delivery` is the key of what they did, stable when it is delivered again.
    """

    def __init__(
        self, assistant: Assistant, session: Session, personne: str, delivery: str
    ) -> None:
        self._redaction = Redaction(assistant, session, personne, people=_PEOPLE)
        self._assistant = assistant
        self._session = session
        self._personne = personne
        self._delivery = delivery

    def open(self, wish: Opening) -> ReponseFiche:
        """Open a fiche in its thread; gives what to answer where it was asked."""
        done = open_fiche(self._redaction, wish)
        if not isinstance(done, Echange):
            return done
        self._publish(done)
        return self._redaction.opening(done.dossier, done.objet)

    def tell(self, result: ReponseFiche) -> None:
        """Say something to the person, in their direct message; an opening shows by itself."""
        if not isinstance(result, Ouverture):
            self._put(f"mot:{self._delivery}", self._personne, result)

    def home(self) -> Accueil:
        """The page of a person."""
        aide = self._assistant.help()
        return Accueil(
            scheme=aide.scheme,
            collectivite=aide.collectivite,
            fiche=self._assistant.scheme.fiche.nom,
            titre=aide.titre,
            brouillons=self._redaction.drafts(),
            exemples=aide.exemples,
        )

    def beside(self, text: str) -> HorsFil | None:
        """The question that waits elsewhere while words said here were not understood."""
        return self._redaction.waiting(text)

    def hear(self, text: str, thread: Place, ts: str) -> None:
        """What a person writes in a fiche's thread, at an instant of it.

        Raises LookupError when the thread is not a fiche's.
        """
        head = head_of(self._session, thread)
        numero = int(head.split(":")[1])
        seen = json.loads(envois.last_seen(self._session, head, ts) or "{}")
        vu = Vu(seen.get("tour", -1), seen.get("question"))
        self._follow(numero, self._redaction.say(text, numero, vu))

    def answer(self, text: str, numero: int, vu: Vu | None) -> None:
        """What a person answers, or asks of a fiche, by a button."""
        self._follow(numero, self._redaction.say(text, numero, vu))

    def modify(self, numero: int, question: str) -> None:
        """Ask again a question answered earlier."""
        self._follow(numero, self._redaction.modify(numero, question))

    def _follow(self, numero: int, done: Echange | ReponseFiche) -> None:
        if isinstance(done, Echange):
            self._publish(done)
            return
        head = None if isinstance(done, PasDeFiche) else _head(numero, self._personne)
        self._put(f"{_HEAD}{numero}:mot:{self._delivery}", self._personne, done, fil=head)

    def _publish(self, done: Echange) -> None:
        """Put a turn in the thread of each person who writes the fiche."""
        dossier = done.dossier
        opening = self._redaction.opening(dossier, done.objet)
        writers = dossiers.writers(self._session, dossier)
        for personne in (*writers, *filter(None, [done.parti])):
            self._put_head(dossier, personne, opening)
            before = _turn(dossier.numero, personne, done.tour)
            self._put(f"{before}:clos", personne, done.cloture, remplace=before)
        for personne in writers:
            now = _turn(dossier.numero, personne, dossier.tour)
            self._put(now, personne, done.suite, fil=_head(dossier.numero, personne))
            if done.suite.type == "recapitulatif" and done.suite.etat != "brouillon":
                self._attach(done.suite, dossier, personne)
        if done.partage:
            said = f"{_HEAD}{dossier.numero}:mot:{self._delivery}"
            head = _head(dossier.numero, self._personne)
            self._put(said, self._personne, done.partage, fil=head)

    def _attach(self, recap: Recapitulatif, dossier: Dossier, personne: str) -> None:
        """Owe the documents of a fiche that has been sent, in its thread."""
        document = DocumentFiche(
            scheme=recap.scheme, collectivite=recap.collectivite, recapitulatif=recap
        )
        cle = f"{_HEAD}{dossier.numero}:document:{dossier.tour}:{personne}"
        self._put(cle, personne, document, fil=_head(dossier.numero, personne))

    def _put_head(self, dossier: Dossier, personne: str, opening: Ouverture) -> None:
        """The head of a thread, changed in place when what it says has changed."""
        head, content = _head(dossier.numero, personne), opening.model_dump_json()
        self._put(head, personne, opening)
        if envois.last_content(self._session, head) != content:
            self._put(f"{head}:tete:{dossier.tour}", personne, opening, remplace=head)

    def _put(
        self,
        cle: str,
        personne: str,
        result: Resultat,
        *,
        fil: str | None = None,
        remplace: str | None = None,
    ) -> None:
        envois.put(
            self._session,
            cle=cle,
            destinataire=personne,
            contenu=result.model_dump_json(),
            fil=fil,
            remplace=remplace,
        )


def _head(numero: int, personne: str) -> str:
    return f"{_HEAD}{numero}:{personne}"


def _turn(numero: int, personne: str, tour: int) -> str:
    return f"{_HEAD}{numero}:{personne}:{tour}"
