"""When an interview is, in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from matching.calendars.times import SlotTime, time_for, zone_label
from matching.models import InterviewSlot

NINE = datetime(2026, 11, 25, 1, tzinfo=UTC)  # in Beijing
HALF = timedelta(minutes=30)


def time(zone="Asia/Shanghai", slot_zone="Asia/Shanghai", starts_at=NINE) -> SlotTime:
    return SlotTime(starts_at, starts_at + HALF, zone, slot_zone)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Shanghai", "Wednesday, 25 November 2026, 09:00–09:30 (Beijing time)"),
        ("Europe/Berlin", "Wednesday, 25 November 2026, 02:00–02:30 (Berlin time)"),
        ("America/New_York", "Tuesday, 24 November 2026, 20:00–20:30 (New York time)"),
    ],
)
def test_a_time_is_told_in_the_zone_of_its_reader(zone, words):
    with translation.override("en"):
        assert str(time(zone)) == words


def test_the_same_value_speaks_the_language_of_whoever_reads_it():
    value = time()

    with translation.override("zh-hans"):
        chinese = value.day
    with translation.override("en"):
        english = value.day

    assert "2026年11月25日" in chinese
    assert "星期三" in chinese
    assert english == "Wednesday, 25 November 2026"


@pytest.mark.parametrize(
    ("zone", "slot_zone", "words"),
    [
        ("Asia/Shanghai", "Asia/Shanghai", ""),
        ("Asia/Shanghai", "Asia/Taipei", ""),
        ("Europe/Berlin", "Asia/Shanghai", "09:00–09:30 Beijing time"),
        (
            "America/New_York",
            "Asia/Shanghai",
            "Wednesday, 25 November 2026, 09:00–09:30 Beijing time",
        ),
    ],
)
def test_clocks_that_differ_where_the_slot_is_are_told_too(zone, slot_zone, words):
    with translation.override("en"):
        assert time(zone, slot_zone).elsewhere == words


def test_a_page_that_names_the_zone_once_says_day_and_hours_alone():
    with translation.override("en"):
        assert time().when == "Wednesday, 25 November 2026, 09:00–09:30"


def test_summer_time_moves_the_hour_of_one_reader_and_not_of_the_other():
    winter = datetime(2027, 3, 26, 8, tzinfo=UTC)
    summer = datetime(2027, 3, 29, 8, tzinfo=UTC)

    hours = {
        zone: [time(zone, starts_at=moment).hours for moment in (winter, summer)]
        for zone in ("Europe/Berlin", "Asia/Shanghai")
    }

    assert hours == {
        "Europe/Berlin": ["09:00–09:30", "10:00–10:30"],
        "Asia/Shanghai": ["16:00–16:30", "16:00–16:30"],
    }


def test_the_time_of_a_slot_knows_both_zones():
    slot = InterviewSlot(starts_at=NINE, ends_at=NINE + HALF, time_zone="Asia/Taipei")

    assert time_for(slot, "Europe/Berlin") == time("Europe/Berlin", "Asia/Taipei")


@pytest.mark.parametrize(
    ("zone", "english", "city"),
    [
        ("America/New_York", "New York time", "纽约"),
        ("Europe/Berlin", "Berlin time", "柏林"),
        ("Asia/Shanghai", "Beijing time", ""),
    ],
)
def test_a_zone_is_called_by_its_city(zone, english, city):
    with translation.override("en"):
        assert zone_label(zone) == english
    with translation.override("zh-hans"):
        assert city in zone_label(zone)
