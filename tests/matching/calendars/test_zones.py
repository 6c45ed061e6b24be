"""Time zones in calendar files, read as RFC 5545 says and compared with the database of zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from icalendar import Timezone

from matching.calendars.zones import clock_changes, timezone_of

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # half an hour of summer time
    "America/Sao_Paulo",
    "Pacific/Auckland",
    "UTC",
)
BEGIN = datetime(2027, 1, 1, tzinfo=UTC)
END = datetime(2028, 1, 1, tzinfo=UTC)


def offset_at(component: Timezone, moment: datetime) -> timedelta:
    """Read a VTIMEZONE: the last change before a moment says what is added to UTC.

    The DTSTART of a change is the local time at which it comes, by the clock before it.
    """
    changes = [
        (
            change["dtstart"].dt.replace(tzinfo=UTC) - change["tzoffsetfrom"].td,
            change["tzoffsetto"].td,
        )
        for change in component.subcomponents
    ]
    return max(change for change in changes if change[0] <= moment)[1]


@pytest.mark.parametrize("name", ZONES)
def test_every_hour_of_a_year_has_the_offset_of_its_zone(name):
    text = timezone_of(name, first=BEGIN, last=BEGIN).to_ical()

    component = Timezone.from_ical(text)

    hours = [BEGIN + index * timedelta(hours=1) for index in range(365 * 24)]
    zone = ZoneInfo(name)
    wrong = [h for h in hours if offset_at(component, h) != h.astimezone(zone).utcoffset()]
    assert wrong == []
    assert component["tzid"] == name


def test_the_clocks_of_berlin_change_on_the_last_sundays_of_march_and_october():
    component = timezone_of("Europe/Berlin", first=BEGIN, last=BEGIN)

    changes = [
        (
            change.name,
            change["tzname"],
            change["dtstart"].to_ical(),
            change["tzoffsetfrom"].to_ical(),
            change["tzoffsetto"].to_ical(),
        )
        for change in component.subcomponents[1:]
    ]
    assert changes == [
        ("DAYLIGHT", "CEST", b"20270328T020000", "+0100", "+0200"),
        ("STANDARD", "CET", b"20271031T030000", "+0200", "+0100"),
    ]


def test_the_clocks_of_new_york_change_at_two_in_the_morning():
    changes = list(clock_changes(ZoneInfo("America/New_York"), BEGIN, END))

    assert changes == [
        (datetime(2027, 3, 14, 7, tzinfo=UTC), timedelta(hours=-5), timedelta(hours=-4)),
        (datetime(2027, 11, 7, 6, tzinfo=UTC), timedelta(hours=-4), timedelta(hours=-5)),
    ]


def test_the_clocks_of_china_stand_still():
    component = timezone_of("Asia/Shanghai", first=BEGIN, last=BEGIN + timedelta(days=900))

    (only,) = component.subcomponents
    assert (only.name, only["tzname"]) == ("STANDARD", "CST")
    assert (only["tzoffsetfrom"].to_ical(), only["tzoffsetto"].to_ical()) == ("+0800", "+0800")


def test_the_years_of_all_entries_are_covered():
    component = timezone_of("Europe/Berlin", first=BEGIN, last=END)

    years = [change["dtstart"].dt.year for change in component.subcomponents[1:]]
    assert years == [2027, 2027, 2028, 2028]


def test_a_zone_that_is_none_is_refused():
    with pytest.raises(ZoneInfoNotFoundError):
        timezone_of("Asia/Nowhere", first=BEGIN, last=END)
