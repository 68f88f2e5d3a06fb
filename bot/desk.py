"""The desk: where what people do on Slack becomes work, once, and what follows is sent."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.blocks import echeances, home, pilotes
from bot.blocks.message import message
from bot.outbox import Outbox
from bot.people import at, unnamed
from bot.readings import read
from bot.replies import Replies
from storage import inbox
from storage.envois import Place
from storage.tables import now
from workflows.bureau import Bureau, lire, lire_avec
from workflows.campagne.demandes import a_saisir
from workflows.campagne.results import ASaisir
from workflows.echeances.results import (
    ListeEcheances,
    ListePilotes,
    PiloteChoisi,
    RefusPilote,
)
from workflows.fiche.fil import head_of
from workflows.fiche.results import HorsFil
from workflows.personnes import MENTION
from workflows.pieces import Piece
from workflows.results import Resultat
from workflows.revue.gens import qui

SOMEONE = "quelqu'un"
"""Whom the bot knows by an id of the messenger alone."""


class Desk:
    """Where people act: each thing they do is one transaction, done once, then told."""

    def __init__(
        self, replies: Replies, outbox: Outbox, clock: Callable[[], datetime] = now
    ) -> None:
        self._replies = replies
        self._outbox = outbox
        self._clock = clock

    @contextmanager
    def bureau(self, person: str, delivery: str) -> Iterator[Bureau | None]:
        """Where a person acts; None when this delivery was already handled."""
        with self._replies.store.write() as session:
            new = inbox.claim(session, delivery)
            assistant = self._replies.assistant()
            yield Bureau(assistant, session, person, delivery, self._clock) if new else None
        self._outbox.nudge()

    def do(
        self, person: str, text: str, delivery: str, origin: Place | None = None
    ) -> Resultat | None:
        """Do what a text asks for, and give what to answer; None the second time.

        `origin` is the message from which it was asked, which follows what was done. What was
        refused changed nothing, and may be sent again: a window that stays open keeps its id and
        its hash. Raises LookupError when the text only asks a question.
        """
        parole = lire(text)
        if parole is None:
            raise LookupError(text)
        with self.bureau(person, delivery) as bureau:
            if bureau is None:
                return None
            done = bureau.faire(parole)
            if done.refuse:
                bureau.forget()
            elif origin:
                bureau.suivre(origin, done)
            return done

    def before(self, person: str, text: str) -> Resultat | None:
        """What a person is to know before they write what a text lacks: see `Bureau.avant`."""
        with self._replies.store.read() as session:
            return self._reading(session, person).avant(text)

    def answer(
        self, person: str, text: str, delivery: str, *, shareable: bool
    ) -> dict[str, Any] | None:
        """The message that answers a text, once done what it asks; None the second time."""
        try:
            done = self.do(person, text, delivery)
        except LookupError:
            return self._replies.to(text, shareable=shareable)
        if isinstance(done, ListeEcheances):
            return echeances.listed(done)
        if isinstance(done, ListePilotes):
            return pilotes.listed(done)
        return message(read(done), shareable=False) if done else None

    def tell(self, person: str, text: str, delivery: str, clicked: Place | None = None) -> bool:
        """Do what a text asks for and owe the answer; False when it only asks a question.

        `clicked` is the message whose button says that text.
        """
        parole = lire(text)
        if parole is None:
            return False
        with self.bureau(person, delivery) as bureau:
            if bureau:
                bureau.repondre(parole, clicked)
        return True

    def receive(self, person: str, text: str, files: Sequence[Piece | None], delivery: str) -> None:
        """Do what words sent with files ask and owe the answer, which may be a refusal."""
        demande = lire_avec(text, files)
        with self.bureau(person, delivery) as bureau:
            if bureau:
                bureau.recevoir(demande)

    def to_enter(self, numero: int) -> ASaisir:
        """The value that an échéance waits for; raises LookupError when it waits for none."""
        with self._replies.store.read() as session:
            return a_saisir(session, self._replies.assistant().scheme, numero)

    def to_match(self, person: str, numero: int) -> PiloteChoisi | RefusPilote:
        """The pilote of a number, for a person about to say who answers for it."""
        with self._replies.store.read() as session:
            return self._reading(session, person).choisir_pilote(numero)

    def called(self, person: str) -> str:
        """What a person (an id) is called where nobody can be mentioned."""
        with self._replies.store.read() as session:
            known = qui(session, person)
        if known.nom != known.id:
            return known.nom
        return SOMEONE if MENTION.fullmatch(person) else at(person)

    def home(self, person: str) -> dict[str, Any]:
        """The page of a person."""
        with self._replies.store.read() as session:
            page = self._reading(session, person).fils.home()
        return home.view(page)

    def hears(self, event: dict[str, Any], text: str, delivery: str) -> bool:
        """Whether a message was written in the thread of a fiche, which then hears its text.

        One with files is refused whole.
        """
        if "thread_ts" not in event:
            return False
        thread = Place(event["channel"], event["thread_ts"])
        self._outbox.recognise(event["user"])
        try:
            with self._replies.store.read() as session:
                head = head_of(session, thread)
        except LookupError:
            return False
        with self.bureau(event["user"], delivery) as bureau:
            if bureau and event.get("files"):
                bureau.refuser_au_fil(head)
            elif bureau:
                bureau.fils.hear(text, head, event["ts"])
        return True

    def beside(self, person: str, text: str) -> HorsFil | None:
        """The question of a fiche that waits, when these words are not a question themselves."""
        assistant = self._replies.assistant()
        with self._replies.store.read() as session:
            waiting = self._reading(session, person).fils.beside(text)
        return None if waiting is None or assistant.understands(unnamed(text)) else waiting

    def _reading(self, session: Session, person: str) -> Bureau:
        """Where a person only looks: nothing is delivered."""
        return Bureau(self._replies.assistant(), session, person, "", self._clock)
