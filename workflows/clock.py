"""Time: kept in UTC, reasoned about in Paris."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def paris_today() -> date:
    """Today's date in Paris."""
    return datetime.now(PARIS).date()


def paris_day(instant: datetime) -> date:
    """The day that it is in Paris at an instant."""
    return instant.astimezone(PARIS).date()
