import pytest

from matching.models import MatchAlarm, MatchChange, MatchRun
from tests.factories.matching import (
    GraduateMatchesFactory,
    MatchAlarmFactory,
    MatchRunFactory,
    MatchShardFactory,
    OpeningMatchesFactory,
)
from tests.factories.parks import ParkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_runs_of_a_park_are_its_offices(park, readers, editors):
    run = MatchRunFactory(park=park)

    assert readers(run) == {"park_officer", "operator"}
    assert editors(run) == {"park_officer", "operator"}


def test_published_runs_are_told_apart():
    published = MatchRunFactory()
    for state in ("running", "superseded", "failed", "cancelled"):
        MatchRunFactory(state=state)

    assert list(MatchRun.objects.published()) == [published]


def test_a_run_and_its_lists_say_what_they_are(park):
    run = MatchRunFactory(park=park)
    graduate = GraduateMatchesFactory(run=run, opening_ids=[1, 2], points=[4096, 5])
    opening = OpeningMatchesFactory(run=run, profile_ids=[1], points=[4096])

    assert str(run) == "BioBAY · 2026-11-20"
    assert str(graduate) == f"{graduate.profile}: 2"
    assert str(opening) == f"{opening.opening}: 1"


def test_the_alarms_of_a_park_are_its_offices(park, readers, editors):
    alarm = MatchAlarmFactory(park=park)

    assert readers(alarm) == {"park_officer", "operator"}
    assert editors(alarm) == {"park_officer", "operator"}


def test_the_alarms_of_a_neighbour_are_not(park, readers):
    alarm = MatchAlarmFactory(park=ParkFactory())

    assert readers(alarm) == {"operator"}


def test_parts_alarms_and_changes_say_what_they_are(park):
    shard = MatchShardFactory(run=MatchRunFactory(park=park), number=3)
    alarm = MatchAlarmFactory(park=park, kind="shrunken")
    change = MatchChange.objects.create(side="opening", row_id=7)

    assert str(shard) == "BioBAY · 2026-11-20 · 3"
    assert str(alarm) == "BioBAY · 2026-11-20 · Shrunken"
    assert str(change) == "opening 7"


def test_an_alarm_is_open_until_somebody_settles_it(park):
    alarm = MatchAlarmFactory(park=park)

    assert list(MatchAlarm.objects.filter(settled_at=None)) == [alarm]
