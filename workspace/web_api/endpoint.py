"""Answers `POST /api/<method>`: token, scopes, rate limits, faults, then the method."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from workspace.delivery.faults import ApiFault
from workspace.errors import Json, SlackError
from workspace.hub import Hub
from workspace.web_api import (  # noqa: F401  (each registers its methods)
    apps,
    auth,
    chat,
    conversations,
    files,
    pins,
    reactions,
    usergroups,
    users,
    views,
)
from workspace.web_api.arguments import Arguments, read_arguments
from workspace.web_api.registry import METHODS, Call, Method


async def answer_call(request: Request) -> Response:
    """Answer one Web API call."""
    hub: Hub = request.app.state.hub
    name = request.path_params["method"]
    fault = hub.faults.next_for(name)
    if fault is not None and fault is not ApiFault.ANSWER_LOST:
        return _faulty_answer(fault, hub)
    answer = await _answer(hub, name, request)
    return CutConnection() if fault is ApiFault.ANSWER_LOST else answer


async def _answer(hub: Hub, name: str, request: Request) -> Response:
    try:
        called = METHODS.get(name)
        if called is None:
            raise SlackError("unknown_method", req_method=name)
        arguments = await read_arguments(request)
        _check_token(hub, called, request, arguments)
        _check_scopes(hub, called)
        wait = hub.rate_limits.seconds_to_wait(name, called.tier, arguments.text("channel"))
        if wait:
            return _rate_limited(wait)
        body: Json = {"ok": True, **called.handler(Call(hub, arguments))}
    except SlackError as error:
        return JSONResponse(error.as_answer())
    return JSONResponse(body, headers=_scope_headers(hub, called))


def _check_token(hub: Hub, called: Method, request: Request, arguments: Arguments) -> None:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else arguments.text("token")
    if not token:
        raise SlackError("not_authed")
    kinds = {hub.credentials.bot_token: "bot", hub.credentials.app_token: "app"}
    if token not in kinds:
        raise SlackError("invalid_auth")
    if hub.faults.token_revoked and kinds[token] == "bot":
        raise SlackError("token_revoked")
    if kinds[token] != called.bearer:
        raise SlackError("not_allowed_token_type")


def _check_scopes(hub: Hub, called: Method) -> None:
    if called.scopes and hub.manifest.scopes.isdisjoint(called.scopes):
        raise SlackError(
            "missing_scope",
            needed=",".join(called.scopes),
            provided=",".join(sorted(hub.manifest.scopes)),
        )


def _scope_headers(hub: Hub, called: Method) -> dict[str, str]:
    return {
        "x-oauth-scopes": ",".join(sorted(hub.manifest.scopes)),
        "x-accepted-oauth-scopes": ",".join(called.scopes),
    }


def _rate_limited(seconds: int) -> JSONResponse:
    return JSONResponse(
        {"ok": False, "error": "ratelimited"}, 429, headers={"Retry-After": str(seconds)}
    )


def _faulty_answer(fault: ApiFault, hub: Hub) -> Response:
    if fault is ApiFault.RATE_LIMITED:
        return _rate_limited(hub.faults.retry_after)
    if fault is ApiFault.SERVER_ERROR:
        return JSONResponse({"ok": False, "error": "internal_error"}, 500)
    return CutConnection() if fault is ApiFault.DROPPED else NoAnswer()


class CutConnection(Response):
    """An answer cut before its end: the caller sees its connection drop."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise more than is sent; the server then closes the connection."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class NoAnswer(Response):
    """An answer that never comes: the caller gives up."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait until the caller has left."""
        while (await receive())["type"] != "http.disconnect":
            continue
