"""Working days: the national day, the weekend that is worked for it, and years to come."""

from datetime import UTC, date, datetime

import pytest

from parks.queries.waits import wait_of
from parks.working_days import is_working_day, working_days_between
from tests.factories.parks import ParkFactory

# Notice of the State Council on the holidays of 2025: off from 1 to 8 October,
# worked on Sunday 28 September and Saturday 11 October.


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2025, 9, 28), True),
        (date(2025, 10, 1), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2025, 10, 12), False),
        (date(2025, 10, 13), True),
        (date(2060, 5, 3), True),  # a Monday of a year that nobody has announced
        (date(2060, 5, 2), False),
    ],
)
def test_holidays_are_not_worked_and_some_weekends_are(day, is_worked):
    assert is_working_day(day) is is_worked


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2025, 9, 30), date(2025, 10, 9), 1),
        (date(2025, 9, 26), date(2025, 9, 29), 2),
        (date(2025, 9, 30), date(2025, 9, 30), 0),
        (date(2025, 9, 30), date(2025, 9, 1), 0),
    ],
)
def test_days_are_counted_from_the_day_after(first, last, days):
    assert working_days_between(first, last) == days


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "state", "words"),
    [
        (datetime(2025, 9, 30, 9, tzinfo=UTC), "in_time", "2 working days left"),
        (datetime(2025, 10, 9, 9, tzinfo=UTC), "in_time", "1 working day left"),
        (datetime(2025, 10, 10, 9, tzinfo=UTC), "due", "to be answered today"),
        (datetime(2025, 10, 11, 9, tzinfo=UTC), "late", "1 working day late"),
        (datetime(2025, 10, 12, 17, tzinfo=UTC), "late", "2 working days late"),  # Monday there
    ],
)
def test_the_colour_of_a_queue_follows_the_days_that_the_park_promises(now, state, words, english):
    park = ParkFactory(answer_days=2, time_zone="Asia/Shanghai")
    came = datetime(2025, 9, 29, 20, tzinfo=UTC)  # the 30th in Shanghai

    wait = wait_of(came, park, now=now)

    assert (wait.state, wait.words) == (state, words)
