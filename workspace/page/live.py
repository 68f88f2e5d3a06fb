"""Live updates: server-sent events with what one person sees."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from workspace.feed import Entry
from workspace.hub import Hub

SECONDS_BETWEEN_SIGNS_OF_LIFE = 15


class LiveStreams:
    """The streams that are open, so that they can be ended when the workspace stops."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Entry | None]] = set()

    async def follow(self, request: Request) -> StreamingResponse:
        """Stream what `as` sees, from after the entry `after` (or the last one received)."""
        hub: Hub = request.app.state.hub
        after = request.headers.get("last-event-id") or request.query_params.get("after", "0")
        user_id = hub.store.user(request.query_params.get("as", "")).id
        return StreamingResponse(
            self._entries(hub, user_id, int(after) if after.isdigit() else 0),
            media_type="text/event-stream",
            headers={"cache-control": "no-store"},
        )

    def end(self) -> None:
        """End every stream."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def _entries(self, hub: Hub, user_id: str, after: int) -> AsyncIterator[str]:
        queue: asyncio.Queue[Entry | None] = asyncio.Queue()
        self._queues.add(queue)
        stop_listening = hub.feed.listen(queue.put_nowait)
        try:
            yield "retry: 1000\n\n"
            for entry in hub.feed.entries[after:]:
                if user_id in entry.audience:
                    yield _event(entry)
            while True:
                try:
                    async with asyncio.timeout(SECONDS_BETWEEN_SIGNS_OF_LIFE):
                        following = await queue.get()
                except TimeoutError:
                    yield ": present\n\n"
                    continue
                if following is None:
                    return
                if user_id in following.audience:
                    yield _event(following)
        finally:
            stop_listening()
            self._queues.discard(queue)


def _event(entry: Entry) -> str:
    data = json.dumps({"kind": entry.kind, "body": entry.body, "by_app": entry.by_app})
    return f"id: {entry.number}\ndata: {data}\n\n"
