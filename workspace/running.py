"""A workspace that runs: its server in a thread, and what a test asks of it."""

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from workspace.assembly import Wishes, assemble
from workspace.delivery.faults import ApiFault
from workspace.delivery.signed_http import SignedHttp
from workspace.errors import Json
from workspace.feed import Entry, Feed
from workspace.hub import Hub
from workspace.keeping import Keeper
from workspace.manifest import Manifest
from workspace.page.live import LiveStreams
from workspace.people import People
from workspace.person import Person
from workspace.posting import as_shown, show_conversation
from workspace.server import build_app
from workspace.serving import Server, address_of, listen
from workspace.state.ids import new_id
from workspace.state.model import ConversationKind
from workspace.timing import Timing

Result = TypeVar("Result")
SECONDS_TO_CALL = 30.0
GENERAL = "C0GENERAL"
COMMITTEE = "C0COMITE1"


class RequestUrlRefusedError(Exception):
    """The app did not repeat the challenge at its request URL."""


class Workspace:
    """A running workspace; use `Workspace.start` in a `with` block."""

    def __init__(self, hub: Hub, wishes: Wishes, listening: socket.socket, host: str) -> None:
        self._hub = hub
        self._people = wishes.people
        self._persons: dict[str, Person] = {}
        self._keeper = Keeper(wishes.state_file, hub) if wishes.state_file else None
        self._listening = listening
        self._live = LiveStreams()
        self._http: SignedHttp | None = None
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._sockets_changed = threading.Condition()
        self._open_sockets = 0
        self._server = Server(build_app(hub, self._live, host), self._ready)
        self._thread = threading.Thread(target=self._run, name="workspace", daemon=True)

    @classmethod
    def start(
        cls,
        manifest: Json | None = None,
        port: int = 0,
        request_url: str | None = None,
        *,
        host: str = "127.0.0.1",
        people: People | None = None,
        timing: Timing | None = None,
        rate_limits: bool = False,
        state_file: Path | None = None,
    ) -> Self:
        """Start a workspace; it answers when this returns.

        `manifest` is the app's Slack manifest; without one, everything is allowed. Events go
        over Socket Mode, or to `request_url` when there is one. Slack's rate limits apply if
        `rate_limits`: a test speaks faster than people do. Messages and secrets are found
        again in `state_file`, and kept there. Raises `ValueError` for a wrong manifest, address
        or state file, `OSError` when the port is taken.
        """
        wishes = Wishes(
            Manifest.permissive() if manifest is None else Manifest.from_json(manifest),
            people or People.default(),
            timing or Timing(),
            rate_limits,
            state_file,
        )
        listening = listen(host, port)
        try:
            hub = assemble(address_of(listening), wishes)
            transport = _http_transport(hub, request_url) if request_url else None
        except ValueError:
            listening.close()
            raise
        workspace = cls(hub, wishes, listening, host)
        if transport:
            workspace._use(transport)
        workspace._begin()
        return workspace

    def stop(self) -> None:
        """Stop serving; open pages and sockets are closed."""
        if self._loop.is_closed():
            return
        self._call(self._close())
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{self._hub.base_url}/"

    @property
    def api_url(self) -> str:
        """The base address of the Web API."""
        return f"{self._hub.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The token with which the app calls the Web API."""
        return self._hub.credentials.bot_token

    @property
    def app_token(self) -> str:
        """The token with which the app opens sockets."""
        return self._hub.credentials.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that signs HTTP deliveries."""
        return self._hub.credentials.signing_secret

    @property
    def channel(self) -> str:
        """The id of the general channel, where everyone and the bot are."""
        return GENERAL

    @property
    def private_channel(self) -> str:
        """The id of a private channel, where a few people and the bot are."""
        return COMMITTEE

    @property
    def record(self) -> list[Entry]:
        """Everything the app made people see, in order."""
        return [entry for entry in list(self._hub.feed.entries) if entry.by_app]

    @property
    def feed(self) -> Feed:
        """Everything that happened before people's eyes, whoever did it."""
        return self._hub.feed

    def person(self, id_or_name: str) -> Person:
        """Give the one client that acts as someone; raises `KeyError` when nobody has that name."""
        profile = self._people.find(id_or_name)
        known = self._persons.get(profile.id)
        return known or self._persons.setdefault(profile.id, Person(self._hub, profile, self._call))

    def messages(self, channel: str) -> list[Json]:
        """Give the messages of a conversation, ephemerals left aside, oldest first."""
        return self._on_loop(
            lambda: [as_shown(self._hub, m) for m in self._hub.store.all_messages(channel)]
        )

    def channel_named(self, name: str) -> str:
        """Give the id of a channel; raises `KeyError`."""
        for conversation in list(self._hub.store.conversations.values()):
            if conversation.name == name:
                return conversation.id
        raise KeyError(name)

    def add_channel(self, name: str, *, private: bool = False, with_bot: bool = True) -> str:
        """Create a channel with everyone in it, and the bot unless it is left out; give its id."""

        def create() -> str:
            store = self._hub.store
            members = [user.id for user in store.users.values() if with_bot or not user.is_bot]
            kind: ConversationKind = "private" if private else "public"
            channel = store.add_channel(new_id("C"), name, kind, members)
            show_conversation(self._hub, channel)
            return channel.id

        return self._on_loop(create)

    def wait_for_bot(self, timeout: float = 10.0, sockets: int = 1) -> None:
        """Wait until the app has so many sockets open (0: it is gone); raises `TimeoutError`."""
        with self._sockets_changed:
            if not self._sockets_changed.wait_for(lambda: self._open_sockets == sockets, timeout):
                raise TimeoutError(f"{self._open_sockets} sockets open after {timeout} s")

    def set_request_url(self, url: str) -> None:
        """Deliver to this address from now on, once the app has repeated the challenge there.

        Raises `RequestUrlRefusedError`, or `ValueError` when it is not an address.
        """
        transport = _http_transport(self._hub, url)
        if not self._call(transport.verify()):
            transport.close()
            raise RequestUrlRefusedError(url)
        self._use(transport)

    def fail_calls(self, method: str, fault: ApiFault, times: int = 1) -> None:
        """Make the next calls of a Web API method fail."""
        self._on_loop(lambda: self._hub.faults.plan(method, fault, times))

    def stop_failing(self) -> int:
        """Let every call succeed again; give how many faults had not happened yet."""
        return self._on_loop(self._hub.faults.forget_calls)

    def ask_to_retry_after(self, seconds: int) -> None:
        """Give this `Retry-After` with the 429 of calls made to fail."""
        self._on_loop(lambda: setattr(self._hub.faults, "retry_after", seconds))

    def revoke_token(self, *, revoked: bool = True) -> None:
        """Refuse the bot's token, or take it again."""
        self._on_loop(lambda: setattr(self._hub.faults, "token_revoked", revoked))

    def archive(self, channel: str, *, archived: bool = True) -> None:
        """Archive a channel, where nobody writes any more, or bring it back."""
        found = self._hub.store.conversations[channel]
        self._on_loop(lambda: setattr(found, "is_archived", archived))

    def publish(self, channel: str) -> None:
        """Make a private channel public, as an administrator may."""
        self._on_loop(lambda: setattr(self._hub.store.conversations[channel], "kind", "public"))

    def deactivate(self, person: Person, *, deactivated: bool = True) -> None:
        """Close someone's account, or open it again."""
        user = self._hub.store.users[person.id]
        self._on_loop(lambda: setattr(user, "deleted", deactivated))

    @property
    def last_delivery(self) -> Json:
        """The payload last delivered; raises `LookupError` when nothing was."""
        return self._hub.courier.last_delivery.payload

    def deliver_again(self, times: int = 2) -> list[Json | None]:
        """Deliver the last delivery again; give the app's answers, which nobody sees."""
        return self._call(self._hub.courier.again(times))

    def double_deliveries(self, count: int) -> None:
        """Deliver each of the next `count` deliveries twice at once."""
        self._on_loop(lambda: setattr(self._hub.faults, "deliveries_doubled", count))

    def hold_events(self, count: int) -> None:
        """Hold back the next `count` events, until `release_events`."""
        self._on_loop(lambda: setattr(self._hub.faults, "deliveries_held", count))

    def release_events(self, *, reverse: bool = False) -> None:
        """Deliver late the events that were held, in order or in reverse."""
        self._on_loop(lambda: self._hub.courier.release_held(reverse=reverse))

    def refresh_sockets(self) -> None:
        """Ask the app to reconnect and close its sockets, as Slack does every few hours."""
        self._call(self._hub.sockets.refresh())

    def cut_socket_at_next_delivery(self) -> None:
        """Close the socket just after the next envelope, before its acknowledgement."""
        self._on_loop(lambda: setattr(self._hub.sockets, "close_before_next_ack", True))

    def _begin(self) -> None:
        self._hub.sockets.on_count = self._count_sockets
        self._thread.start()
        self._ready.wait()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve(sockets=[self._listening]))

    async def _close(self) -> None:
        self._live.end()
        await self._hub.courier.close()
        await self._hub.sockets.close_all()
        if self._http:
            self._http.close()
        if self._keeper:
            self._keeper.write()
        self._server.stopping.set()

    def _count_sockets(self, count: int) -> None:
        with self._sockets_changed:
            self._open_sockets = count
            self._sockets_changed.notify_all()

    def _use(self, transport: SignedHttp) -> None:
        if self._http:
            self._http.close()
        self._http = transport
        self._hub.courier.transport = transport

    def _call(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS_TO_CALL)

    def _on_loop(self, work: Callable[[], Result]) -> Result:
        async def run() -> Result:
            return work()

        return self._call(run())


def _http_transport(hub: Hub, url: str) -> SignedHttp:
    return SignedHttp(url, hub.credentials.signing_secret, hub.timing.ack_limit)
