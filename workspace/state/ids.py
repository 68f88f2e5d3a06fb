"""Identifiers and timestamps in Slack's forms."""

import secrets
import time

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def new_id(prefix: str) -> str:
    """Give a new id such as `C0K3ZP81QF`."""
    return prefix + "0" + "".join(secrets.choice(_ALPHABET) for _ in range(8))


def new_secret(prefix: str = "") -> str:
    """Give an unguessable token."""
    return prefix + secrets.token_hex(16)


class MessageClock:
    """Gives message timestamps: the time to the microsecond, never the same twice."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        """Give the next timestamp, such as `1732147200.000100`."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def move_past(self, ts: str) -> None:
        """Never give `ts` or an earlier timestamp again."""
        seconds, _, fraction = ts.partition(".")
        self._last = max(self._last, int(seconds) * 1_000_000 + int(fraction or 0))
