"""Faults on demand, to see how an app bears them."""

from collections import deque
from dataclasses import dataclass, field
from enum import Enum


class ApiFault(Enum):
    """What happens to the next call of a Web API method."""

    RATE_LIMITED = "ratelimited"
    """429 with `Retry-After`; nothing is done."""
    SERVER_ERROR = "internal_error"
    """500; nothing is done."""
    NO_ANSWER = "no_answer"
    """No answer ever comes: the caller times out; nothing is done."""
    DROPPED = "dropped"
    """The connection is cut; nothing is done."""
    ANSWER_LOST = "answer_lost"
    """The call succeeds, then the connection is cut before the answer."""


@dataclass
class Faults:
    """The faults that wait for their call or delivery."""

    retry_after: int = 1
    deliveries_doubled: int = 0
    deliveries_held: int = 0
    token_revoked: bool = False
    _calls: dict[str, deque[ApiFault]] = field(default_factory=dict)

    def plan(self, method: str, fault: ApiFault, times: int) -> None:
        """Make the next `times` calls of `method` fail."""
        self._calls.setdefault(method, deque()).extend([fault] * times)

    def forget_calls(self) -> int:
        """Let every call succeed again; give how many faults had not happened yet."""
        left = sum(len(waiting) for waiting in self._calls.values())
        self._calls.clear()
        return left

    def next_for(self, method: str) -> ApiFault | None:
        """Give, and forget, the fault of a call that arrives."""
        waiting = self._calls.get(method)
        return waiting.popleft() if waiting else None

    def take_double(self) -> bool:
        """Say whether the delivery that leaves is to be doubled."""
        if self.deliveries_doubled == 0:
            return False
        self.deliveries_doubled -= 1
        return True
