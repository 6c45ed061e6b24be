"""Time zones as calendar files carry them: each change of the clock with its day and hour.

RFC 5545, section 3.6.5: the DTSTART of a change is the local time at which it comes, told by the
clock before it. The generator of the `icalendar` package writes the clock after it, an hour late
in spring, which is why this one is here.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class ClockChange(NamedTuple):
    """A clock that is set anew: the moment (UTC), and what is added to UTC before and after it."""

    moment: datetime
    before: timedelta
    after: timedelta


def timezone_of(name: str, *, first: datetime, last: datetime) -> Timezone:
    """Return the VTIMEZONE of an IANA zone, right for the years of `first` to `last`.

    Raises ZoneInfoNotFoundError for a name that is not in the time zone database.
    """
    zone = ZoneInfo(name)
    begin = datetime(first.year, 1, 1, tzinfo=UTC) - DAY
    end = datetime(last.year + 1, 1, 1, tzinfo=UTC) + DAY
    component = Timezone()
    component.add("tzid", name)
    offset = _offset(zone, begin)
    for change in (ClockChange(begin, offset, offset), *clock_changes(zone, begin, end)):
        component.add_component(_observance(zone, change))
    return component


def clock_changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[ClockChange]:
    """Yield what happens to the clocks of a zone between two moments in UTC, in order."""
    moment = begin
    while moment < end:
        before, after = _offset(zone, moment), _offset(zone, moment + DAY)
        if before != after:
            yield ClockChange(_first_second(zone, moment, after), before, after)
        moment += DAY


def _first_second(zone: ZoneInfo, day: datetime, after: timedelta) -> datetime:
    """Halve the day that follows `day` until the first second of the new time is found."""
    early, late = 0, int(DAY / SECOND)
    while late - early > 1:
        middle = (early + late) // 2
        if _offset(zone, day + middle * SECOND) == after:
            late = middle
        else:
            early = middle
    return day + late * SECOND


def _observance(zone: ZoneInfo, change: ClockChange) -> TimezoneStandard | TimezoneDaylight:
    local = change.moment.astimezone(zone)
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    observance.add("dtstart", (change.moment + change.before).replace(tzinfo=None))
    observance.add("tzoffsetfrom", change.before)
    observance.add("tzoffsetto", change.after)
    observance.add("tzname", local.tzname())
    return observance


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
