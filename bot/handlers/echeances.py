"""Answering an échéance from the menu under it."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import entries
from bot.blocks import echeances, writing
from bot.desk import Desk
from bot.handlers.writing import asking


def register(app: App, desk: Desk) -> None:
    """Listen to the menus."""

    @app.action(re.compile(f"^{echeances.REPLY}:"))
    def on_reply(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        person, picked = body["user"]["id"], action["selected_option"]["value"]
        at_home = body["container"]["type"] == "view"
        numero = echeances.value_of(picked)
        asked = echeances.answer(picked) if numero is None else entries.entry(desk.to_enter(numero))
        if asked.saisie:
            callback = writing.OVER_HOME if at_home else writing.WINDOW
            view = asking(desk, person, asked, callback)
            client.views_open(trigger_id=body["trigger_id"], view=view)
        else:
            desk.tell(person, asked.demande, f"clic:{body['trigger_id']}")
        ack()
        if at_home and not asked.saisie:
            client.views_publish(user_id=person, view=desk.home(person))
