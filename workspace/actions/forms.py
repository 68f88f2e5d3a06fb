"""Submitting and closing modals."""

import re
from typing import Any

from workspace.actions.interactions import Entered, Gesture, enter, own_view
from workspace.actions.payloads import ask_app, failure_notice, interaction
from workspace.block_kit.state import is_empty
from workspace.delivery.envelope import NotAcknowledgedError
from workspace.errors import Json, SlackError
from workspace.hub import Hub
from workspace.modals import close_modals, described, push_modal, replace_content
from workspace.state.model import View

TROUBLE = "Une erreur est survenue : {}. Vous pouvez réessayer."

LARGEST_FILE = 10_000_000
"""Bytes of a file given in a modal, as Slack documents it for `file_input`."""

Errors = dict[str, str]


async def submit_view(hub: Hub, user_id: str, view_id: str, values: Entered) -> Errors:
    """Submit a modal; give what is to be corrected, by block id.

    What Slack checks by itself (a required field left empty, a length, a number) never reaches
    the app. An app that does not acknowledge, or answers nonsense, leaves the modal open with
    a notice.
    """
    view = own_view(hub, user_id, view_id)
    enter(hub, view, Gesture("", entered=values))
    errors = _slack_errors(view)
    if errors:
        return errors
    payload = interaction(
        hub,
        user_id,
        "view_submission",
        trigger_id=hub.triggers.give(user_id),
        view=described(view),
        response_urls=[],
    )
    try:
        answer = await ask_app(hub, payload, accepts_answer=True)
        return _apply(hub, view, answer)
    except NotAcknowledgedError as failure:
        hub.notice(user_id, None, TROUBLE.format(failure_notice(failure)), view=view.id)
    except SlackError as error:
        explained = " ; ".join([error.code, *error.messages])
        hub.notice(user_id, None, TROUBLE.format(explained), view=view.id)
    return {}


async def close_view(hub: Hub, user_id: str, view_id: str, *, all_of_them: bool = False) -> None:
    """Close a modal, or the whole stack, and tell the app if it asked to be told."""
    view = own_view(hub, user_id, view_id)
    stack = hub.store.modals_of(user_id)
    close_modals(hub, stack if all_of_them else stack[stack.index(view) :])
    if not view.content.get("notify_on_close"):
        return
    payload = interaction(hub, user_id, "view_closed", view=described(view), is_cleared=all_of_them)
    try:
        await ask_app(hub, payload)
    except NotAcknowledgedError:
        return


def _apply(hub: Hub, view: View, answer: Json | None) -> Errors:
    action = (answer or {}).get("response_action")
    if answer is None or action is None:
        close_modals(hub, [view])
    elif action == "clear":
        close_modals(hub, hub.store.modals_of(view.user))
    elif action == "errors":
        return _checked_errors(view, answer.get("errors"))
    elif action == "update":
        replace_content(hub, view, answer.get("view"))
    elif action == "push":
        push_modal(hub, view.user, answer.get("view"))
    else:
        raise SlackError("invalid_response_action")
    return {}


def _checked_errors(view: View, errors: Any) -> Errors:
    inputs = {b["block_id"] for b in view.content["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise SlackError("invalid_errors")
    return {block_id: str(text) for block_id, text in errors.items()}


def _slack_errors(view: View) -> Errors:
    errors: Errors = {}
    for block in view.content["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        entry = view.values[block["block_id"]][element["action_id"]]
        fault = _fault(element, entry, optional=bool(block.get("optional")))
        if fault:
            errors[block["block_id"]] = fault
    return errors


def _fault(element: Json, entry: Json, *, optional: bool) -> str | None:
    if is_empty(entry):
        return None if optional else "Veuillez remplir ce champ."
    value = entry.get("value")
    if element["type"] == "number_input":
        return _number_fault(element, str(value))
    if element["type"] == "email_text_input" and not re.fullmatch(r"\S+@\S+\.\S+", str(value)):
        return "Veuillez saisir une adresse de courriel."
    if element["type"] == "url_text_input" and not re.match(r"https?://\S+$", str(value)):
        return "Veuillez saisir une adresse web."
    if element["type"] == "plain_text_input":
        return _length_fault(element, str(value))
    if any(file["size"] > LARGEST_FILE for file in entry.get("files", [])):
        return "Veuillez choisir un fichier de 10 Mo au plus."
    return _count_fault(element, entry)


def _length_fault(element: Json, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Veuillez saisir au moins {_counted(least, 'caractère')}."
    return f"Veuillez saisir au plus {_counted(most, 'caractère')}." if len(value) > most else None


def _number_fault(element: Json, value: str) -> str | None:
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return "Veuillez saisir un nombre."
    if "." in value and not element["is_decimal_allowed"]:
        return "Veuillez saisir un nombre entier."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Veuillez saisir un nombre supérieur ou égal à {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Veuillez saisir un nombre inférieur ou égal à {element['max_value']}."
    return None


def _count_fault(element: Json, entry: Json) -> str | None:
    most = int(element.get("max_selected_items") or element.get("max_files") or 0)
    chosen = next((value for value in entry.values() if isinstance(value, list)), [])
    if 0 < most < len(chosen):
        return f"Veuillez choisir au plus {_counted(most, 'élément')}."
    return None


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}s" if count > 1 else f"{count} {noun}"
