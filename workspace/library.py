"""Files: kept, shared in conversations, given back."""

import mimetypes
import time

from workspace.delivery.events import announce
from workspace.errors import SlackError
from workspace.hub import Hub
from workspace.state.ids import new_id
from workspace.state.model import StoredFile

LARGEST_FILE = 50_000_000


def keep_file(
    hub: Hub, user_id: str, name: str, content: bytes, file_id: str | None = None
) -> StoredFile:
    """Keep a file; raises `file_too_large` and `no_file_data`."""
    if not content:
        raise SlackError("no_file_data")
    if len(content) > LARGEST_FILE:
        raise SlackError("file_too_large")
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file_id = file_id or new_id("F")
    stored = StoredFile(file_id, name, name, mimetype, user_id, int(time.time()), content)
    hub.store.files[stored.id] = stored
    return stored


def own_file(hub: Hub, user_id: str, file_id: object) -> StoredFile:
    """Find a file that someone put there; raises `file_not_found`."""
    stored = hub.store.files.get(str(file_id))
    if stored is None or stored.user != user_id:
        raise SlackError("file_not_found")
    return stored


def find_file(hub: Hub, file_id: str, seen_by: str) -> StoredFile:
    """Find a file that someone owns or was shown; raises `file_not_found`."""
    stored = hub.store.files.get(file_id)
    if stored is None:
        raise SlackError("file_not_found")
    shown = (hub.store.conversations[channel_id] for channel_id in stored.channels)
    if stored.user != seen_by and not any(hub.store.can_see(seen_by, one) for one in shown):
        raise SlackError("file_not_found")
    return stored


def announce_file(hub: Hub, stored: StoredFile, channel_id: str) -> None:
    """Remember that a file was shared in a conversation, and tell the app."""
    stored.channels.append(channel_id)
    event = {
        "type": "file_shared",
        "file_id": stored.id,
        "file": {"id": stored.id},
        "user_id": stored.user,
        "channel_id": channel_id,
        "event_ts": hub.store.clock.next(),
    }
    announce(hub, "file_shared", event)
