"""One owed message, put where its reader is, and known again by its key if it was already there."""

import traceback
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.attachments import Attachment
from bot.channels import is_public
from bot.people import is_person
from storage.envois import Claimed, Place
from storage.tables import now

EVENT = "spaser_envoi"
"""The type of the metadata by which a message is known again."""

SCOPES = (
    "chat:write",
    "files:write",
    "groups:history",
    "im:history",
    "im:write",
    "users:read",
)

UNREACHABLE = frozenset(
    """
    cannot_dm_bot cannot_reply_to_message channel_not_found is_archived not_in_channel
    restricted_action restricted_action_non_threadable_channel
    restricted_action_read_only_channel restricted_action_thread_locked
    restricted_action_thread_only_channel thread_not_found user_disabled user_not_found
    user_not_visible
    """.split()  # noqa: SIM905
)
"""What Slack says of a person, a channel or a thread that no message can reach."""

UNSAYABLE = frozenset(
    """
    invalid_arguments invalid_blocks invalid_blocks_format invalid_metadata_format
    invalid_metadata_schema metadata_too_large msg_blocks_too_long msg_too_long no_text
    too_many_attachments
    """.split()  # noqa: SIM905
)
"""What Slack says of a message that we put together wrong."""

SKEW = timedelta(days=1)
"""How far apart Slack's clock and ours may be."""

GONE = frozenset(
    "message_not_found cant_update_message cant_delete_message edit_window_closed".split()  # noqa: SIM905
)
"""What Slack says of a message that cannot be changed or taken away any more."""

Message = dict[str, Any]

Content = Message | Attachment | None
"""Words and blocks, or files; None takes away the message that it replaces."""

Render = Callable[[str], Content]
"""What is said of an owed content (the JSON of a result)."""


