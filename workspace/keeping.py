"""Writes the state soon after it changes, and when the workspace stops."""

import asyncio
from dataclasses import asdict
from pathlib import Path

from workspace.feed import Entry
from workspace.hub import Hub
from workspace.state.persistence import write_state

SECONDS_BEFORE_WRITING = 0.3


class Keeper:
    """Keeps one workspace's state in one file."""

    def __init__(self, path: Path, hub: Hub) -> None:
        self._path = path
        self._hub = hub
        self._planned: asyncio.TimerHandle | None = None
        hub.feed.listen(self._plan)

    def write(self) -> None:
        """Write the state now."""
        if self._planned:
            self._planned.cancel()
            self._planned = None
        write_state(self._path, self._hub.store, asdict(self._hub.credentials))

    def _plan(self, entry: Entry) -> None:
        if self._planned is None:
            loop = asyncio.get_running_loop()
            self._planned = loop.call_later(SECONDS_BEFORE_WRITING, self.write)
