"""Buttons that need words: a window asks for them, and says what became of it."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import writing
from bot.blocks.message import WRITE
from bot.desk import Desk
from bot.entries import following
from bot.handlers.incoming import attached, clicked
from bot.readings import read
from workflows.results import Option


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that open a window, and to the window."""

    @app.action(re.compile(f"^{WRITE}:"))
    def on_write(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        choice = Option.model_validate_json(action["value"])
        place = clicked(body["container"])
        callback = writing.over(place) if place else writing.WINDOW
        view = asking(desk, body["user"]["id"], choice, callback)
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.view(re.compile(f"^{writing.WINDOW}"))
    def on_written(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        person = body["user"]["id"]
        file = writing.joined(view)
        piece = attached(file) if file else None
        if file and piece is None:
            ack(response_action="errors", errors=writing.without_place(view))
            return
        delivery = f"fenetre:{view['id']}:{view['hash']}"
        done = desk.do(person, writing.written(view, piece), delivery, writing.origin(view))
        if done is None:
            ack()
        elif done.refuse:
            errors = writing.refused(view, read(done, in_window=True), desk.called)
            ack(response_action="errors", errors=errors)
        else:
            ack(response_action="update", view=writing.done(view, read(done), following(done)))
            if view["callback_id"] == writing.OVER_HOME:
                client.views_publish(user_id=person, view=desk.home(person))


def asking(desk: Desk, person: str, choice: Option, callback: str) -> dict[str, Any]:
    """The window that asks for the words of a choice, or says why it is no use writing them."""
    known = desk.before(person, choice.demande)
    if known and known.refuse:
        return writing.stopped(read(known))
    return writing.window(choice, read(known) if known else None, callback)
