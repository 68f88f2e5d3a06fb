"""Putting messages and conversations before people: where they appear, change and go."""

from workspace.delivery.events import announce_change, announce_message
from workspace.errors import Json
from workspace.hub import Hub
from workspace.state.model import Conversation, Message
from workspace.state.store import APP_ID, BOT_ID, BOT_USER_ID, message_body


def bot_message(hub: Hub, channel_id: str, text: str, blocks: list[Json] | None) -> Message:
    """Give a message of the app's bot, not posted yet."""
    return Message(
        hub.store.clock.next(),
        channel_id,
        BOT_USER_ID,
        text,
        bot_id=BOT_ID,
        app_id=APP_ID,
        blocks=blocks,
    )


def post(hub: Hub, message: Message) -> None:
    """Show a new message to those who are in its conversation, and tell the app of it."""
    hub.store.add(message)
    by_app = message.user == BOT_USER_ID
    hub.feed.publish(
        "message", hub.audience(message.channel), as_shown(hub, message), by_app=by_app
    )
    announce_message(hub, message)


def post_ephemeral(hub: Hub, message: Message, user_id: str) -> None:
    """Show a message of the app to one person only."""
    message.seen_only_by = user_id
    hub.store.add(message)
    hub.feed.publish("ephemeral", {user_id}, as_shown(hub, message), by_app=True)


def show_change(hub: Hub, message: Message) -> None:
    """Show that the app changed one of its messages."""
    if message.seen_only_by:
        hub.feed.publish("update", {message.seen_only_by}, as_shown(hub, message), by_app=True)
        return
    if not message.blocks:
        message.edited = {"user": message.user, "ts": hub.store.clock.next()}
    hub.feed.publish("update", hub.audience(message.channel), as_shown(hub, message), by_app=True)
    announce_change(hub, message, "message_changed")


def remove(hub: Hub, message: Message) -> None:
    """Take one of the app's messages away."""
    hub.store.remove(message)
    seen_by = {message.seen_only_by} if message.seen_only_by else hub.audience(message.channel)
    hub.feed.publish("delete", seen_by, {"channel": message.channel, "ts": message.ts}, by_app=True)
    if not message.seen_only_by:
        announce_change(hub, message, "message_deleted")


def as_shown(hub: Hub, message: Message) -> Json:
    """Give a message as the feed tells it: with its channel, and whether it is private."""
    return {
        **message_body(hub.store, message),
        "channel": message.channel,
        "is_ephemeral": message.seen_only_by is not None,
    }


def show_conversation(hub: Hub, conversation: Conversation) -> None:
    """Show that a conversation appeared or changed."""
    hub.feed.publish("channel", hub.audience(conversation.id), {"id": conversation.id})
