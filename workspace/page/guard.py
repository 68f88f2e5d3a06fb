"""Keeps other web pages out: only our own page, at our own address, may drive it."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

POLICY = (
    "default-src 'self'; img-src 'self' data: https: http:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LOOPBACK_NAMES = {"127.0.0.1", "localhost", "::1"}


class Guard:
    """Refuses requests made by another origin, or under a name that is not ours."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._names = LOOPBACK_NAMES | {host}
        self._any_name = host in ("0.0.0.0", "::")  # noqa: S104  (compared, not listened on)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and not self._is_ours(Headers(scope=scope)):
            refusal = PlainTextResponse("Requête refusée : elle vient d’une autre origine.", 403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        host = headers.get("host", "")
        if not self._any_name and urlsplit(f"//{host}").hostname not in self._names:
            return False
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return False
        is_navigation = headers.get("sec-fetch-mode") == "navigate"
        return is_navigation or headers.get("sec-fetch-site") in (None, "same-origin", "none")
