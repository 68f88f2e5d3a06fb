"""Giving files back: to the app with its token, to the page as one of its people."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from workspace.errors import SlackError
from workspace.hub import Hub
from workspace.library import find_file, keep_file
from workspace.state.model import StoredFile
from workspace.state.store import BOT_USER_ID

SHOWN_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp")


async def give_to_app(request: Request) -> Response:
    """Give a file's bytes to the app, which shows its token and has the scope."""
    hub: Hub = request.app.state.hub
    if request.headers.get("authorization") != f"Bearer {hub.credentials.bot_token}":
        return PlainTextResponse("invalid_auth", 401)
    if "files:read" not in hub.manifest.scopes:
        return PlainTextResponse("missing_scope", 403)
    return _answer(request, BOT_USER_ID)


async def give_to_page(request: Request) -> Response:
    """Give a file's bytes to one person's page."""
    return _answer(request, request.query_params.get("as", ""))


async def receive_from_page(request: Request) -> Response:
    """Take in a file that a person sends, not shared yet."""
    hub: Hub = request.app.state.hub
    name = request.query_params.get("name", "").replace("/", "_") or "fichier"
    try:
        user_id = hub.store.user(request.query_params.get("as", "")).id
        stored = keep_file(hub, user_id, name, await request.body())
    except SlackError as error:
        return JSONResponse(error.as_answer(), 400)
    return JSONResponse({"ok": True, "file": stored.as_slack(hub.base_url)})


def _answer(request: Request, seen_by: str) -> Response:
    try:
        stored = find_file(request.app.state.hub, request.path_params["file_id"], seen_by)
    except SlackError as error:
        return PlainTextResponse(error.code, 404)
    as_attachment = "download" in request.query_params or stored.mimetype not in SHOWN_INLINE
    return Response(stored.content, headers=_headers(stored, as_attachment=as_attachment))


def _headers(stored: StoredFile, *, as_attachment: bool) -> dict[str, str]:
    disposition = "attachment" if as_attachment else "inline"
    return {
        "content-type": stored.mimetype,
        "content-disposition": f"{disposition}; filename*=UTF-8''{quote(stored.name)}",
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
    }
