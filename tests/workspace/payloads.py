"""Small builders for Block Kit payloads."""

from typing import Any

Json = dict[str, Any]


def plain(words: str = "Mot") -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str = "*Mot*") -> Json:
    return {"type": "mrkdwn", "text": words}


def option(value: str = "1", words: str = "Un", **more: Any) -> Json:
    return {"text": plain(words), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(str(number)) for number in range(count)]


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "b", **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(3), **more}


def confirm(**more: Any) -> Json:
    return {
        "title": plain("Sûr ?"),
        "text": mrkdwn("Vraiment"),
        "confirm": plain("Oui"),
        "deny": plain("Non"),
        **more,
    }


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Champ"), "element": element, **more}


def text_input(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "t", **more}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A", **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Titre"),
        "submit": plain("Envoyer"),
        "blocks": list(blocks),
        **more,
    }


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def table(rows: int, columns: int = 2) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "1"}] * columns] * rows}


def without(payload: Json, name: str) -> Json:
    return {key: value for key, value in payload.items() if key != name}
