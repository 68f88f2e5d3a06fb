"""Answers `POST /response/<key>`: the app's use of a response URL."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from workspace.answers import apply_answer
from workspace.errors import SlackError
from workspace.hub import Hub

GONE = ("invalid_url", "expired_url", "used_url")


async def receive_answer(request: Request) -> Response:
    """Show what the app answers at an address it was given."""
    hub: Hub = request.app.state.hub
    try:
        place = hub.response_urls.use(request.path_params["key"])
        answer = json.loads(await request.body())
        if not isinstance(answer, dict):
            raise SlackError("invalid_payload")
        apply_answer(hub, place, answer)
    except ValueError:
        return JSONResponse({"ok": False, "error": "invalid_payload"}, 400)
    except SlackError as error:
        return JSONResponse(error.as_answer(), 404 if error.code in GONE else 400)
    return PlainTextResponse("ok")
