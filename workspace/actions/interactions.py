"""Acting on what the app shows: buttons, menus, pickers, in messages and in views."""

import time
from dataclasses import dataclass, field
from typing import Any

from workspace.actions.payloads import ask_app, failure_notice, interaction
from workspace.block_kit.blocks import interactive_elements
from workspace.block_kit.objects import options_of
from workspace.block_kit.state import STATE_KEYS, Values, entered, initial_values, stateful_elements
from workspace.delivery.envelope import NotAcknowledgedError
from workspace.delivery.response_urls import Place
from workspace.errors import Json, SlackError
from workspace.hub import Hub
from workspace.library import own_file
from workspace.modals import described, find_view
from workspace.state.model import Message, View

MOST_OPTIONS = 100

Entered = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Gesture:
    """What a person did: on which element, what they chose, what else they had entered."""

    action_id: str
    block_id: str | None = None
    value: Any = None
    entered: Entered = field(default_factory=dict)


async def act_on_message(
    hub: Hub, user_id: str, channel_id: str, ts: str, gesture: Gesture
) -> None:
    """Click, choose or pick in a message; raises `message_not_found`, `action_not_found`."""
    message = visible_message(hub, user_id, channel_id, ts)
    block, element = _find(message.blocks or [], gesture)
    values = with_entered(message.blocks or [], initial_values(message.blocks or []), gesture)
    place = Place(user_id, channel_id, message.ts, message.thread_ts)
    payload = interaction(
        hub,
        user_id,
        "block_actions",
        trigger_id=hub.triggers.give(user_id),
        **place_of(hub, message),
        state={"values": values},
        response_url=hub.response_urls.give(place),
        actions=[_action(block, element, gesture.value)],
    )
    await _deliver(hub, payload, user_id, channel=channel_id, ts=ts)


async def act_in_view(hub: Hub, user_id: str, view_id: str, gesture: Gesture) -> None:
    """Click, choose or pick in a modal or on the Home tab; raises `not_found`."""
    view = own_view(hub, user_id, view_id)
    block, element = _find(view.content["blocks"], gesture)
    enter(hub, view, gesture)
    payload = interaction(
        hub,
        user_id,
        "block_actions",
        trigger_id=hub.triggers.give(user_id),
        container={"type": "view", "view_id": view.id},
        view=described(view),
        actions=[_action(block, element, gesture.value)],
    )
    await _deliver(hub, payload, user_id, view=view.id)


async def load_options(
    hub: Hub, user_id: str, block: Json, element: Json, query: str, **container: object
) -> Json:
    """Ask the app for the options of an external menu; raises `NotAcknowledgedError`."""
    payload = interaction(
        hub,
        user_id,
        "block_suggestion",
        action_id=element["action_id"],
        block_id=block["block_id"],
        value=query,
        **container,
    )
    answer = await ask_app(hub, payload, accepts_answer=True) or {}
    if len(options_of(answer)) > MOST_OPTIONS:
        raise SlackError("too_many_options")
    return {key: answer[key] for key in ("options", "option_groups") if key in answer}


async def suggest_in_message(
    hub: Hub, user_id: str, channel_id: str, ts: str, action_id: str, query: str
) -> Json:
    """Give the options that match what a person types in a message's external menu."""
    message = visible_message(hub, user_id, channel_id, ts)
    block, element = _find(message.blocks or [], Gesture(action_id))
    return await load_options(
        hub,
        user_id,
        block,
        element,
        query,
        **place_of(hub, message),
    )


async def suggest_in_view(hub: Hub, user_id: str, view_id: str, action_id: str, query: str) -> Json:
    """Give the options that match what a person types in a view's external menu."""
    view = own_view(hub, user_id, view_id)
    block, element = _find(view.content["blocks"], Gesture(action_id))
    container = {"type": "view", "view_id": view.id}
    return await load_options(
        hub, user_id, block, element, query, container=container, view=described(view)
    )


def visible_message(hub: Hub, user_id: str, channel_id: str, ts: str) -> Message:
    """Find a message that a person sees; raises `message_not_found`."""
    hub.store.conversation(channel_id, user_id)
    message = hub.store.find_message(channel_id, ts) or hub.store.find_ephemeral(
        user_id, channel_id, ts
    )
    if message is None:
        raise SlackError("message_not_found")
    return message


def own_view(hub: Hub, user_id: str, view_id: str) -> View:
    """Find a view that a person has before them; raises `not_found`."""
    view = find_view(hub, view_id)
    if view.user != user_id:
        raise SlackError("not_found")
    return view


def enter(hub: Hub, view: View, gesture: Gesture) -> None:
    """Keep in a view what a person entered, its files as the app is told of them.

    Raises `file_not_found` for files that are not theirs.
    """
    values = with_entered(view.content["blocks"], view.values, gesture)
    for entry in (entry for entries in values.values() for entry in entries.values()):
        if entry["type"] == "file_input":
            entry["files"] = [_described_file(hub, view.user, file) for file in entry["files"]]
    view.values = values


def _described_file(hub: Hub, user_id: str, file: Any) -> Json:
    if not isinstance(file, dict):
        raise SlackError("invalid_value")
    return own_file(hub, user_id, file.get("id")).as_slack(hub.base_url)


def with_entered(blocks: list[Json], values: Values, gesture: Gesture) -> Values:
    """Give the state once what a person entered, and chose last, is in it."""
    changed = {block_id: dict(entries) for block_id, entries in values.items()}
    for block, element in stateful_elements(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        raw = gesture.entered.get(block_id, {})
        if action_id in raw:
            changed[block_id][action_id] = entered(element, raw[action_id])
        if action_id == gesture.action_id and gesture.block_id in (None, block_id):
            changed[block_id][action_id] = entered(element, gesture.value)
    return changed


def place_of(hub: Hub, message: Message) -> Json:
    """Say in which message something was done; Slack does not repeat those seen by one person."""
    place = {"container": _container(message), "channel": channel_of(hub, message.channel)}
    return place if message.seen_only_by else {**place, "message": message.as_slack()}


def _container(message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.seen_only_by is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return container


def channel_of(hub: Hub, channel_id: str) -> Json:
    """Say in which conversation something was done."""
    conversation = hub.store.conversations[channel_id]
    name = conversation.name if conversation.is_channel else "directmessage"
    return {"id": channel_id, "name": name}


def _find(blocks: list[Json], gesture: Gesture) -> tuple[Json, Json]:
    for block in blocks:
        for element in interactive_elements(block):
            if element["action_id"] == gesture.action_id and gesture.block_id in (
                None,
                block["block_id"],
            ):
                return block, element
    raise SlackError("action_not_found")


def _action(block: Json, element: Json, value: Any) -> Json:
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": f"{time.time():.6f}",
    }
    if element["type"] in STATE_KEYS:
        action.update(entered(element, value))
    elif element["type"] == "overflow":
        chosen = [option for option in element["options"] if option["value"] == value]
        if not chosen:
            raise SlackError("option_not_found")
        action["selected_option"] = chosen[0]
    else:
        action.update({key: element[key] for key in ("text", "value", "style") if key in element})
    return action


async def _deliver(hub: Hub, payload: Json, user_id: str, **place: str) -> None:
    try:
        await ask_app(hub, payload)
    except NotAcknowledgedError as failure:
        text = f"Rien ne s’est passé : {failure_notice(failure)}."
        hub.notice(user_id, place.pop("channel", None), text, **place)
