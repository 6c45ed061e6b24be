"""Interview times cut out of days: so long, so far apart, by the clocks of one time zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


class NoSuchHourError(ValueError):
    """The clocks of a place skip this hour of the day; `moment` is naive."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment:%Y-%m-%d %H:%M} is skipped by the clocks there")
        self.moment = moment


class Cut(NamedTuple):
    """How days are cut: from and to by the clock, minutes of an interview, and of a pause."""

    begins: time
    ends: time
    minutes: int
    pause: int
    time_zone: str


class Stretch(NamedTuple):
    """From one moment to another, both in UTC."""

    starts_at: datetime
    ends_at: datetime

    @property
    def key(self) -> str:
        """The stretch as a form sends it back."""
        return "/".join(f"{moment:%Y%m%dT%H%MZ}" for moment in self)

    def widened(self, minutes: int) -> "Stretch":
        """Return the stretch with so many minutes kept free before and after it."""
        around = timedelta(minutes=minutes)
        return Stretch(self.starts_at - around, self.ends_at + around)


def days_of(first: date, last: date, weekdays: frozenset[int]) -> list[date]:
    """Return the days from the first to the last that are such days of the week; 0 is Monday."""
    days = (first + index * DAY for index in range((last - first).days + 1))
    return [day for day in days if day.weekday() in weekdays]


def cut_days(days: list[date], cut: Cut) -> list[Stretch]:
    """Return every interview that fits, day by day; a rest that is too short is left over.

    An interview lasts as long on the day the clocks change as on any other. Raises
    NoSuchHourError for a beginning or end that the clocks of the place skip.
    """
    return [stretch for day in days for stretch in _of_a_day(day, cut)]


def _of_a_day(day: date, cut: Cut) -> Iterator[Stretch]:
    begin, end = (_moment(day, clock, cut.time_zone) for clock in (cut.begins, cut.ends))
    length, step = timedelta(minutes=cut.minutes), timedelta(minutes=cut.minutes + cut.pause)
    while begin + length <= end:
        yield Stretch(begin, begin + length)
        begin += step


def _moment(day: date, clock: time, time_zone: str) -> datetime:
    """Return a time of the clock in UTC; of an hour that comes twice, the first."""
    wanted = datetime.combine(day, clock)
    zone = ZoneInfo(time_zone)
    moment = wanted.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wanted:
        raise NoSuchHourError(wanted)
    return moment
