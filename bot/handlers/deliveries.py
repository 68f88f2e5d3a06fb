"""One effect for each delivery, however often Slack sends it."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage import inbox
from storage.store import Store


@contextmanager
def first(store: Store, cle: str) -> Iterator[bool]:
    """Whether a delivery is seen for the first time.

    When the body raises, the delivery counts as never seen: Slack sends it again.
    """
    with store.write() as session:
        claimed = inbox.claim(session, cle)
    try:
        yield claimed
    except Exception:
        if claimed:
            with store.write() as session:
                inbox.release(session, cle)
        raise
