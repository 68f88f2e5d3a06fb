"""One owed message, put where its reader is, and known again by its key if it was already there."""

from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.attachments import Attachment
from storage.envois import Claimed, Place

EVENT = "spaser_envoi"
"""The type of the metadata by which a message is known again."""

SCOPES = ("chat:write", "files:write", "im:write", "im:history", "users:read")

UNREACHABLE = frozenset(
    """
    account_inactive cannot_dm_bot channel_not_found is_archived messages_tab_disabled
    not_in_channel restricted_action user_disabled user_not_found user_not_visible
    """.split()  # noqa: SIM905
)
"""What Slack says of a person or a channel that no message can reach."""

REVOKED = frozenset({"invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""What Slack says of our token: nothing leaves until someone mends it."""

GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""What Slack says of a message that cannot be changed any more."""

Message = dict[str, Any]

Render = Callable[[str], Message | Attachment]
"""The words and blocks, or the files, of an owed content (the JSON of a result)."""


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

    def __init__(self, client: WebClient, render: Render) -> None:
        self._client = client
        self._render = render

    def post(self, owed: Claimed, thread: Place | None, target: Place | None) -> Place | None:
        """Where the message now is; None when it took the place of another one.

        `thread` is the message in whose thread it goes, `target` the one whose place it takes.
        Raises LaterError or UnreachableError.
        """
        try:
            content = self._render(owed.contenu)
            if isinstance(content, Attachment):
                return self._join(owed, content, thread)
            if owed.remplace:
                self._replace(content, target)
                return None
            sent = partial(_carries, owed.cle)
            found = self._already(owed, thread, sent) if owed.doubtful else None
            return found or self._new(owed, content, thread)
        except SlackApiError as error:
            raise _meaning(error) from error
        except (OSError, HTTPException, SlackClientError) as error:
            raise LaterError(f"{type(error).__name__}: {error}", doubtful=True) from error

    def _new(self, owed: Claimed, content: Message, thread: Place | None) -> Place:
        answer = self._client.chat_postMessage(
            channel=thread.canal if thread else owed.destinataire,
            thread_ts=thread.ts if thread else None,
            metadata={"event_type": EVENT, "event_payload": {"cle": owed.cle}},
            unfurl_links=False,
            **content,
        )
        return Place(str(answer["channel"]), str(answer["ts"]))

    def _replace(self, content: Message, target: Place | None) -> None:
        if target is None:
            return
        try:
            self._client.chat_update(channel=target.canal, ts=target.ts, **content)
        except SlackApiError as error:
            if error.response.get("error") not in GONE:
                raise

    def _join(self, owed: Claimed, joined: Attachment, thread: Place | None) -> Place | None:
        """Upload files: only their last step shows them, all together."""
        shown = partial(_shows, next(iter(joined.files)))
        if owed.doubtful and (found := self._already(owed, thread, shown)):
            return found
        self._client.files_upload_v2(
            channel=thread.canal if thread else self._conversation(owed.destinataire),
            thread_ts=thread.ts if thread else None,
            initial_comment=joined.comment,
            file_uploads=[
                {"filename": name, "title": name, "content": content}
                for name, content in joined.files.items()
            ],
        )
        return None

    def _already(
        self, owed: Claimed, thread: Place | None, is_it: Callable[[Message], bool]
    ) -> Place | None:
        """Where an earlier attempt put the message, if it did."""
        canal = thread.canal if thread else self._conversation(owed.destinataire)
        for message in self._history(canal, thread, since=owed.cree_le.timestamp() - 60):
            if is_it(message):
                return Place(canal, str(message["ts"]))
        return None

    def _conversation(self, destinataire: str) -> str:
        if not destinataire.startswith(("U", "W")):
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


def _carries(cle: str, message: Message) -> bool:
    """Whether a message of the history has this key in its metadata."""
    metadata = message.get("metadata") or {}
    return bool((metadata.get("event_payload") or {}).get("cle") == cle)


def _shows(filename: str, message: Message) -> bool:
    """Whether a message of the history shows a file of this name."""
    return any(shared.get("name") == filename for shared in message.get("files") or ())


def _meaning(error: SlackApiError) -> LaterError | UnreachableError:
    """What an answer of Slack says of the message that was being sent."""
    status, said = error.response.status_code, str(error.response.get("error"))
    if status == 429:
        seconds = float(error.response.headers.get("Retry-After", 1))
        return LaterError("ratelimited", doubtful=False, seconds=seconds)
    if status >= 500:
        return LaterError(said, doubtful=True)
    if said in REVOKED:
        return LaterError(said, doubtful=False, seconds=300)
    return UnreachableError(said)
