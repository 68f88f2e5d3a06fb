"""Someone in a conversation with the bot: what they say, what they click, what they read."""

from typing import Any

from tests.conversations.reading import shown
from workspace import Entry, Workspace

Message = dict[str, Any]
Part = dict[str, Any]


class Writer:
    """Someone who writes fiches on Slack.

    What they click is under the message they read last, unless they look for another one.
    """

    def __init__(self, workspace: Workspace, name: str) -> None:
        self._workspace = workspace
        self.person = workspace.person(name)
        self.mention = f"<@{self.person.id}>"
        self._read = len(workspace.feed.entries)
        self.message: Message = {}
        self.thread: str | None = None

    def reads(self, words: str, seconds: float = 10) -> str:
        """The next message that holds these words, once it is there; those before it are read."""
        found = self._workspace.feed.wait_for(lambda entry: self._is_next(entry, words), seconds)
        assert found, f"{self.person.name} waits for « {words} » and reads {self._unread()}"
        self._read, self.message = found.number, found.body
        self.thread = found.body.get("thread_ts") or self.thread
        return shown(found.body)

    def says(self, text: str) -> None:
        """Write in the thread of the fiche."""
        self.person.dm(text, thread_ts=self.thread)

    def says_beside(self, text: str) -> None:
        """Write in the direct message, outside any thread."""
        self.person.dm(text)

    def commands(self, text: str) -> None:
        """Type a command in the general channel."""
        self.person.command("/spaser", text, channel=self._workspace.channel)

    def clicks(self, label: str, *, under: str = "") -> None:
        """Click a button, under the message that holds some words or the one read last."""
        message = self.finds(under) if under else self.message
        button = element(message, "button", label)
        self.person.click(message, action_id=button["action_id"], block_id=button["block_id"])

    def clicks_at_home(self, label: str) -> None:
        """Open the page of the application and click a button there."""
        self.person.open_home()
        page = self.person.wait_for_home(lambda view: label in shown(view))
        self.person.click(page, action_id=element(page, "button", label)["action_id"])

    def picks(self, label: str, *, menu: str = "Choisir") -> None:
        """Pick an option of a menu."""
        found = element(self.message, "static_select", menu)
        self._choose(found, option(found, label))

    def picks_someone(self, who: "Writer", *, menu: str, under: str) -> None:
        """Pick a colleague in a menu of people, under a message that holds some words."""
        message = self.finds(under)
        found = element(message, "users_select", menu)
        self.person.click(
            message, action_id=found["action_id"], block_id=found["block_id"], value=who.person.id
        )

    def picks_day(self, day: str) -> None:
        """Pick a day (2027-03-15) in the calendar."""
        self._choose(element(self.message, "datepicker"), day)

    def ticks(self, *labels: str) -> None:
        """Tick boxes, or options of a menu of several, then confirm."""
        boxes = first(self.message, "checkboxes", "multi_static_select")
        chosen = [option(boxes, label) for label in labels]
        self._choose(boxes, chosen)
        confirm = element(self.message, "button", "Valider ces choix")
        self.person.click(
            self.message,
            action_id=confirm["action_id"],
            block_id=confirm["block_id"],
            values={boxes["action_id"]: chosen},
        )

    def finds(self, words: str) -> Message:
        """The newest message of the thread, as it now is, that holds some words."""
        return next(m for m in reversed(self.sees_now()) if words in shown(m))

    def sees_now(self) -> list[Message]:
        """The bot's messages in the thread as they now are, its head first."""
        everything = self._workspace.messages(self.person.direct_message())
        return [
            message
            for message in everything
            if "bot_id" in message and self.thread in (message["ts"], message.get("thread_ts"))
        ]

    def thread_reads(self) -> str:
        """The whole thread as it now is."""
        return "\n---\n".join(shown(message) for message in self.sees_now())

    def reads_nothing(self) -> bool:
        """Whether nothing new has reached them since what they read last."""
        return self._unread() == []

    def _choose(self, found: Part, value: Any) -> None:
        self.person.click(
            self.message, action_id=found["action_id"], block_id=found["block_id"], value=value
        )

    def _is_next(self, entry: Entry, words: str) -> bool:
        return self._is_for_them(entry) and words in shown(entry.body)

    def _unread(self) -> list[str]:
        entries = list(self._workspace.feed.entries)
        return [shown(entry.body) for entry in entries if self._is_for_them(entry)]

    def _is_for_them(self, entry: Entry) -> bool:
        said = entry.by_app and entry.kind in ("message", "ephemeral")
        return said and entry.number > self._read and self.person.id in entry.audience


def elements(message: Message) -> list[Part]:
    """What can be clicked in a message, each with the id of its block."""
    found = []
    for block in message["blocks"]:
        inside = [*block.get("elements", []), *filter(None, [block.get("accessory")])]
        found += [{**part, "block_id": block["block_id"]} for part in inside if "action_id" in part]
    return found


def element(message: Message, kind: str, label: str | None = None) -> Part:
    """The element of a kind, by its words when it has some."""
    for found in elements(message):
        words = (found.get("text") or found.get("placeholder") or {}).get("text", "")
        if found["type"] == kind and label in (None, words.replace("\u00a0", " ")):
            return found
    raise AssertionError(f"no {kind} « {label} » in: {shown(message)}")


def first(message: Message, *kinds: str) -> Part:
    """The first element of one of these kinds."""
    return next(found for found in elements(message) if found["type"] in kinds)


def option(menu: Part, label: str) -> str:
    """The value of an option."""
    return next(str(o["value"]) for o in menu["options"] if o["text"]["text"] == label)
