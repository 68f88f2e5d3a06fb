"""Writing a fiche: its threads, their buttons and menus; the page and the shortcut."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import fiche
from bot.desk import Desk
from workflows.conversation import Opening
from workflows.fiche.fil import Fils
from workflows.fiche.redaction import Vu

SHORTCUT = "nouvelle-fiche"
EVENTS = ("app_home_opened",)


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
