"""Who coordinates a scheme, and so reads what has no one else to read it."""

from sqlmodel import Session

from storage import envois, personnes
from workflows.canaux import Canaux


def coordinateurs(session: Session, canaux: Canaux) -> list[str]:
    """The ids of who coordinates: the channel, else the people who have the role.

    A channel that no message reaches any more leaves its place to them, and so does a person to
    the others: the first one is whom to write to.
    """
    lost = envois.unreachable(session)
    channel = canaux.coordination
    if channel and channel not in lost:
        return [channel]
    people = [person.id for person in personnes.holders(session, "coordinateur")]
    reachable_first = sorted(people, key=lost.__contains__)
    return reachable_first or ([channel] if channel else [])
