"""Time: kept in UTC, reasoned about in Paris."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def paris_day(instant: datetime) -> date:
    """The day that an instant falls on in Paris."""
    return instant.astimezone(PARIS).date()


def paris_today() -> date:
    """Today's date in Paris."""
    return paris_day(datetime.now(PARIS))
