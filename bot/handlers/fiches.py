"""Writing a fiche: its threads, their buttons and menus; the page and the shortcut."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import fiche, home
from bot.blocks.message import message
from bot.handlers.incoming import typed
from bot.outbox import Outbox
from bot.readings import read
from bot.replies import Replies
from storage import inbox
from storage.envois import Place, in_flight
from workflows.conversation import Opening
from workflows.fiche.fil import Fils, head_of
from workflows.fiche.redaction import Vu
from workflows.fiche.results import HorsFil

SHORTCUT = "nouvelle-fiche"
EVENTS = ("app_home_opened",)


class Desk:
    """Where people write their fiches: each thing they do is one transaction, done once."""

    def __init__(self, replies: Replies, outbox: Outbox) -> None:
        self._replies = replies
        self._outbox = outbox

    @contextmanager
    def fils(self, person: str, delivery: str) -> Iterator[Fils | None]:
        """The threads of a person; None when this delivery was already handled."""
        with self._replies.store.write() as session:
            new = inbox.claim(session, delivery)
            yield Fils(self._replies.assistant(), session, person, delivery) if new else None
        self._outbox.nudge()

    def open(self, person: str, wish: Opening, delivery: str) -> dict[str, Any] | None:
        """Open a fiche in its thread; the message that says so, None the second time."""
        with self.fils(person, delivery) as fils:
            opened = fils.open(wish) if fils else None
        return message(read(opened), shareable=False) if opened else None

    def home(self, person: str) -> dict[str, Any]:
        """The page of a person."""
        with self._replies.store.read() as session:
            page = Fils(self._replies.assistant(), session, person, "").home()
        return home.view(page)

    def hears(self, event: dict[str, Any], delivery: str) -> bool:
        """Whether a message was written in the thread of a fiche, which then hears it."""
        if "thread_ts" not in event:
            return False
        thread = Place(event["channel"], event["thread_ts"])
        try:
            with self._replies.store.read() as session:
                flying = in_flight(session, head_of(session, thread))
        except LookupError:
            return False
        there = self._outbox.keys_in(thread, event["ts"]) if flying else ()
        with self.fils(event["user"], delivery) as fils:
            if fils:
                fils.hear(typed(event.get("text", ""), naming=True), thread, event["ts"], there)
        return True

    def beside(self, person: str, text: str) -> HorsFil | None:
        """The question of a fiche that waits, when these words are not a question themselves."""
        assistant = self._replies.assistant()
        with self._replies.store.read() as session:
            waiting = Fils(assistant, session, person, "").beside(text)
        return None if waiting is None or assistant.understands(text) else waiting


def register(app: App, desk: Desk) -> None:
    """Listen to what fiches' messages offer, to the page and to the shortcut."""

    @app.action(re.compile(f"^{fiche.FICHE}"))
    def on_fiche(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        with desk.fils(body["user"]["id"], f"clic:{body['trigger_id']}") as fils:
            if fils:
                _act(fils, action, body.get("state", {}))
        ack()

    @app.shortcut(SHORTCUT)
    def on_shortcut(ack: Ack, body: dict[str, Any]) -> None:
        with desk.fils(body["user"]["id"], f"raccourci:{body['trigger_id']}") as fils:
            if fils:
                fils.open(Opening(new=True))
        ack()

    @app.event("app_home_opened")
    def on_home(event: dict[str, Any], client: WebClient) -> None:
        if event.get("tab") == "home":
            client.views_publish(user_id=event["user"], view=desk.home(event["user"]))


def _act(fils: Fils, action: dict[str, Any], state: dict[str, Any]) -> None:
    """Do what a button or a menu of a fiche's message asks."""
    at = fiche.place(action["block_id"])
    kind = ":".join(action["action_id"].split(":")[:2])
    match kind:
        case fiche.MODIFY:
            fils.modify(at.dossier, _chosen(action))
        case fiche.SHARE_WITH:
            fils.answer(f"partager avec @{action['selected_user']}", at.dossier, None)
        case fiche.HAND_OVER:
            fils.answer(f"transmettre à @{action['selected_user']}", at.dossier, None)
        case fiche.TICK:
            return  # what is ticked counts once it is confirmed
        case fiche.TICKED:
            ticked = state["values"][action["block_id"]][fiche.TICK]["selected_options"]
            said = " ; ".join(option["value"] for option in ticked)
            fils.answer(said, at.dossier, Vu(at.tour, at.question))
        case _:
            fils.answer(_chosen(action), at.dossier, Vu(at.tour, at.question))


def _chosen(action: dict[str, Any]) -> str:
    """The words of a button, of a menu's option or of a day picked."""
    option = action.get("selected_option") or {}
    return str(action.get("selected_date") or option.get("value") or action.get("value", ""))
