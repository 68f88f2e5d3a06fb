"""A Bolt sample app, as anyone writes it: it does not know that Slack is not there."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Exemple"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "bot_user": {"display_name": "exemple"},
        "slash_commands": [
            {"command": "/exemple", "description": "Dire bonjour", "usage_hint": "[prénom]"}
        ],
        "shortcuts": [
            {"name": "Nouvelle note", "type": "global", "callback_id": "note"},
            {"name": "Noter ce message", "type": "message", "callback_id": "note-message"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "im:history",
                "im:read",
                "im:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "app_mention", "file_shared", "message.im"]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def text(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


BUTTON = {"type": "button", "action_id": "ouvrir", "text": text("Ouvrir"), "value": "7"}
NOTE = {
    "type": "modal",
    "callback_id": "note",
    "title": text("Note"),
    "submit": text("Garder"),
    "blocks": [
        {
            "type": "input",
            "block_id": "montant",
            "label": text("Montant"),
            "element": {"type": "plain_text_input", "action_id": "montant"},
        }
    ],
}
HOME = {"type": "home", "blocks": [{"type": "header", "text": text("Accueil")}]}


def sample_app(api_url: str, bot_token: str, signing_secret: str) -> App:
    app = App(client=WebClient(bot_token, base_url=api_url), signing_secret=signing_secret)

    @app.command("/exemple")
    def greet(ack: Any, command: Any) -> None:
        ack(text=f"Bonjour {command['text']}", blocks=[{"type": "actions", "elements": [BUTTON]}])

    @app.action("ouvrir")
    @app.shortcut("note")
    @app.shortcut("note-message")
    def open_note(ack: Any, body: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=NOTE)

    @app.view("note")
    def keep_note(ack: Any, view: Any, client: Any, body: Any) -> None:
        amount = view["state"]["values"]["montant"]["montant"]["value"]
        if not amount.isdigit():
            ack(response_action="errors", errors={"montant": "Un nombre, par exemple 45000."})
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"Noté : {amount} €")

    @app.event("app_home_opened")
    def show_home(event: Any, client: Any) -> None:
        client.views_publish(user_id=event["user"], view=HOME)

    @app.event("app_mention")
    def answer_mention(event: Any, say: Any) -> None:
        say("Vous m’avez appelé ?", thread_ts=event["ts"])

    @app.event("file_shared")
    def name_file(event: Any, client: Any) -> None:
        file = client.files_info(file=event["file_id"])["file"]
        client.chat_postMessage(channel=event["channel_id"], text=f"Fichier : {file['name']}")

    @app.event("message")
    def echo(event: Any, say: Any) -> None:
        if event.get("subtype") is None:
            say(f"Vous avez dit : {event['text']}")

    return app
