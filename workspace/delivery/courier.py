"""Brings deliveries to the app, waits for acknowledgements, redelivers events."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from workspace.delivery.envelope import Attempt, Delivery, NotAcknowledgedError, Transport
from workspace.delivery.faults import Faults
from workspace.errors import Json


class Courier:
    """Delivers through whichever transport is in use."""

    def __init__(
        self, transport: Transport, faults: Faults, redelivery_delays: tuple[float, ...]
    ) -> None:
        self.transport = transport
        self._last: Delivery | None = None
        self._faults = faults
        self._redelivery_delays = redelivery_delays
        self._held: list[Delivery] = []
        self._background: set[asyncio.Task[None]] = set()

    @property
    def last_delivery(self) -> Delivery:
        """The last delivery, acknowledged or not; raises `LookupError` before the first."""
        if self._last is None:
            raise LookupError("nothing was delivered yet")
        return self._last

    async def ask(self, delivery: Delivery) -> Json | None:
        """Deliver a command or an interaction, once, and give the app's answer.

        Raises `NotAcknowledgedError`.
        """
        self._last = delivery
        if self._faults.take_double():
            self._start(self._ignore_answer(delivery))
        return await self.transport.send(delivery, Attempt())

    def announce(self, event: Delivery) -> None:
        """Deliver an event, and again until it is acknowledged or given up."""
        self._last = event
        if self._faults.deliveries_held > 0:
            self._faults.deliveries_held -= 1
            self._held.append(event)
            return
        if self._faults.take_double():
            self._start(self._ignore_answer(event))
        self._start(self._deliver_event(event))

    async def again(self, times: int) -> list[Json | None]:
        """Deliver the last delivery again; give the answers, which nobody sees."""
        delivery, answers = self.last_delivery, []
        for number in range(1, times + 1):
            attempt = Attempt(number, "http_timeout")
            answers.append(await self.transport.send(delivery, attempt))
        return answers

    def release_held(self, *, reverse: bool) -> None:
        """Deliver the events that were held back, in order or in reverse."""
        held, self._held = self._held, []
        for event in reversed(held) if reverse else held:
            self._start(self._deliver_event(event))

    async def close(self) -> None:
        """Give up what has not been delivered."""
        for task in list(self._background):
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    async def _deliver_event(self, event: Delivery) -> None:
        attempt = Attempt()
        for delay in (*self._redelivery_delays, None):
            try:
                await self.transport.send(event, attempt)
            except NotAcknowledgedError as failure:
                if delay is None:
                    return
                await asyncio.sleep(delay)
                attempt = Attempt(attempt.number + 1, failure.retry_reason)
            else:
                return

    async def _ignore_answer(self, delivery: Delivery) -> None:
        try:
            await self.transport.send(delivery, Attempt())
        except NotAcknowledgedError:
            return

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
