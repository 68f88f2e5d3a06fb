"""The HTTP server: on one socket, in one thread, ready at once, stopped at once."""

import asyncio
import socket
import threading

import uvicorn
from starlette.applications import Starlette

EVERY_INTERFACE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (named, not listened on)


class Server(uvicorn.Server):
    """Says when it is ready, and stops as soon as `stopping` is set."""

    def __init__(self, app: Starlette, ready: threading.Event) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                log_config=None,
                access_log=False,
                date_header=False,
                ws="websockets-sansio",
                ws_ping_interval=1.0,
                timeout_graceful_shutdown=1,
            )
        )
        self._ready = ready
        self.stopping = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer."""
        await super().startup(sockets)
        self._ready.set()

    async def main_loop(self) -> None:
        """Answer until told to stop."""
        await self.stopping.wait()


def listen(host: str, port: int) -> socket.socket:
    """Take a port, a free one when it is 0; raises `OSError` when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends without delay only on sockets that say they are TCP: 40 ms for each answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def address_of(listening: socket.socket) -> str:
    """Give the address at which a socket is reached from this machine."""
    host, port = listening.getsockname()[:2]
    host = EVERY_INTERFACE.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
