"""Stopping cleanly on Ctrl-C or on the platform's request."""

import signal
from threading import Event


def wait_for_stop() -> None:
    """Return when the process is asked to stop (SIGINT or SIGTERM)."""
    asked = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    asked.wait()
