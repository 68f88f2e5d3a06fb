"""`files.*`: an upload in three steps, and what is known of a file."""

from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from workspace.errors import Json, SlackError, invalid_arguments
from workspace.hub import Hub
from workspace.library import announce_file, find_file, keep_file
from workspace.posting import bot_message, post
from workspace.state.ids import new_id
from workspace.state.model import ExpectedUpload, StoredFile
from workspace.state.store import BOT_USER_ID
from workspace.web_api.registry import Call, method

LONGEST_ALT_TXT = 1_000


@method("files.getUploadURLExternal", "files:write", tier=4)
def get_upload_url(call: Call) -> Json:
    """Give an address to which the bytes of a file are to be sent, and the file's id."""
    name = call.arguments.required("filename")
    length = call.arguments.number("length", 0)
    if length < 1:
        raise invalid_arguments("missing required field: length")
    alt_txt = call.arguments.text("alt_txt")
    if len(alt_txt) > LONGEST_ALT_TXT:
        raise SlackError("alt_txt_too_large")
    file_id = new_id("F")
    call.hub.store.expected_uploads[file_id] = ExpectedUpload(name, length, alt_txt)
    return {"upload_url": f"{call.hub.base_url}/upload/{file_id}", "file_id": file_id}


async def receive_upload(request: Request) -> Response:
    """Take in the bytes of a file, raw or as a form's file."""
    hub: Hub = request.app.state.hub
    file_id = request.path_params["file_id"]
    expected = hub.store.expected_uploads.get(file_id)
    if expected is None:
        return PlainTextResponse("not found", 404)
    content = await _content(request)
    if len(content) != expected.length:
        return PlainTextResponse("wrong length", 400)
    try:
        stored = keep_file(hub, BOT_USER_ID, expected.name, content, file_id)
    except SlackError as error:
        return PlainTextResponse(error.code, 400)
    stored.alt_txt = expected.alt_txt
    del hub.store.expected_uploads[file_id]
    return PlainTextResponse(f"OK - {len(content)}")


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if not isinstance(value, str):
                return await value.read()
    return b""


@method("files.completeUploadExternal", "files:write", tier=4)
def complete_upload(call: Call) -> Json:
    """Share uploaded files in a conversation, when one is named."""
    files = [
        _uploaded(call, item) for item in _asked(call.arguments.structure("files", "invalid_json"))
    ]
    channel_id = call.arguments.text("channel_id")
    if channel_id:
        _share(call, files, channel_id)
    return {"files": [stored.as_slack(call.hub.base_url) for stored in files]}


@method("files.info", "files:read", tier=4)
def info(call: Call) -> Json:
    """Tell about a file."""
    stored = find_file(call.hub, call.arguments.required("file"), BOT_USER_ID)
    return {"file": stored.as_slack(call.hub.base_url)}


def _asked(files: Any) -> list[Json]:
    if not isinstance(files, list) or not files:
        raise invalid_arguments("missing required field: files")
    if not all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in files):
        raise invalid_arguments("missing required field: id [json-pointer:/files/0]")
    return files


def _uploaded(call: Call, item: Json) -> StoredFile:
    stored = call.hub.store.files.get(item["id"])
    if stored is None or stored.user != BOT_USER_ID:
        raise SlackError("file_not_found")
    stored.title = str(item.get("title") or stored.name)
    return stored


def _share(call: Call, files: list[StoredFile], channel_id: str) -> None:
    channel = call.hub.store.conversation(channel_id, BOT_USER_ID)
    if BOT_USER_ID not in channel.members:
        raise SlackError("not_in_channel")
    message = bot_message(call.hub, channel.id, call.arguments.text("initial_comment"), None)
    message.thread_ts = call.arguments.text("thread_ts") or None
    message.files = [stored.as_slack(call.hub.base_url) for stored in files]
    post(call.hub, message)
    for stored in files:
        announce_file(call.hub, stored, channel.id)
