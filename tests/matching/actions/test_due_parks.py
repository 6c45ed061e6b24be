"""Every park is matched at two in the morning of its own time zone, once a night."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from matching.actions.nights import due_parks, late_parks, night_at
from matching.actions.runs import run_park
from matching.choices.runs import RunState
from matching.models import MatchRun
from parks.models import Park
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import ParkFactory

pytestmark = pytest.mark.django_db

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NIGHT = date(2026, 11, 22)


@pytest.fixture
def park() -> Park:
    return ParkFactory(time_zone="Asia/Shanghai")


def at(hour: int, minute: int, zone: ZoneInfo = SHANGHAI, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=zone)


def ran(park: Park, started_at: datetime, state: str = "published", **fields) -> MatchRun:
    run = MatchRunFactory(park=park, state=state, night=night_at(park, started_at))
    MatchRun.objects.filter(pk=run.pk).update(started_at=started_at, **fields)
    return run


@pytest.mark.parametrize(
    ("now", "is_due"),
    [
        (at(0, 0), False),
        (at(1, 59), False),
        (at(2, 0), True),
        (at(2, 15), True),
        (at(23, 59), True),
    ],
)
def test_a_park_is_due_from_two_in_the_morning(now, is_due, park):
    assert due_parks(now) == ([(park, NIGHT)] if is_due else [])


def test_a_park_that_ran_at_two_is_not_due_again_that_day(park):
    ran(park, at(2, 0))

    assert due_parks(at(2, 15)) == []
    assert due_parks(at(23, 45)) == []


def test_a_park_is_due_again_the_next_night(park):
    ran(park, at(2, 0))

    assert due_parks(at(1, 59, day=23)) == []
    assert due_parks(at(2, 0, day=23)) == [(park, date(2026, 11, 23))]


def test_a_run_by_hand_before_two_does_not_replace_the_nights(park):
    ran(park, at(0, 30))

    assert due_parks(at(2, 0)) == [(park, NIGHT)]


def test_a_run_by_hand_after_two_counts_for_the_night(park):
    ran(park, at(9, 0))

    assert due_parks(at(9, 15)) == []


def test_a_run_that_found_nothing_changed_counts_for_the_night(park):
    ran(park, at(0, 30), confirmed_at=at(2, 0))

    assert due_parks(at(2, 15)) == []


def test_a_park_whose_run_failed_is_due_again(park):
    ran(park, at(2, 0), state=RunState.FAILED)

    assert due_parks(at(2, 15)) == [(park, NIGHT)]


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.SUPERSEDED])
def test_a_park_whose_run_is_under_way_or_was_followed_by_another_is_not_due(state, park):
    ran(park, at(2, 0), state=state)

    assert due_parks(at(2, 15)) == []


def test_the_run_of_another_park_does_not_count(park):
    ran(ParkFactory(time_zone="Pacific/Honolulu"), at(2, 0))

    assert due_parks(at(2, 15)) == [(park, NIGHT)]


def test_each_park_keeps_its_own_clock(park):
    abroad = ParkFactory(time_zone="Europe/Berlin")
    ran(abroad, at(2, 0, BERLIN, day=21))

    assert due_parks(at(2, 0, SHANGHAI)) == [(park, NIGHT)]
    ran(park, at(2, 0, SHANGHAI))
    assert due_parks(at(1, 59, BERLIN)) == []
    assert due_parks(at(2, 0, BERLIN)) == [(abroad, NIGHT)]


@pytest.mark.parametrize(
    ("zone", "night"),
    [("Asia/Shanghai", date(2026, 11, 23)), ("Europe/Berlin", date(2026, 11, 22))],
)
def test_a_night_is_named_by_the_day_at_the_park(zone, night):
    park = ParkFactory.build(time_zone=zone)

    assert night_at(park, at(18, 30, ZoneInfo("UTC"))) == night


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)])
def test_a_night_with_a_change_of_the_clock_is_matched_once(day):
    """In Berlin the clock goes from two to three on 29 March, and from three to two in October."""
    park = ParkFactory(time_zone="Europe/Berlin")
    quarters = [
        datetime(*day, hour, minute, tzinfo=BERLIN)
        for hour in range(24)
        for minute in (0, 15, 30, 45)
    ]

    started = []
    for now in quarters:
        if due_parks(now):
            started.append(now)
            ran(park, now)

    assert [now.hour for now in started] in ([2], [3])


def test_what_is_due_is_done_by_a_run(park):
    ((due, night),) = due_parks(datetime(2030, 1, 1, 12, tzinfo=SHANGHAI))

    run = run_park(due, night=night)

    assert (run.park, run.night) == (park, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("now", "is_late"),
    [(at(1, 59), False), (at(3, 59), False), (at(4, 0), True), (at(23, 59), True)],
)
def test_a_park_is_late_two_hours_after_its_matching_hour(now, is_late, park):
    ran(park, at(2, 0, day=21))

    assert late_parks(now) == ([(park, NIGHT)] if is_late else [])


@pytest.mark.parametrize("state", [RunState.PUBLISHED, RunState.SUPERSEDED])
def test_a_park_that_has_had_its_lists_tonight_is_not_late(state, park):
    ran(park, at(2, 0, day=21), state=RunState.SUPERSEDED)
    ran(park, at(2, 0), state=state)

    assert late_parks(at(5, 0)) == []


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.FAILED, RunState.CANCELLED])
def test_a_run_that_left_no_lists_does_not_keep_a_park_from_being_late(state, park):
    ran(park, at(2, 0, day=21))
    ran(park, at(2, 0), state=state)

    assert late_parks(at(5, 0)) == [(park, NIGHT)]


def test_a_park_whose_lists_were_found_unchanged_is_not_late(park):
    ran(park, at(2, 0, day=21), confirmed_at=at(2, 5))

    assert late_parks(at(5, 0)) == []


def test_a_park_that_was_never_matched_is_not_late(park):
    assert late_parks(at(5, 0)) == []
