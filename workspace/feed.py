"""Everything that happens before people's eyes, in order.

The page follows it live, tests wait on it, and it stays as the record by which one counts that
nothing was said twice and nothing was lost.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from workspace.errors import Json

Kind = Literal[
    "message", "ephemeral", "update", "delete", "reaction", "channel", "view", "home", "notice"
]


@dataclass(frozen=True)
class Entry:
    """One thing that reached people: what, who sees it, and whether the app did it."""

    number: int
    kind: Kind
    audience: frozenset[str]
    body: Json
    by_app: bool = False


Listener = Callable[[Entry], None]


@dataclass
class Feed:
    """The ordered entries; threads may wait for the next one."""

    entries: list[Entry] = field(default_factory=list)
    _listeners: list[Listener] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def publish(
        self, kind: Kind, audience: set[str] | frozenset[str], body: Json, *, by_app: bool = False
    ) -> Entry:
        """Add an entry and tell everyone who listens."""
        with self._changed:
            entry = Entry(len(self.entries) + 1, kind, frozenset(audience), body, by_app)
            self.entries.append(entry)
            self._changed.notify_all()
        for listener in list(self._listeners):
            listener(entry)
        return entry

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` at each entry, until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def wait_for(self, matches: Callable[[Entry], bool], timeout: float) -> Entry | None:
        """Wait for the first entry, past or to come, that matches; None after `timeout` seconds.

        Each entry is looked at once.
        """
        seen = 0

        def first_match() -> Entry | None:
            nonlocal seen
            while seen < len(self.entries):
                seen += 1
                if matches(self.entries[seen - 1]):
                    return self.entries[seen - 1]
            return None

        with self._changed:
            return self._changed.wait_for(first_match, timeout) or None
