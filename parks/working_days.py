"""Working days as China counts them: without its holidays, with the weekends worked instead."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Say whether offices work; before the holidays are announced, Monday to Friday."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < SATURDAY


def working_days_between(first: date, last: date) -> int:
    """Count the working days after `first`, up to and with `last`; none where it is not later."""
    later = ((last - first).days + 1) if last > first else 0
    return sum(is_working_day(first + ONE_DAY * number) for number in range(1, later))
