"""The threads of a fiche: one for each person who writes it, all kept alike by the outbox.

A thread begins with its head (what is bought, who writes). Each turn is a message; at the next
turn it shrinks to its answer and the new one comes below. What concerns one person alone (a
pause, an answer that came too late) is said in their thread only.
"""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from storage import envois
from storage.envois import Place
from storage.tables import Dossier
from workflows.accueil import accueillir
from workflows.assistant import Assistant
from workflows.fiche.cles import HEAD, head_key
from workflows.fiche.ouverture import Opening, open_fiche
from workflows.fiche.pages import pages
from workflows.fiche.redaction import Echange, Redaction, Vu
from workflows.fiche.results import (
    Accueil,
    DocumentFiche,
    HorsFil,
    Ouverture,
    PasDeFiche,
    QuestionPosee,
    Recapitulatif,
    ReponseFiche,
    Retrait,
    Suite,
)
from workflows.owing import owe
from workflows.personnes import MENTION
from workflows.results import GraphiqueIndicateur, Resultat
from workflows.revue.annonces import Annonces
from workflows.revue.results import RefusRevue, Soumission


def head_of(session: Session, thread: Place) -> str:
    """The key of the head of a fiche's thread. Raises LookupError when it is not one."""
    key = envois.thread_at(session, thread)
    if key is None or not key.startswith(HEAD):
        raise LookupError(thread)
    return key


class Fils:
    """What a person does in the threads of their fiches, at an instant of a transaction.

    `delivery` is the key of what they did, stable when it is delivered again.
    """

    def __init__(
        self,
        assistant: Assistant,
        session: Session,
        personne: str,
        delivery: str,
        now: datetime,
    ) -> None:
        self._redaction = Redaction(assistant, session, personne, now, people=MENTION)
        self._annonces = Annonces(session, assistant.scheme, assistant.canaux, delivery, now)
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

    def tell(self, result: Resultat) -> None:
        """Say something to the person, in their direct message, unless it shows there by itself."""
        shows = isinstance(result, Ouverture) or (
            isinstance(result, GraphiqueIndicateur) and result.fichier is not None
        )
        if not shows:
            self.show(result)

    def show(self, result: Resultat) -> None:
        """Owe something to the person, in their direct message."""
        owe(self._session, f"mot:{self._delivery}", self._personne, result)

    def tell_under(self, head: str, result: Resultat) -> None:
        """Say something to the person, in the thread of a head (its key)."""
        owe(self._session, f"{head}:mot:{self._delivery}", self._personne, result, fil=head)

    def home(self) -> Accueil:
        """The page of a person."""
        drafts = self._redaction.drafts()
        return accueillir(self._session, self._assistant, self._personne, drafts)

    def beside(self, text: str) -> HorsFil | None:
        """The question that waits elsewhere while words said here were not understood."""
        return self._redaction.waiting(text)

    def hear(self, text: str, head: str, ts: str) -> None:
        """What a person writes in the thread of a head (its key), at an instant of it."""
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
        head = None if isinstance(done, PasDeFiche) else head_key(numero, self._personne)
        owe(self._session, f"{HEAD}{numero}:mot:{self._delivery}", self._personne, done, fil=head)

    def _publish(self, done: Echange) -> None:
        """Put a turn in the thread of each person who writes the fiche."""
        dossier = done.dossier
        opening = self._redaction.opening(dossier, done.objet)
        writers = opening.redacteurs
        for personne in (*writers, *filter(None, [done.parti])):
            self._put_head(dossier, personne, opening)
            self._close(head_key(dossier.numero, personne), personne, done)
        for personne in writers:
            self._show(head_key(dossier.numero, personne), personne, done.suite)
            if done.suite.type == "recapitulatif" and done.suite.etat != "brouillon":
                self._attach(done.suite, dossier, personne)
        if done.envoi:
            self._tell_sent(done.envoi, writers)
        if done.partage:
            said = f"{HEAD}{dossier.numero}:mot:{self._delivery}"
            head = head_key(dossier.numero, self._personne)
            owe(self._session, said, self._personne, done.partage, fil=head)

    def _tell_sent(self, envoi: Soumission | RefusRevue, writers: Iterable[str]) -> None:
        """Say in each thread where the fiche goes; ask for its visas."""
        for personne in writers:
            cle = f"{HEAD}{envoi.dossier}:envoi:{self._delivery}:{personne}"
            owe(self._session, cle, personne, envoi, fil=head_key(envoi.dossier or 0, personne))
        self._annonces.of(envoi)

    def _attach(self, recap: Recapitulatif, dossier: Dossier, personne: str) -> None:
        """Owe the documents of a fiche that has been sent, in its thread."""
        document = DocumentFiche(
            scheme=recap.scheme, collectivite=recap.collectivite, recapitulatif=recap
        )
        cle = f"{HEAD}{dossier.numero}:document:{dossier.tour}:{personne}"
        owe(self._session, cle, personne, document, fil=head_key(dossier.numero, personne))

    def _put_head(self, dossier: Dossier, personne: str, opening: Ouverture) -> None:
        """The head of a thread, changed in place when what it says has changed."""
        head, content = head_key(dossier.numero, personne), opening.model_dump_json()
        owe(self._session, head, personne, opening)
        if envois.last_content(self._session, head) != content:
            owe(self._session, f"{head}:tete:{dossier.tour}", personne, opening, remplace=head)

    def _close(self, head: str, personne: str, done: Echange) -> None:
        """What waited shrinks to its answer, or goes; an earlier answer to it goes."""
        turn, closed = f"{head}:{done.tour}:", done.cloture
        gone = Retrait(scheme=done.suite.scheme, collectivite=done.suite.collectivite)
        answered = f":{closed.question}" if closed else None
        for cle in envois.keys_in(self._session, head, beginning=turn, ending=answered):
            if closed and cle.startswith(turn):
                owe(self._session, f"{cle}:clos", personne, closed, remplace=cle)
            else:
                owe(self._session, f"{cle}:retrait", personne, gone, remplace=cle)

    def _show(self, head: str, personne: str, suite: Suite) -> None:
        """The question that now waits, or the recap on as many pages as it needs."""
        turn = f"{head}:{suite.tour}:"
        if isinstance(suite, QuestionPosee):
            owe(self._session, f"{turn}{suite.question}", personne, suite, fil=head)
            return
        for page in pages(suite):
            owe(self._session, f"{turn}/{page.page}", personne, page, fil=head)
