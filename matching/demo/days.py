"""Days and times of the demo, all counted from a `today` that is handed in."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARK_TIME = ZoneInfo("Asia/Shanghai")
OFFICE_OPENS, OFFICE_MINUTES = time(9), 9 * 60
GRADUATION = (6, 30)
TERM_BEGINS = (9, 1)


def after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def graduation(today: date, years: int = 0) -> date:
    """Return the graduation day that comes next, or one some years after (before: negative)."""
    coming = date(today.year, *GRADUATION)
    year = today.year if today <= coming else today.year + 1
    return date(year + years, *GRADUATION)


def term_begin(ended_on: date, years: int) -> date:
    """Return the first day of studies that took these years and ended then."""
    return date(ended_on.year - years, *TERM_BEGINS)


def midnight(day: date) -> datetime:
    """Return the first moment of a day at the parks, in UTC."""
    return datetime.combine(day, time(), PARK_TIME).astimezone(UTC)


def office_hour(day: date, part: float) -> datetime:
    """Return a moment of a working day; `part` runs from 0 (morning) to 1 (evening)."""
    opens = datetime.combine(day, OFFICE_OPENS, PARK_TIME).astimezone(UTC)
    return opens + timedelta(minutes=round(part * OFFICE_MINUTES))


def between(start: datetime, end: datetime, part: float) -> datetime:
    """Return the moment that lies this part of the way from start to end, in whole seconds."""
    return start + timedelta(seconds=round(part * (end - start).total_seconds()))
