"""The page's own requests: what it shows, and what a person does on it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from workspace.actions import forms, interactions, shortcuts, speaking
from workspace.actions.commands import run_command
from workspace.actions.interactions import Entered, Gesture
from workspace.delivery.envelope import NotAcknowledgedError
from workspace.errors import Json, SlackError
from workspace.hub import Hub
from workspace.page import snapshot
from workspace.page.guard import POLICY
from workspace.reactions import toggle_reaction
from workspace.web_api.arguments import Arguments, read_arguments

STATIC = Path(__file__).parent / "static"


async def show_page(request: Request) -> Response:
    """Give the page."""
    return FileResponse(STATIC / "index.html", headers={"content-security-policy": POLICY})


async def show_message(request: Request) -> Response:
    """Lead from a message's permalink to the page, at its conversation."""
    return RedirectResponse(f"/?canal={request.path_params['channel']}")


async def start(request: Request) -> Response:
    """Give what the page needs to start, as one person."""
    hub: Hub = request.app.state.hub
    user_id = request.query_params.get("as", "")
    if user_id not in hub.store.users:
        user_id = next(user.id for user in hub.store.users.values() if not user.is_bot)
    return JSONResponse(snapshot.start(hub, user_id))


async def messages(request: Request) -> Response:
    """Give a conversation's messages, as one person sees them."""
    hub: Hub = request.app.state.hub
    try:
        user_id = hub.store.user(request.query_params.get("as", "")).id
        seen = snapshot.messages(hub, user_id, request.query_params.get("channel", ""))
    except SlackError as error:
        return JSONResponse(error.as_answer(), 404)
    return JSONResponse({"ok": True, "messages": seen})


@dataclass(frozen=True)
class Deed:
    """What one person does, with its arguments."""

    hub: Hub
    me: str
    given: Arguments

    def gesture(self) -> Gesture:
        """Read what was done on an element."""
        return Gesture(
            self.given.required("action_id"),
            self.given.required("block_id"),
            self.given.anything("value"),
            self.entered(),
        )

    def entered(self) -> Entered:
        """Read what was entered, by block then by action."""
        entered = self.given.structure("entered", "invalid_entered") or {}
        if not isinstance(entered, dict) or not all(isinstance(e, dict) for e in entered.values()):
            raise SlackError("invalid_entered")
        return entered


async def act(request: Request) -> Response:
    """Do what a person does on the page."""
    hub: Hub = request.app.state.hub
    verb = VERBS.get(request.path_params["verb"])
    if verb is None:
        return JSONResponse({"ok": False, "error": "unknown_verb"}, 404)
    try:
        given = await read_arguments(request)
        deed = Deed(hub, hub.store.user(given.required("as")).id, given)
        return JSONResponse({"ok": True, **await verb(deed)})
    except SlackError as error:
        return JSONResponse(error.as_answer(), 400)
    except NotAcknowledgedError as failure:
        return JSONResponse({"ok": False, "error": failure.reason}, 502)


async def _say(deed: Deed) -> Json:
    given = deed.given
    message = await speaking.say(
        deed.hub,
        deed.me,
        given.required("channel"),
        given.text("text"),
        given.text("thread_ts") or None,
        given.names("files"),
    )
    return {"ts": message.ts}


async def _command(deed: Deed) -> Json:
    given = deed.given
    channel, command = given.required("channel"), given.required("command")
    await run_command(deed.hub, deed.me, channel, command, given.text("text"))
    return {}


async def _open_direct_message(deed: Deed) -> Json:
    users = deed.given.names("users")
    conversation = await speaking.open_direct_message(deed.hub, deed.me, users)
    return {"channel": conversation.id}


async def _mark_read(deed: Deed) -> Json:
    channel, ts = deed.given.required("channel"), deed.given.required("ts")
    speaking.mark_read(deed.hub, deed.me, channel, ts)
    return {}


async def _react(deed: Deed) -> Json:
    given = deed.given
    toggle_reaction(
        deed.hub,
        deed.me,
        given.required("channel"),
        given.required("ts"),
        given.required("name"),
    )
    return {}


async def _act_on_message(deed: Deed) -> Json:
    channel, ts = deed.given.required("channel"), deed.given.required("ts")
    await interactions.act_on_message(deed.hub, deed.me, channel, ts, deed.gesture())
    return {}


async def _act_in_view(deed: Deed) -> Json:
    view = deed.given.required("view")
    await interactions.act_in_view(deed.hub, deed.me, view, deed.gesture())
    return {}


async def _suggest(deed: Deed) -> Json:
    given = deed.given
    action_id, query = given.required("action_id"), given.text("query")
    if "view" in given:
        view = given.required("view")
        return await interactions.suggest_in_view(deed.hub, deed.me, view, action_id, query)
    channel, ts = given.required("channel"), given.required("ts")
    return await interactions.suggest_in_message(deed.hub, deed.me, channel, ts, action_id, query)


async def _submit(deed: Deed) -> Json:
    view = deed.given.required("view")
    return {"errors": await forms.submit_view(deed.hub, deed.me, view, deed.entered())}


async def _close(deed: Deed) -> Json:
    view, every = deed.given.required("view"), deed.given.flag("all")
    await forms.close_view(deed.hub, deed.me, view, all_of_them=every)
    return {}


async def _shortcut(deed: Deed) -> Json:
    given = deed.given
    callback_id = given.required("callback_id")
    if "ts" in given:
        channel, ts = given.required("channel"), given.required("ts")
        await shortcuts.use_message_shortcut(deed.hub, deed.me, callback_id, channel, ts)
    else:
        await shortcuts.use_shortcut(deed.hub, deed.me, callback_id)
    return {}


async def _open_home(deed: Deed) -> Json:
    await shortcuts.open_home(deed.hub, deed.me)
    return {}


VERBS: dict[str, Callable[[Deed], Awaitable[Json]]] = {
    "say": _say,
    "command": _command,
    "open-direct-message": _open_direct_message,
    "mark-read": _mark_read,
    "react": _react,
    "act-on-message": _act_on_message,
    "act-in-view": _act_in_view,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "open-home": _open_home,
}
