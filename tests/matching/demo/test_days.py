import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.demo.days import after, between, graduation, midnight, office_hour, term_begin

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("today", "coming"),
    [
        (datetime.date(2026, 11, 20), datetime.date(2027, 6, 30)),
        (datetime.date(2027, 1, 1), datetime.date(2027, 6, 30)),
        (datetime.date(2027, 6, 30), datetime.date(2027, 6, 30)),
        (datetime.date(2027, 7, 1), datetime.date(2028, 6, 30)),
    ],
)
def test_the_coming_graduation_is_the_next_thirtieth_of_june(today, coming):
    assert graduation(today) == coming


def test_graduations_are_a_year_apart():
    today = datetime.date(2026, 11, 20)

    days = [graduation(today, years) for years in (-1, 0, 1)]

    assert days == [datetime.date(year, 6, 30) for year in (2026, 2027, 2028)]


@given(DAYS)
def test_the_coming_graduation_is_never_past_and_never_more_than_a_year_away(today):
    assert datetime.timedelta(0) <= graduation(today) - today <= datetime.timedelta(days=366)


def test_studies_begin_in_september_of_the_year_that_many_years_before():
    assert term_begin(datetime.date(2027, 6, 30), 3) == datetime.date(2024, 9, 1)


def test_days_are_counted_over_the_end_of_a_month():
    assert after(datetime.date(2026, 11, 20), 15) == datetime.date(2026, 12, 5)


def test_midnight_at_the_parks_is_four_in_the_afternoon_of_the_day_before_in_utc():
    moment = midnight(datetime.date(2026, 11, 20))

    assert moment == datetime.datetime(2026, 11, 19, 16, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("part", "hour"), [(0, 1), (1, 10)])
def test_office_hours_run_from_nine_to_eighteen_at_the_parks(part, hour):
    moment = office_hour(datetime.date(2026, 11, 20), part)

    assert moment == datetime.datetime(2026, 11, 20, hour, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("part", "minute"), [(0, 0), (0.5, 30), (1, 60)])
def test_a_moment_lies_its_part_of_the_way_between_two_others(part, minute):
    start = datetime.datetime(2026, 11, 20, 8, tzinfo=datetime.UTC)
    end = start + datetime.timedelta(hours=1)

    assert between(start, end, part) == start + datetime.timedelta(minutes=minute)


def test_a_moment_has_no_parts_of_a_second():
    start = datetime.datetime(2026, 11, 20, 8, tzinfo=datetime.UTC)

    assert between(start, start + datetime.timedelta(seconds=10), 0.123).microsecond == 0
