"""Using the app's shortcuts and opening its Home tab."""

import time

from workspace.actions.interactions import channel_of, visible_message
from workspace.actions.payloads import ask_app, failure_notice, interaction
from workspace.delivery.envelope import NotAcknowledgedError
from workspace.delivery.events import announce
from workspace.delivery.response_urls import Place
from workspace.errors import Json, SlackError
from workspace.hub import Hub
from workspace.modals import described
from workspace.state.store import BOT_USER_ID


async def use_shortcut(hub: Hub, user_id: str, callback_id: str) -> None:
    """Use a shortcut of the shortcuts menu; raises `shortcut_not_found`."""
    _check_known(hub, callback_id, "global")
    payload = interaction(
        hub,
        user_id,
        "shortcut",
        callback_id=callback_id,
        trigger_id=hub.triggers.give(user_id),
    )
    await _deliver(hub, user_id, None, payload)


async def use_message_shortcut(
    hub: Hub, user_id: str, callback_id: str, channel_id: str, ts: str
) -> None:
    """Use a shortcut of a message's menu; raises `shortcut_not_found`, `message_not_found`."""
    _check_known(hub, callback_id, "message")
    message = visible_message(hub, user_id, channel_id, ts)
    place = Place(user_id, channel_id, message.ts, message.thread_ts)
    payload = interaction(
        hub,
        user_id,
        "message_action",
        callback_id=callback_id,
        trigger_id=hub.triggers.give(user_id),
        response_url=hub.response_urls.give(place),
        message_ts=message.ts,
        channel=channel_of(hub, channel_id),
        message=message.as_slack(),
    )
    await _deliver(hub, user_id, channel_id, payload)


async def open_home(hub: Hub, user_id: str) -> None:
    """Open the app's Home tab, which the app hears of."""
    event: Json = {
        "type": "app_home_opened",
        "user": user_id,
        "channel": hub.store.direct_message([user_id, BOT_USER_ID]).id,
        "tab": "home",
        "event_ts": f"{time.time():.6f}",
    }
    home = hub.store.home_of(user_id)
    if home is not None:
        event["view"] = described(home)
    announce(hub, "app_home_opened", event)


def _check_known(hub: Hub, callback_id: str, kind: str) -> None:
    for shortcut in hub.manifest.shortcuts:
        if (shortcut.callback_id, shortcut.kind) == (callback_id, kind):
            return
    raise SlackError("shortcut_not_found")


async def _deliver(hub: Hub, user_id: str, channel_id: str | None, payload: Json) -> None:
    try:
        await ask_app(hub, payload)
    except NotAcknowledgedError as failure:
        text = f"Le raccourci n’a pas abouti : {failure_notice(failure)}."
        hub.notice(user_id, channel_id, text)
