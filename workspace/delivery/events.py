"""The Events API: which event goes to the app, in its wrapper."""

import time

from workspace.delivery.envelope import Delivery
from workspace.errors import Json
from workspace.hub import Hub
from workspace.state.ids import new_id
from workspace.state.model import Conversation, Message
from workspace.state.store import APP_ID, BOT_USER_ID, TEAM_ID

MESSAGE_EVENTS = {
    "public": "message.channels",
    "private": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}


def announce(hub: Hub, subscription: str, event: Json) -> None:
    """Send an event to the app, if it subscribed to it."""
    if hub.manifest.hears(subscription):
        hub.courier.announce(Delivery("events_api", _wrapped(event)))


def announce_message(hub: Hub, message: Message) -> None:
    """Tell the app of a new message where its bot is, and that it was mentioned."""
    conversation = hub.store.conversations[message.channel]
    if BOT_USER_ID not in conversation.members:
        return
    event = {
        **message.as_slack(),
        "channel": message.channel,
        "channel_type": CHANNEL_TYPES[conversation.kind],
        "event_ts": message.ts,
        "team": TEAM_ID,
        "client_msg_id": new_id("M"),
    }
    announce(hub, MESSAGE_EVENTS[conversation.kind], event)
    is_mention = f"<@{BOT_USER_ID}>" in message.text and message.user != BOT_USER_ID
    if is_mention and conversation.kind != "im":
        announce(hub, "app_mention", {**event, "type": "app_mention"})


def announce_change(hub: Hub, message: Message, subtype: str) -> None:
    """Tell the app that a message was changed or deleted where its bot is."""
    conversation = hub.store.conversations[message.channel]
    if BOT_USER_ID not in conversation.members:
        return
    ts = hub.store.clock.next()
    event: Json = {
        "type": "message",
        "subtype": subtype,
        "channel": message.channel,
        "channel_type": CHANNEL_TYPES[conversation.kind],
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
    }
    if subtype == "message_changed":
        event["message"] = message.as_slack()
    else:
        event.update(deleted_ts=message.ts, previous_message=message.as_slack())
    announce(hub, MESSAGE_EVENTS[conversation.kind], event)


def announce_arrival(hub: Hub, conversation: Conversation, user_id: str) -> None:
    """Tell the app that someone joined a channel where its bot is."""
    event = {
        "type": "member_joined_channel",
        "user": user_id,
        "channel": conversation.id,
        "channel_type": "C" if conversation.kind == "public" else "G",
        "team": TEAM_ID,
        "event_ts": hub.store.clock.next(),
    }
    announce(hub, "member_joined_channel", event)


def _wrapped(event: Json) -> Json:
    return {
        "token": "verification-token",
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
