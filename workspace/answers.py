"""What the app answers to what a person did: in an acknowledgement or at a response URL."""

from workspace.block_kit.surfaces import checked_message_blocks
from workspace.delivery.response_urls import Place
from workspace.errors import Json, SlackError
from workspace.hub import Hub
from workspace.posting import bot_message, post, post_ephemeral, remove, show_change
from workspace.state.model import Message


def apply_answer(hub: Hub, place: Place, answer: Json) -> None:
    """Show an answer where it belongs; raises `invalid_blocks`, `no_text` and the like."""
    original = _original(hub, place)
    if answer.get("delete_original"):
        if original is not None:
            remove(hub, original)
        return
    text, blocks = _content(answer)
    if answer.get("replace_original") and original is not None:
        original.text, original.blocks = text, blocks
        show_change(hub, original)
        return
    message = bot_message(hub, place.channel, text, blocks)
    message.thread_ts = _thread(place, answer)
    if answer.get("response_type") == "in_channel":
        post(hub, message)
    else:
        post_ephemeral(hub, message, place.user)


def _content(answer: Json) -> tuple[str, list[Json] | None]:
    text = answer.get("text") or ""
    if not isinstance(text, str):
        raise SlackError("invalid_payload")
    blocks = checked_message_blocks(answer.get("blocks"))
    if not text.strip() and not blocks and not answer.get("attachments"):
        raise SlackError("no_text")
    return text, blocks


def _original(hub: Hub, place: Place) -> Message | None:
    if place.message_ts is None:
        return None
    return hub.store.find_message(place.channel, place.message_ts) or hub.store.find_ephemeral(
        place.user, place.channel, place.message_ts
    )


def _thread(place: Place, answer: Json) -> str | None:
    thread_ts = answer.get("thread_ts", place.thread_ts)
    return thread_ts if isinstance(thread_ts, str) else None
