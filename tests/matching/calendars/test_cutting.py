"""Days cut into interview times, right by the clock of the place and on days it changes."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.calendars.cutting import Cut, NoSuchHourError, Stretch, cut_days, days_of

MONDAY = date(2026, 11, 23)
WORKING_DAYS = frozenset(range(5))
MORNING = Cut(time(9), time(12), minutes=45, pause=15, time_zone="Asia/Shanghai")


def clock(stretch: Stretch, zone: str) -> tuple[str, str]:
    begin, end = (moment.astimezone(ZoneInfo(zone)) for moment in stretch)
    return f"{begin:%H:%M}", f"{end:%H:%M}"


def test_a_morning_holds_three_interviews_with_a_break_after_each():
    times = cut_days([MONDAY], MORNING)

    assert [clock(row, "Asia/Shanghai") for row in times] == [
        ("09:00", "09:45"),
        ("10:00", "10:45"),
        ("11:00", "11:45"),
    ]
    assert times[0].starts_at == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_the_last_interview_needs_no_break_and_a_rest_that_is_too_short_is_left_over():
    exact = cut_days([MONDAY], MORNING._replace(ends=time(11, 45)))
    short = cut_days([MONDAY], MORNING._replace(ends=time(11, 44)))

    assert (len(exact), len(short)) == (3, 2)


def test_hours_that_hold_no_interview_give_none():
    assert cut_days([MONDAY], MORNING._replace(ends=time(9, 30))) == []


def test_days_leave_out_the_weekend_and_count_first_and_last():
    days = days_of(date(2026, 11, 27), date(2026, 11, 30), WORKING_DAYS)

    assert days == [date(2026, 11, 27), date(2026, 11, 30)]  # a Friday and a Monday


def test_nine_in_the_morning_stays_nine_when_summer_time_begins():
    cut = Cut(time(9), time(10), 60, 0, "Europe/Berlin")

    friday, monday = cut_days([date(2027, 3, 26), date(2027, 3, 29)], cut)

    assert [clock(row, "Europe/Berlin")[0] for row in (friday, monday)] == ["09:00", "09:00"]
    assert [row.starts_at.hour for row in (friday, monday)] == [8, 7]


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2027, 3, 27), 4), (date(2027, 3, 28), 3), (date(2027, 10, 31), 5)],
    ids=["an ordinary night", "the clocks skip an hour", "an hour comes twice"],
)
def test_an_interview_lasts_an_hour_in_the_night_the_clocks_change_too(day, number):
    times = cut_days([day], Cut(time(0), time(4), 60, 0, "Europe/Berlin"))

    assert len(times) == number
    assert {row.ends_at - row.starts_at for row in times} == {timedelta(hours=1)}


def test_an_hour_that_the_clocks_skip_is_named():
    with pytest.raises(NoSuchHourError) as caught:
        cut_days([date(2027, 3, 28)], Cut(time(2, 30), time(5), 60, 0, "Europe/Berlin"))

    assert caught.value.moment == datetime(2027, 3, 28, 2, 30)  # noqa: DTZ001 - naive is meant
    assert "2027-03-28 02:30" in str(caught.value)


def test_a_buffer_widens_on_both_sides_and_a_key_says_both_moments():
    stretch = cut_days([MONDAY], MORNING)[0]

    assert stretch.widened(10) == (
        datetime(2026, 11, 23, 0, 50, tzinfo=UTC),
        datetime(2026, 11, 23, 1, 55, tzinfo=UTC),
    )
    assert stretch.key == "20261123T0100Z/20261123T0145Z"


@given(
    begins=st.integers(0, 22 * 60),
    length=st.integers(10, 180),
    pause=st.integers(0, 60),
    window=st.integers(1, 600),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
)
def test_times_never_overlap_lie_inside_and_no_further_one_would_fit(
    begins, length, pause, window, zone
):
    first, last = minute(begins), minute(min(begins + window, 24 * 60 - 1))
    times = cut_days([date(2026, 6, 3)], Cut(first, last, length, pause, zone))
    begin, end = (
        datetime.combine(date(2026, 6, 3), clock, tzinfo=ZoneInfo(zone)) for clock in (first, last)
    )

    gaps = [after.starts_at - before.ends_at for before, after in pairwise(times)]
    assert set(gaps) <= {timedelta(minutes=pause)}
    assert all(begin <= row.starts_at and row.ends_at <= end for row in times)
    used = times[-1].ends_at + timedelta(minutes=pause) if times else begin
    assert used + timedelta(minutes=length) > end


def minute(of_the_day: int) -> time:
    return time(*divmod(of_the_day, 60))
