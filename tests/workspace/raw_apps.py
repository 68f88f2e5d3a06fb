"""Apps without a library: one on a socket, one behind an HTTP address."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

from workspace import Workspace

Json = dict[str, Any]


def socket_address(workspace: Workspace) -> str:
    headers = {"Authorization": f"Bearer {workspace.app_token}"}
    answer = httpx.post(f"{workspace.api_url}apps.connections.open", headers=headers).json()
    address: str = answer["url"]
    return address


@contextmanager
def raw_socket(workspace: Workspace) -> Iterator[ClientConnection]:
    with connect(socket_address(workspace), proxy=None) as socket:
        assert receive(socket)["type"] == "hello"
        yield socket


def receive(socket: ClientConnection) -> Json:
    message: Json = json.loads(socket.recv(timeout=5))
    return message


def acknowledge(socket: ClientConnection, envelope: Json, payload: Json | None = None) -> None:
    answer: Json = {"envelope_id": envelope["envelope_id"]}
    socket.send(json.dumps({**answer, "payload": payload} if payload else answer))


class Received:
    """A request that the app received."""

    def __init__(self, headers: dict[str, str], body: bytes) -> None:
        self.headers = headers
        self.body = body

    def json(self) -> Json:
        body: Json = json.loads(self.body)
        return body


Answer = Callable[[Received], tuple[int, Json]]


@contextmanager
def raw_http(answer: Answer) -> Iterator[tuple[str, "Queue[Received]"]]:
    received: Queue[Received] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = Received({k.lower(): v for k, v in self.headers.items()}, body)
            status, content = answer(request)
            received.put(request)
            encoded = json.dumps(content).encode() if content else b""
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events", received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
