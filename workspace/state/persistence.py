"""Keeping the state in a file, so that a demonstration survives a restart."""

import base64
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workspace.errors import Json
from workspace.state.model import Conversation, Message, StoredFile, User, UserGroup, View
from workspace.state.store import Store

FORMAT = 1
PARTS = {
    "credentials",
    "users",
    "conversations",
    "messages",
    "usergroups",
    "homes",
    "files",
    "read_marks",
}


def read_state(path: Path) -> Json | None:
    """Read a state file; None when there is none yet. Raises `ValueError` when it is not one."""
    if not path.exists():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is not a state file: {error}") from error
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise ValueError(f"{path} is not a state file of format {FORMAT}")
    if missing := PARTS - kept.keys():
        raise ValueError(f"{path} is not a whole state file: no {', '.join(sorted(missing))}")
    return kept


def write_state(path: Path, store: Store, credentials: dict[str, str]) -> None:
    """Write the state, in one piece: a crash leaves the earlier file or the new one."""
    temporary = path.with_suffix(path.suffix + ".part")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(_as_json(store, credentials), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    temporary.chmod(0o600)
    temporary.replace(path)


def _as_json(store: Store, credentials: dict[str, str]) -> Json:
    return {
        "format": FORMAT,
        "credentials": credentials,
        "users": [asdict(user) for user in store.users.values()],
        "conversations": [asdict(one) for one in store.conversations.values()],
        "messages": [
            asdict(message) for kept in store.messages.values() for message in kept.values()
        ],
        "usergroups": [asdict(group) for group in store.usergroups.values()],
        "homes": [asdict(view) for view in store.views.values() if view.kind == "home"],
        "files": [_file_as_json(stored) for stored in store.files.values()],
        "read_marks": store.read_marks,
    }


def _file_as_json(stored: StoredFile) -> Json:
    return {**vars(stored), "content": base64.b64encode(stored.content).decode()}


def restored(kept: Json) -> Store:
    """Give the store that a state file holds; raises `ValueError` when a part is wrong."""
    try:
        return _restored(kept)
    except (KeyError, TypeError) as error:
        raise ValueError(f"the state file has a part that cannot be read: {error}") from error


def _restored(kept: Json) -> Store:
    store = Store(
        users={item["id"]: User(**item) for item in kept["users"]},
        conversations={item["id"]: Conversation(**item) for item in kept["conversations"]},
        usergroups={item["id"]: UserGroup(**item) for item in kept["usergroups"]},
        views={item["id"]: View(**item) for item in kept["homes"]},
        files={item["id"]: _file_from_json(item) for item in kept["files"]},
        read_marks=kept["read_marks"],
    )
    store.messages = {channel_id: {} for channel_id in store.conversations}
    for item in kept["messages"]:
        store.add(Message(**item))
        store.clock.move_past(item["ts"])
    return store


def _file_from_json(item: dict[str, Any]) -> StoredFile:
    return StoredFile(**{**item, "content": base64.b64decode(item["content"])})