class LaterError(Exception):
    """Not now: `seconds` says when to try again, None leaves it to the caller.

    `doubtful` when the message may have been sent all the same.
    """

    def __init__(self, reason: str, *, doubtful: bool, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.doubtful = doubtful
        self.seconds = seconds


class UnreachableError(Exception):
    """No message can reach this recipient, or not this message."""


class UnsayableError(Exception):
    """The message cannot be put into words that Slack takes: the fault is ours."""


def name_of(client: WebClient) -> Callable[[str], str]:
    """What gives the name of a person by their id; the id itself when Slack does not know it."""

    def name(person: str) -> str:
        try:
            user = client.users_info(user=person)["user"]
        except SlackApiError:
            return person
        return str(user.get("real_name") or person)

    return name


class Poster:
    """Puts owed messages on Slack."""

    def __init__(
        self, client: WebClient, render: Render, clock: Callable[[], datetime] = now
    ) -> None:
        self._client = client
        self._render = render
        self._clock = clock
        self._patience = timedelta(seconds=client.timeout)

    @property
    def lease(self) -> timedelta:
        """How long a message is to be claimed: two calls to look for it, one to send it."""
        return 3 * self._patience

    def post(self, owed: Claimed, thread: Place | None, target: Place | None) -> Place | None:
        """Where the message now is; None when it took the place of another one.

        `thread` is the message in whose thread it goes, `target` the one whose place it takes.
        Raises LaterError, UnreachableError or UnsayableError.
        """
        content = self._content(owed)
        try:
            if owed.remplace and not isinstance(content, Attachment):
                self._replace(owed, target, content)
                return None
            found = self.find(owed, thread, _known_by(owed, content)) if owed.doubtful else None
            return found or self._new(owed, thread, content)
        except SlackApiError as error:
            raise _meaning(error, owed) from error
        except (OSError, HTTPException, SlackClientError) as error:
            raise LaterError(f"{type(error).__name__}: {error}", doubtful=True) from error

    def _content(self, owed: Claimed) -> Content:
        try:
            return self._render(owed.contenu)
        except Exception as error:  # its message may hold people's words: its place is enough
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__}, {frame.filename}:{frame.lineno}"
            raise UnsayableError(where) from None

    def _new(self, owed: Claimed, thread: Place | None, content: Content) -> Place | None:
        if self._clock() + self._patience > owed.until:
            raise LaterError("claim_runs_out", doubtful=owed.doubtful)
        if isinstance(content, Attachment):
            self._join(owed, thread, content)
            return None
        self._keep_private(owed)
        answer = self._client.chat_postMessage(
            channel=thread.canal if thread else owed.destinataire,
            thread_ts=thread.ts if thread else None,
            metadata={"event_type": EVENT, "event_payload": {"cle": owed.cle}},
            unfurl_links=False,
            **(content or {}),
        )
        return Place(str(answer["channel"]), str(answer["ts"]))

    def _keep_private(self, owed: Claimed) -> None:
        """Refuse to write in a public channel, also one that was private when it was chosen."""
        if not is_person(owed.destinataire) and is_public(self._client, owed.destinataire):
            raise UnreachableError("public_channel")

    def _replace(self, owed: Claimed, target: Place | None, message: Message | None) -> None:
        if target is None:
            return
        try:
            if message is None:
                self._client.chat_delete(channel=target.canal, ts=target.ts)
            else:
                self._keep_private(owed)
                self._client.chat_update(channel=target.canal, ts=target.ts, **message)
        except SlackApiError as error:
            if error.response.get("error") not in GONE:
                raise

    def _join(self, owed: Claimed, thread: Place | None, joined: Attachment) -> None:
        """Upload files; only the last step shows them, all together."""
        self._client.files_upload_v2(
            channel=thread.canal if thread else self._conversation(owed.destinataire),
            thread_ts=thread.ts if thread else None,
            initial_comment=joined.comment,
            file_uploads=[
                {
                    "filename": name,
                    "title": name,
                    "content": content,
                    "alt_txt": joined.alternative,
                }
                for name, content in joined.files.items()
            ],
        )

    def find(
        self, owed: Claimed, thread: Place | None, known_by: str | None = None
    ) -> Place | None:
        """Where an earlier attempt put a message, if it did. Raises what Slack's client raises.

        It is known again by its key, or by the name of a file that it shows (`known_by`).
        """
        canal = thread.canal if thread else self._conversation(owed.destinataire)
        for message in self._history(canal, thread, since=(owed.cree_le - SKEW).timestamp()):
            if (known_by or owed.cle) in _keys(message):
                return Place(canal, str(message["ts"]))
        return None

    def _conversation(self, destinataire: str) -> str:
        if not is_person(destinataire):
            return destinataire
        opened = self._client.conversations_open(users=destinataire)
        return str(opened["channel"]["id"])

    def _history(self, canal: str, thread: Place | None, since: float) -> Iterator[Message]:
        asked: dict[str, Any] = {
            "channel": canal,
            "oldest": f"{since:.6f}",
            "include_all_metadata": True,
            "limit": 200,
        }
        cursor = ""
        while True:
            page = (
                self._client.conversations_replies(ts=thread.ts, cursor=cursor, **asked)
                if thread
                else self._client.conversations_history(cursor=cursor, **asked)
            )
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


def _known_by(owed: Claimed, content: Content) -> str:
    """What a message is known again by: its key, or its first file's name, which has no key."""
    return next(iter(content.files)) if isinstance(content, Attachment) else owed.cle


def _keys(message: Message) -> tuple[str, ...]:
    """What a message of the history may be known again by."""
    metadata = message.get("metadata") or {}
    key = (metadata.get("event_payload") or {}).get("cle")
    return tuple(filter(None, (key, *(file.get("name") for file in message.get("files") or ()))))


def _meaning(error: SlackApiError, owed: Claimed) -> Exception:
    """What an answer of Slack says of the message that was being sent.

    What we do not know (our token is revoked, Slack is ill, something stands in between) may
    have been done in part: the message is looked for before it is tried again.
    """
    status, said = error.response.status_code, str(error.response.get("error"))[:100]
    if status == 429:
        seconds = float(error.response.headers.get("Retry-After", 1))
        return LaterError("ratelimited", doubtful=owed.doubtful, seconds=seconds)
    if said in UNREACHABLE:
        return UnreachableError(said)
    if said in UNSAYABLE:
        return UnsayableError(said)
    return LaterError(said, doubtful=True)
