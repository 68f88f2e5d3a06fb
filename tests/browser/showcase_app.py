"""A Bolt app that shows every block and element, for the tests of the page."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def option(value: str, words: str, **more: Any) -> Json:
    return {"text": plain(words), "value": value, **more}


YEARS = [option(str(year), str(year)) for year in range(2021, 2029)]
CONFIRM = {
    "title": plain("Retirer la fiche ?"),
    "text": {"type": "mrkdwn", "text": "Elle ne pourra *pas* être retrouvée."},
    "confirm": plain("Retirer"),
    "deny": plain("Garder"),
    "style": "danger",
}
ANSWER: list[Json] = [
    {"type": "header", "text": plain("Heures d’insertion 2025")},
    {
        "type": "section",
        "text": {
            "type": "mrkdwn",
            "text": "*Valeur* : pas encore saisie, <@U0PAUL001> peut le faire.\n"
            "> Cible : *30 556 heures*, _contractualisées_\n"
            "Voir la <https://example.org|page 31> et `heures-insertion` :tada:",
        },
        "accessory": {
            "type": "button",
            "text": plain("Saisir"),
            "action_id": "saisir",
            "style": "primary",
        },
    },
    {
        "type": "section",
        "fields": [
            {"type": "mrkdwn", "text": "*2023*\n15 278 heures"},
            {"type": "mrkdwn", "text": "*2024*\n15 278 heures"},
        ],
    },
    {
        "type": "actions",
        "elements": [
            {"type": "button", "text": plain("Partager"), "action_id": "partager"},
            {
                "type": "button",
                "text": plain("Retirer"),
                "action_id": "retirer",
                "style": "danger",
                "confirm": CONFIRM,
            },
            {
                "type": "static_select",
                "action_id": "annee",
                "placeholder": plain("Année"),
                "options": YEARS,
            },
            {
                "type": "overflow",
                "action_id": "autres",
                "options": [option("csv", "Exporter"), option("aide", "Comprendre")],
            },
        ],
    },
    {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": "Source : SPASER, page 31"}],
    },
]


def field(block_id: str, label: str, kind: str, **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"type": kind, "action_id": block_id, **element},
    }


FORM: Json = {
    "type": "modal",
    "callback_id": "valeur",
    "title": plain("Saisir une valeur"),
    "submit": plain("Enregistrer"),
    "close": plain("Annuler"),
    "blocks": [
        {
            **field("heures", "Nombre d’heures", "number_input", is_decimal_allowed=False),
            "hint": plain("Heures réalisées, pas contractualisées."),
        },
        field("releve", "Date du relevé", "datepicker", initial_date="2026-01-31"),
        {**field("pilotes", "Pilotes", "multi_users_select"), "optional": True},
        field(
            "origine",
            "Origine",
            "radio_buttons",
            options=[option("releve", "Relevé"), option("estimation", "Estimation")],
            initial_option=option("releve", "Relevé"),
        ),
        {**field("commentaire", "Commentaire", "plain_text_input", multiline=True)},
    ],
}
FORM["blocks"][-1]["optional"] = True
SUMMARY: Json = {
    "type": "modal",
    "callback_id": "resume",
    "title": plain("Vérifier"),
    "submit": plain("Confirmer"),
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Tout est *juste* ?"}}],
}
HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Vos échéances")},
        {
            "type": "section",
            "text": {
                "type": "mrkdwn",
                "text": "*Objectif 9* — 31 décembre 2026\nFormer tous les acheteurs",
            },
            "accessory": {"type": "button", "text": plain("Fait"), "action_id": "fait"},
        },
        {"type": "divider"},
        {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": "À jour ce matin"}],
        },
    ],
}
MANIFEST: Json = {
    "display_information": {"name": "Spaser"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "spaser"},
        "slash_commands": [
            {"command": "/spaser", "description": "Interroger le schéma", "usage_hint": "[mots]"},
            {"command": "/silence", "description": "Ne rien répondre"},
        ],
        "shortcuts": [
            {"name": "Nouvelle fiche", "type": "global", "callback_id": "fiche"},
            {"name": "Joindre à une fiche", "type": "message", "callback_id": "joindre"},
        ],
    },
    "oauth_config": {
        "scopes": {"bot": ["chat:write", "commands", "im:history", "im:write", "channels:history"]}
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["message.im", "app_home_opened"]},
        "interactivity": {"is_enabled": True},
    },
}


def showcase(api_url: str, bot_token: str, signing_secret: str) -> App:
    app = App(client=WebClient(bot_token, base_url=api_url), signing_secret=signing_secret)

    @app.command("/spaser")
    def answer(ack: Any) -> None:
        ack(text="Heures d’insertion 2025", blocks=ANSWER)

    @app.action("saisir")
    @app.shortcut("fiche")
    @app.shortcut("joindre")
    def open_form(ack: Any, body: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.action("partager")
    def share(ack: Any, respond: Any) -> None:
        ack()
        respond(text="Heures d’insertion : partagées", response_type="in_channel")

    @app.action("retirer")
    def withdraw(ack: Any, respond: Any) -> None:
        ack()
        respond(delete_original=True)

    @app.action("annee")
    def choose(ack: Any, action: Any, respond: Any) -> None:
        ack()
        respond(text=f"Année {action['selected_option']['value']}", replace_original=False)

    @app.action("autres")
    def more(ack: Any, action: Any, respond: Any) -> None:
        ack()
        respond(text=f"Choix : {action['selected_option']['value']}", replace_original=False)

    @app.action("fait")
    def done(ack: Any, body: Any, client: Any) -> None:
        ack()
        blocks = [{"type": "header", "text": plain("Plus rien à faire")}]
        client.views_publish(user_id=body["user"]["id"], view={"type": "home", "blocks": blocks})

    @app.view("valeur")
    def check(ack: Any, view: Any) -> None:
        if int(view["state"]["values"]["heures"]["heures"]["value"]) > 1_000_000:
            ack(response_action="errors", errors={"heures": "C’est plus que tout le département."})
        else:
            ack(response_action="push", view=SUMMARY)

    @app.view("resume")
    def keep(ack: Any, body: Any, client: Any) -> None:
        ack(response_action="clear")
        text = "Valeur enregistrée :white_check_mark:"
        client.chat_postMessage(channel=body["user"]["id"], text=text)

    @app.event("app_home_opened")
    def show_home(event: Any, client: Any) -> None:
        client.views_publish(user_id=event["user"], view=HOME)

    @app.event("message")
    def echo(event: Any, say: Any) -> None:
        say(f"Reçu : {event['text']}")

    return app
