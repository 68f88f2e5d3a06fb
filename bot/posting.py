"""One owed message, put where its reader is, and known again by its key if it was already there."""

from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from storage.envois import Claimed, Place

EVENT = "spaser_envoi"
"""The type of the metadata by which a message is known again."""

SCOPES = ("chat:write", "im:write", "im:history")

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

Render = Callable[[str], dict[str, Any]]
"""The words and blocks of an owed content (the JSON of a result)."""


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
            if owed.remplace:
                self._replace(owed, target)
                return None
            found = self._already(owed, thread) if owed.doubtful else None
            return found or self._new(owed, thread)
        except SlackApiError as error:
            raise _meaning(error) from error
        except (OSError, HTTPException) as error:
            raise LaterError(f"{type(error).__name__}: {error}", doubtful=True) from error

    def _new(self, owed: Claimed, thread: Place | None) -> Place:
        answer = self._client.chat_postMessage(
            channel=thread.canal if thread else owed.destinataire,
            thread_ts=thread.ts if thread else None,
            metadata={"event_type": EVENT, "event_payload": {"cle": owed.cle}},
            unfurl_links=False,
            **self._render(owed.contenu),
        )
        return Place(str(answer["channel"]), str(answer["ts"]))

    def _replace(self, owed: Claimed, target: Place | None) -> None:
        if target is None:
            return
        try:
            self._client.chat_update(
                channel=target.canal, ts=target.ts, **self._render(owed.contenu)
            )
        except SlackApiError as error:
            if error.response.get("error") not in GONE:
                raise

    def _already(self, owed: Claimed, thread: Place | None) -> Place | None:
        """Where an earlier attempt put the message, if it did."""
        canal = thread.canal if thread else self._conversation(owed.destinataire)
        for message in self._history(canal, thread, since=owed.cree_le.timestamp() - 60):
            metadata = message.get("metadata") or {}
            if (metadata.get("event_payload") or {}).get("cle") == owed.cle:
                return Place(canal, str(message["ts"]))
        return None

    def _conversation(self, destinataire: str) -> str:
        if not destinataire.startswith(("U", "W")):
            return destinataire
        opened = self._client.conversations_open(users=destinataire)
        return str(opened["channel"]["id"])

    def _history(self, canal: str, thread: Place | None, since: float) -> Iterator[dict[str, Any]]:
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
