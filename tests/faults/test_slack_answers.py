"""What an answer of Slack, or of what stands before it, says of the message being sent."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from slack_sdk import WebClient

from bot.owed import Sayings
from bot.posting import LaterError, Poster, UnreachableError, UnsayableError
from storage.envois import Claimed
from storage.tables import now
from tests.faults.owing import pause

OWED = Claimed(
    id=1,
    cle="a",
    destinataire="U0ALICE01",
    contenu=pause(1),
    fil=None,
    remplace=None,
    prise="x",
    essais=1,
    doubtful=False,
    cree_le=now(),
    until=now() + timedelta(hours=1),
)

PosterTo = Callable[[int, str], AbstractContextManager[Poster]]


@pytest.fixture
def answering() -> PosterTo:
    @contextmanager
    def start(status: int, body: str) -> Iterator[Poster]:
        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        with HTTPServer(("127.0.0.1", 0), Answer) as server:
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            address = f"http://127.0.0.1:{server.server_port}/api/"
            yield Poster(
                WebClient("xoxb-1", base_url=address, retry_handlers=[]), Sayings(str, None).render
            )
            server.shutdown()
            thread.join()

    return start


@pytest.mark.parametrize("said", ["user_disabled", "is_archived", "channel_not_found"])
def test_a_recipient_that_cannot_be_reached_is_given_up(answering: PosterTo, said: str) -> None:
    with (
        answering(200, f'{{"ok": false, "error": "{said}"}}') as poster,
        pytest.raises(UnreachableError, match=said),
    ):
        poster.post(OWED, None, None)


@pytest.mark.parametrize("said", ["invalid_blocks", "msg_too_long"])
def test_a_message_put_together_wrong_is_our_fault(answering: PosterTo, said: str) -> None:
    with (
        answering(200, f'{{"ok": false, "error": "{said}"}}') as poster,
        pytest.raises(UnsayableError, match=said),
    ):
        poster.post(OWED, None, None)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, '{"ok": false, "error": "account_inactive"}'),
        (200, '{"ok": false, "error": "token_revoked"}'),
        (200, '{"ok": false, "error": "fatal_error"}'),
        (200, '{"ok": false, "error": "said_for_the_first_time"}'),
        (200, "<html>Connectez-vous au réseau</html>"),
        (502, "<html>Bad Gateway</html>"),
        (503, '{"ok": false, "error": "service_unavailable"}'),
    ],
)
def test_what_says_nothing_of_the_recipient_is_tried_again(
    answering: PosterTo, status: int, body: str
) -> None:
    with answering(status, body) as poster, pytest.raises(LaterError) as later:
        poster.post(OWED, None, None)
    assert later.value.doubtful
