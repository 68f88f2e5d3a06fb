"""Deliveries over Socket Mode: several sockets, one envelope to one of them."""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from workspace.delivery.envelope import Attempt, Delivery, NotAcknowledgedError
from workspace.errors import Json
from workspace.state.ids import new_secret
from workspace.state.store import APP_ID

MAX_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One open socket and what it has not acknowledged."""

    socket: WebSocket
    pending: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)


class SocketMode:
    """The sockets of the app."""

    def __init__(self, ack_limit: float, ticket_life: float) -> None:
        self._ack_limit = ack_limit
        self._ticket_life = ticket_life
        self.on_count: Callable[[int], None] = lambda count: None
        self._tickets: dict[str, float] = {}
        self._connections: list[Connection] = []
        self.close_before_next_ack = False

    def new_ticket(self) -> str:
        """Give a ticket that opens one socket."""
        ticket = new_secret()
        self._tickets[ticket] = time.monotonic() + self._ticket_life
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Serve one socket until it closes."""
        expiry = self._tickets.pop(socket.query_params.get("ticket", ""), 0.0)
        if expiry < time.monotonic():
            await socket.close(code=4401)
            return
        await socket.accept()
        if len(self._connections) >= MAX_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        await self._serve_accepted(Connection(socket))

    async def _serve_accepted(self, connection: Connection) -> None:
        self._connections.append(connection)
        await connection.socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._connections),
                "connection_info": {"app_id": APP_ID},
                "debug_info": {"host": "workspace", "approximate_connection_time": 3600},
            }
        )
        self.on_count(len(self._connections))
        try:
            while True:
                self._acknowledge(connection, await connection.socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._forget(connection)

    def _forget(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
            self.on_count(len(self._connections))
        for waiting in connection.pending.values():
            if not waiting.done():
                waiting.set_exception(NotAcknowledgedError("dispatch_failed"))

    def _acknowledge(self, connection: Connection, text: str) -> None:
        try:
            acknowledgement = json.loads(text)
            waiting = connection.pending.pop(acknowledgement["envelope_id"])
        except (ValueError, KeyError, TypeError):
            return
        if not waiting.done():
            payload = acknowledgement.get("payload")
            waiting.set_result(payload if isinstance(payload, dict) and payload else None)

    async def send(self, delivery: Delivery, attempt: Attempt) -> Json | None:
        """Deliver once, to one socket; see `Transport.send`."""
        if not self._connections:
            raise NotAcknowledgedError("dispatch_failed")
        connection = self._connections.pop(0)
        self._connections.append(connection)
        waiting: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        envelope = _envelope(delivery, attempt)
        connection.pending[envelope["envelope_id"]] = waiting
        try:
            await connection.socket.send_json(envelope)
            if self.close_before_next_ack:
                self.close_before_next_ack = False
                await self.close(connection)
            async with asyncio.timeout(self._ack_limit):
                return await waiting
        except TimeoutError:
            raise NotAcknowledgedError("operation_timeout") from None
        except (WebSocketDisconnect, RuntimeError):
            raise NotAcknowledgedError("dispatch_failed") from None
        finally:
            connection.pending.pop(envelope["envelope_id"], None)

    async def refresh(self) -> None:
        """Ask every socket to reconnect and close it, as Slack does every few hours."""
        for connection in list(self._connections):
            await connection.socket.send_json(
                {"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}
            )
        await self.close_all()

    async def close_all(self) -> None:
        """Close every socket."""
        for connection in list(self._connections):
            await self.close(connection)

    async def close(self, connection: Connection) -> None:
        """Close a socket; what it had not acknowledged is lost to it."""
        self._forget(connection)
        with suppress(WebSocketDisconnect):  # the app was killed: its end is gone already
            await connection.socket.close()


def _envelope(delivery: Delivery, attempt: Attempt) -> Json:
    envelope: Json = {
        "envelope_id": new_secret(),
        "type": delivery.kind,
        "payload": delivery.payload,
        "accepts_response_payload": delivery.accepts_answer,
    }
    if delivery.kind == "events_api":
        envelope.update(
            retry_attempt=attempt.number, retry_reason="timeout" if attempt.number else ""
        )
    return envelope
