"""Stopping cleanly on Ctrl-C or on the platform's request."""

import signal
from threading import Event


class StopRequest:
    """Listens, from its creation, for the process being asked to stop (SIGINT, SIGTERM)."""

    def __init__(self) -> None:
        self._asked = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._asked.set())

    def wait(self) -> None:
        """Return once it has been asked."""
        self._asked.wait()
