"""Trigger ids: the right to open a modal, once, within three seconds."""

import time

from workspace.errors import SlackError
from workspace.state.ids import new_secret


class Triggers:
    """The trigger ids given to the app."""

    def __init__(self, life: float) -> None:
        self._life = life
        self._given: dict[str, tuple[str, float]] = {}
        self._used: set[str] = set()

    def give(self, user_id: str) -> str:
        """Give a trigger id for what a person has just done."""
        now = time.monotonic()
        trigger_id = f"{int(time.time() * 1000)}.{new_secret()}"
        self._given[trigger_id] = (user_id, now + self._life)
        return trigger_id

    def person_of(self, trigger_id: str) -> str:
        """Give the person whose action gave a trigger id that can still be used.

        Raises `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        if trigger_id not in self._given:
            raise SlackError("invalid_trigger_id")
        user_id, expiry = self._given[trigger_id]
        if trigger_id in self._used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() > expiry:
            raise SlackError("expired_trigger_id")
        return user_id

    def spend(self, trigger_id: str) -> None:
        """Let a trigger id serve no more."""
        self._used.add(trigger_id)
