"""The inbox: whatever is delivered twice is done once."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage.store import Store
from storage.tables import Reception


def once(store: Store, cle: str, work: Callable[[Session], str]) -> tuple[str, bool]:
    """Do `work` for the first delivery of a key; give its answer again for the next ones.

    The key is inserted first, in the transaction of the work: both happen or neither does.
    Returns the answer, and whether this delivery was the first. What `work` raises is raised.
    """
    try:
        with store.write() as session:
            reception = Reception(cle=cle, reponse="")
            session.add(reception)
            session.flush()
            reception.reponse = work(session)
            return reception.reponse, True
    except IntegrityError:
        with store.read() as session:
            known = session.get(Reception, cle)
            if known is None:
                raise
            return known.reponse, False
