"""The inbox: whatever is delivered twice is done once."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage.tables import Reception


def claim(session: Session, cle: str) -> bool:
    """Note a delivery, in the transaction of the work it asks for; False when already noted.

    `cle` is stable across redeliveries. Two claims at once wait for one another: if the
    first one's transaction is undone, the second succeeds.
    """
    try:
        with session.begin_nested():
            session.add(Reception(cle=cle))
    except IntegrityError:
        return False
    return True


def release(session: Session, cle: str) -> None:
    """Forget a delivery whose work could not be done, so that a redelivery does it."""
    reception = session.get(Reception, cle)
    if reception is not None:
        session.delete(reception)
