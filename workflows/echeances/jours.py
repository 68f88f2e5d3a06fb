"""Working days and office hours of an authority, reasoned about in Paris."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from schemes.rappels import Rappels
from workflows.clock import PARIS, paris_day

_SATURDAY = 5
_MOSELLE = "57"
"""The subdivision that also keeps Good Friday and the 26th of December, as Alsace does."""
_PENTECOST_MONDAY = "Lundi de Pentecôte"


@dataclass(frozen=True)
class JoursOuvres:
    """The days on which an authority works, and the hours in which it may be reminded."""

    rappels: Rappels

    def is_open(self, day: date) -> bool:
        """Whether people work on a day: no Saturday, no Sunday, no jour férié, no closed day."""
        return (
            day.weekday() < _SATURDAY
            and day not in self.rappels.jours_fermes
            and not self._is_holiday(day)
        )

    def on_or_after(self, day: date) -> date:
        """The first working day from a day on."""
        return self._step(day, timedelta(1))

    def on_or_before(self, day: date) -> date:
        """The last working day up to a day."""
        return self._step(day, timedelta(-1))

    def opening(self, day: date) -> datetime:
        """The instant when office hours start on a day, in UTC."""
        return self._at(day, self.rappels.heures.debut)

    def is_office_time(self, instant: datetime) -> bool:
        """Whether an instant is in the office hours of a working day."""
        local = instant.astimezone(PARIS)
        hours = self.rappels.heures
        return self.is_open(local.date()) and hours.debut <= local.hour < hours.fin

    def next_opening(self, instant: datetime) -> datetime:
        """The first opening of a working day strictly after an instant, in UTC."""
        today = paris_day(instant)
        first = today if self.opening(today) > instant else today + timedelta(1)
        return self.opening(self.on_or_after(first))

    def worked(self, since: datetime, until: datetime) -> timedelta:
        """How much office time there is between two instants; none when they are the other way."""
        total = timedelta(0)
        day, last = paris_day(since), paris_day(until)
        while day <= last:
            if self.is_open(day):
                opens, closes = self.opening(day), self._at(day, self.rappels.heures.fin)
                total += max(min(closes, until) - max(opens, since), timedelta(0))
            day += timedelta(1)
        return total

    def _step(self, day: date, step: timedelta) -> date:
        while not self.is_open(day):
            day += step
        return day

    def _at(self, day: date, hour: int) -> datetime:
        """A full hour of a day in Paris, in UTC; 24 is midnight at its end."""
        days, hour = divmod(hour, 24)
        return datetime.combine(day + timedelta(days), time(hour), PARIS).astimezone(UTC)

    def _is_holiday(self, day: date) -> bool:
        name = _holidays(day.year, self.rappels.alsace_moselle).get(day)
        return name is not None and (
            self.rappels.lundi_de_pentecote_ferme or name != _PENTECOST_MONDAY
        )


@cache
def _holidays(year: int, alsace_moselle: bool) -> Mapping[date, str]:
    """The jours fériés of a year, with their names in French."""
    from holidays import country_holidays  # slow to import: only for who counts working days

    subdivision = _MOSELLE if alsace_moselle else None
    return dict(country_holidays("FR", subdiv=subdivision, years=year, language="fr"))
