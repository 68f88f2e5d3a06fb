"""One delivery to the app, and its acknowledgement."""

from dataclasses import dataclass
from typing import Literal, Protocol

from workspace.errors import Json

DeliveryKind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True)
class Delivery:
    """What is sent to the app; a redelivery repeats the same `payload`."""

    kind: DeliveryKind
    payload: Json
    accepts_answer: bool = False


@dataclass(frozen=True)
class Attempt:
    """Which try this is, and why there had to be another."""

    number: int = 0
    reason: str | None = None


RETRY_REASONS = {
    "dispatch_failed": "connection_failed",
    "operation_timeout": "http_timeout",
    "http_error": "http_error",
}


class NotAcknowledgedError(Exception):
    """The app did not acknowledge a delivery.

    `reason` is the word that Slack shows or sends: `dispatch_failed` (nobody listens),
    `operation_timeout` (no answer in time), `http_error` (an answer other than 200),
    `not_interactive` (the manifest leaves interactivity off).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def retry_reason(self) -> str:
        """Give the word that goes with the redelivery."""
        return RETRY_REASONS[self.reason]


class Transport(Protocol):
    """A way to reach the app."""

    async def send(self, delivery: Delivery, attempt: Attempt) -> Json | None:
        """Deliver once; give the answer within the acknowledgement, if it has one.

        Raises `NotAcknowledgedError`.
        """
