"""Response addresses: five answers within half an hour of what a person did."""

import time
from dataclasses import dataclass

from workspace.errors import SlackError
from workspace.state.ids import new_secret


@dataclass(frozen=True)
class Place:
    """Where an answer goes: to this person, here, about this message if there is one."""

    user: str
    channel: str
    message_ts: str | None = None
    thread_ts: str | None = None


@dataclass
class _Address:
    place: Place
    expiry: float
    uses_left: int


class ResponseUrls:
    """The addresses given to the app."""

    def __init__(self, base_url: str, life: float, uses: int) -> None:
        self._base_url = base_url
        self._life = life
        self._uses = uses
        self._given: dict[str, _Address] = {}

    def give(self, place: Place) -> str:
        """Give the address that answers what a person has just done."""
        key = new_secret()
        self._given[key] = _Address(place, time.monotonic() + self._life, self._uses)
        return f"{self._base_url}/response/{key}"

    def use(self, key: str) -> Place:
        """Use an address once and give its place.

        Raises `invalid_url`, `expired_url` or `used_url`.
        """
        address = self._given.get(key)
        if address is None:
            raise SlackError("invalid_url")
        if time.monotonic() > address.expiry:
            raise SlackError("expired_url")
        if address.uses_left == 0:
            raise SlackError("used_url")
        address.uses_left -= 1
        return address.place
