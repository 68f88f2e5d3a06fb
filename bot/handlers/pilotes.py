"""Picking the people of a pilote, from the menu under the list."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import pilotes, writing
from bot.desk import Desk
from bot.readings import read
from workflows.echeances.results import RefusPilote


def register(app: App, desk: Desk) -> None:
    """Listen to the menu."""

    @app.action(pilotes.MATCH)
    def on_match(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        numero = int(action["selected_option"]["value"])
        found = desk.to_match(body["user"]["id"], numero)
        view = (
            writing.stopped(read(found))
            if isinstance(found, RefusPilote)
            else pilotes.window(found)
        )
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()
