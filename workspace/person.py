"""Acting as someone of the workspace, from a test or a script."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from workspace.actions import forms, interactions, shortcuts, speaking
from workspace.actions.commands import run_command
from workspace.actions.interactions import Entered, Gesture
from workspace.block_kit.state import stateful_elements
from workspace.errors import Json
from workspace.feed import Entry
from workspace.hub import Hub
from workspace.library import keep_file
from workspace.people import Profile
from workspace.posting import as_shown
from workspace.reactions import toggle_reaction
from workspace.state.store import BOT_USER_ID

Result = TypeVar("Result")
Caller = Callable[[Coroutine[Any, Any, Any]], Any]
WHAT_THE_APP_SAYS = ("message", "ephemeral", "update")


class Person:
    """What one person does and sees. Each call returns once the app has acknowledged."""

    def __init__(self, hub: Hub, profile: Profile, call: Caller) -> None:
        self.id = profile.id
        self.name = profile.name
        self.real_name = profile.real_name
        self._hub = hub
        self._call = call
        self._waited_for: set[int] = set()

    def command(self, command: str, text: str = "", *, channel: str) -> None:
        """Type a slash command in a conversation."""
        self._call(run_command(self._hub, self.id, channel, command, text))

    def dm(self, text: str, *, thread_ts: str | None = None) -> Json:
        """Write to the app's bot; give the message."""
        return self.say(self.direct_message(), text, thread_ts=thread_ts)

    def say(self, channel: str, text: str, *, thread_ts: str | None = None) -> Json:
        """Write in a conversation; give the message."""
        message = self._call(speaking.say(self._hub, self.id, channel, text, thread_ts))
        return as_shown(self._hub, message)

    def send_file(
        self,
        channel: str,
        name: str,
        content: bytes,
        text: str = "",
        *,
        thread_ts: str | None = None,
    ) -> Json:
        """Share a file in a conversation; give the message."""

        async def share() -> Json:
            stored = keep_file(self._hub, self.id, name, content)
            message = await speaking.say(
                self._hub, self.id, channel, text, thread_ts, file_ids=[stored.id]
            )
            return as_shown(self._hub, message)

        shared: Json = self._call(share())
        return shared

    def upload(self, name: str, content: bytes) -> Json:
        """Put a file in the workspace, to give it in a modal; give the file."""

        async def keep() -> Json:
            return keep_file(self._hub, self.id, name, content).as_slack(self._hub.base_url)

        uploaded: Json = self._call(keep())
        return uploaded

    def react(self, message: Json, name: str) -> None:
        """Add a reaction to a message, or take it back."""

        async def toggle() -> None:
            toggle_reaction(self._hub, self.id, message["channel"], message["ts"], name)

        self._call(toggle())

    def direct_message(self, *others: str) -> str:
        """Give the id of the direct message with others, or with the bot."""
        opening = speaking.open_direct_message(self._hub, self.id, list(others or [BOT_USER_ID]))
        return str(self._call(opening).id)

    def click(
        self,
        shown: Json,
        *,
        action_id: str,
        block_id: str | None = None,
        value: Any = None,
        values: Json | None = None,
    ) -> None:
        """Click or choose in a message or a view.

        `value` is what is chosen in a menu or a picker, `values` what else has been entered, by
        block id or action id. Raises `SlackError` when there is no such element.
        """
        entered = _entered(shown.get("blocks") or [], values or {})
        gesture = Gesture(action_id, block_id, value, entered)
        if "channel" in shown:
            deed = interactions.act_on_message(
                self._hub, self.id, shown["channel"], shown["ts"], gesture
            )
        else:
            deed = interactions.act_in_view(self._hub, self.id, shown["id"], gesture)
        self._call(deed)

    def submit(self, view: Json, values: Json | None = None) -> dict[str, str]:
        """Submit a modal with values by block id or action id; give the errors, by block id.

        Raises `KeyError` when nothing to fill in has one of these ids.
        """
        entered = _entered(view["blocks"], values or {})
        errors: dict[str, str] = self._call(
            forms.submit_view(self._hub, self.id, view["id"], entered)
        )
        return errors

    def close(self, view: Json, *, all_of_them: bool = False) -> None:
        """Close a modal, or every open one."""
        closing = forms.close_view(self._hub, self.id, view["id"], all_of_them=all_of_them)
        self._call(closing)

    def suggest(self, shown: Json, *, action_id: str, query: str) -> Json:
        """Give the options of an external menu for what is typed in it."""
        if "channel" in shown:
            asking = interactions.suggest_in_message(
                self._hub, self.id, shown["channel"], shown["ts"], action_id, query
            )
        else:
            asking = interactions.suggest_in_view(self._hub, self.id, shown["id"], action_id, query)
        options: Json = self._call(asking)
        return options

    def shortcut(self, callback_id: str, message: Json | None = None) -> None:
        """Use a shortcut, of the menu or of a message."""
        if message is None:
            self._call(shortcuts.use_shortcut(self._hub, self.id, callback_id))
            return
        channel, ts = message["channel"], message["ts"]
        self._call(shortcuts.use_message_shortcut(self._hub, self.id, callback_id, channel, ts))

    def open_home(self) -> None:
        """Open the app's Home tab."""
        self._call(shortcuts.open_home(self._hub, self.id))

    def modals(self) -> list[Json]:
        """Give the open modals as last shown, the top one last."""
        shown = [e for e in list(self._hub.feed.entries) if self._sees(e) and e.kind == "view"]
        return list(shown[-1].body["stack"]) if shown else []

    def notices(self) -> list[str]:
        """Give what Slack itself told this person, such as commands that failed."""
        entries = list(self._hub.feed.entries)
        return [e.body["text"] for e in entries if self._sees(e) and e.kind == "notice"]

    def wait_for(
        self, matches: Callable[[Json], bool] = lambda message: True, timeout: float = 5.0
    ) -> Json:
        """Wait for the app's next message, ephemeral or edit that matches; raises `TimeoutError`.

        Each is given once only.
        """
        return self._wait(WHAT_THE_APP_SAYS, lambda entry: entry.body, matches, timeout)

    def wait_for_view(
        self, matches: Callable[[Json], bool] = lambda view: True, timeout: float = 5.0
    ) -> Json:
        """Wait for the next modal opened or changed that matches; raises `TimeoutError`."""
        return self._wait(("view",), lambda entry: entry.body["view"], matches, timeout)

    def wait_for_home(
        self, matches: Callable[[Json], bool] = lambda view: True, timeout: float = 5.0
    ) -> Json:
        """Wait for the next Home tab published that matches; raises `TimeoutError`."""
        return self._wait(("home",), lambda entry: entry.body["view"], matches, timeout)

    def _wait(
        self,
        kinds: tuple[str, ...],
        content: Callable[[Entry], Json],
        matches: Callable[[Json], bool],
        timeout: float,
    ) -> Json:
        def is_it(entry: Entry) -> bool:
            return (
                entry.by_app
                and entry.kind in kinds
                and self._sees(entry)
                and entry.number not in self._waited_for
                and matches(content(entry))
            )

        found = self._hub.feed.wait_for(is_it, timeout)
        if found is None:
            seen = [content(e) for e in self._hub.feed.entries if e.by_app and self._sees(e)]
            raise TimeoutError(f"{self.name} saw nothing that matches; last seen: {seen[-3:]}")
        self._waited_for.add(found.number)
        return content(found)

    def _sees(self, entry: Entry) -> bool:
        return self.id in entry.audience


def _entered(blocks: list[Json], values: Json) -> Entered:
    entered: Entered = {}
    unknown = set(values)
    for block, element in stateful_elements(blocks):
        for name in (block["block_id"], element["action_id"]):
            if name in values:
                entered.setdefault(block["block_id"], {})[element["action_id"]] = values[name]
                unknown.discard(name)
    if unknown:
        raise KeyError(f"nothing to fill in is named {', '.join(sorted(unknown))}")
    return entered
