"""Deliveries by signed HTTP requests to the app's request URL."""

import asyncio
import hashlib
import hmac
import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

from workspace.delivery.envelope import Attempt, Delivery, NotAcknowledgedError
from workspace.errors import Json
from workspace.state.ids import new_secret

SIMULTANEOUS_REQUESTS = 64


def sign(signing_secret: str, timestamp: str, body: bytes) -> str:
    """Give the `X-Slack-Signature` of a request."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(signing_secret.encode(), base, hashlib.sha256).hexdigest()


class SignedHttp:
    """Posts deliveries to one address, as Slack does without Socket Mode."""

    def __init__(self, url: str, signing_secret: str, ack_limit: float) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(f"a request URL looks like http://127.0.0.1:3000/slack/events: {url}")
        self._host, self._port = parts.hostname, parts.port or 80
        self._path = parts.path or "/"
        self._secret = signing_secret
        self._ack_limit = ack_limit
        self._threads = ThreadPoolExecutor(SIMULTANEOUS_REQUESTS, "signed-http")

    async def send(self, delivery: Delivery, attempt: Attempt) -> Json | None:
        """Deliver once; see `Transport.send`."""
        content_type, body = _encode(delivery)
        headers = {"Content-Type": content_type, **_retry_headers(attempt)}
        return await self._in_time(headers, body)

    async def verify(self) -> bool:
        """Ask the app to repeat a challenge, as Slack does when the address is saved."""
        challenge = {"type": "url_verification", "challenge": new_secret()}
        headers = {"Content-Type": "application/json"}
        try:
            answer = await self._in_time(headers, json.dumps(challenge).encode())
        except NotAcknowledgedError:
            return False
        return answer is not None and challenge["challenge"] in answer.values()

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _in_time(self, headers: dict[str, str], body: bytes) -> Json | None:
        request = asyncio.get_running_loop().run_in_executor(
            self._threads, self._post, self._signed(headers, body), body
        )
        try:
            async with asyncio.timeout(self._ack_limit):
                return await request
        except TimeoutError:
            raise NotAcknowledgedError("operation_timeout") from None
        except (OSError, http.client.HTTPException):
            raise NotAcknowledgedError("dispatch_failed") from None

    def _signed(self, headers: dict[str, str], body: bytes) -> dict[str, str]:
        timestamp = str(int(time.time()))
        return {
            **headers,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
        }

    def _post(self, headers: dict[str, str], body: bytes) -> Json | None:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._ack_limit)
        try:
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise NotAcknowledgedError("http_error")
        return _read_answer(response.headers.get_content_type(), content)


def _encode(delivery: Delivery) -> tuple[str, bytes]:
    if delivery.kind == "events_api":
        return "application/json", json.dumps(delivery.payload).encode()
    fields = (
        delivery.payload
        if delivery.kind == "slash_commands"
        else {"payload": json.dumps(delivery.payload)}
    )
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _retry_headers(attempt: Attempt) -> dict[str, str]:
    if attempt.number == 0:
        return {}
    return {
        "X-Slack-Retry-Num": str(attempt.number),
        "X-Slack-Retry-Reason": attempt.reason or "",
    }


def _read_answer(content_type: str, content: bytes) -> Json | None:
    if not content:
        return None
    if content_type == "application/json":
        try:
            answer = json.loads(content)
        except ValueError:
            raise NotAcknowledgedError("http_error") from None
        return answer if isinstance(answer, dict) and answer else None
    return {"text": content.decode(errors="replace")}
