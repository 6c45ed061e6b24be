"""Runs that break, stop, meet another one, or never ended: the old lists stay."""

from datetime import date

import pytest
from django.db import connection
from psycopg2 import DatabaseError

from matching.actions.runs import LOCK_CLASS, RunInProgressError, run_park
from matching.choices.runs import RunState
from matching.models import GraduateMatches, MatchRun, OpeningMatches
from parks.models import LogEntry
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import ParkFactory
from tests.matching.markets import SmallMarket, small_market

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


@pytest.fixture
def other_connection():
    """A second session of the same database, as another process has one."""
    other = connection.copy()
    yield other
    other.close()


def lists_of(run: MatchRun) -> tuple[dict, dict]:
    """Return what is stored: ids, points and unknowns by profile; ids and points by opening."""
    graduates = GraduateMatches.objects.filter(run=run)
    openings = OpeningMatches.objects.filter(run=run)
    return (
        {
            one.profile_id: (one.opening_ids, one.points, one.blocked_by_unknown)
            for one in graduates
        },
        {one.opening_id: (one.profile_ids, one.points) for one in openings},
    )


def break_the_store() -> None:
    """Let the database refuse the lists of openings, after those of graduates are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse_lists() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$;"
            "CREATE TRIGGER no_lists BEFORE INSERT ON matching_openingmatches"
            " FOR EACH ROW EXECUTE FUNCTION refuse_lists();"
        )


def test_a_run_that_breaks_in_the_middle_leaves_the_old_lists_in_place(market):
    old = run_park(market.park, night=NIGHT)
    expected = lists_of(old)
    break_the_store()

    with pytest.raises(DatabaseError, match="the disk is full"):
        run_park(market.park, night=date(2026, 11, 23))

    failed = MatchRun.objects.exclude(pk=old.pk).get()
    assert failed.state == RunState.FAILED
    assert "the disk is full" in failed.error
    assert failed.finished_at is not None
    assert lists_of(failed) == ({}, {})
    assert list(MatchRun.objects.published()) == [old]
    assert lists_of(old) == expected
    assert LogEntry.objects.filter(verb="published").count() == 1


def test_a_run_that_is_stopped_while_it_scores_is_kept_as_failed(market):
    def stop(_done: int, _total: int) -> None:
        raise TimeoutError("no more time")

    with pytest.raises(TimeoutError):
        run_park(market.park, night=NIGHT, progress=stop)

    assert [(run.state, run.error) for run in MatchRun.objects.all()] == [
        ("failed", "TimeoutError: no more time")
    ]


def test_after_a_run_that_failed_the_next_one_works(market):
    with pytest.raises(ZeroDivisionError):
        run_park(market.park, night=NIGHT, progress=lambda _done, _total: 1 / 0)

    run = run_park(market.park, night=NIGHT)

    assert run.state == RunState.PUBLISHED


def test_a_run_is_refused_while_another_process_is_at_it(market, other_connection):
    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, market.park.pk])

    with pytest.raises(RunInProgressError):
        run_park(market.park, night=NIGHT)

    assert not MatchRun.objects.exists()


def test_a_run_of_another_park_is_no_hindrance(market, other_connection):
    other = ParkFactory()
    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, other.pk])

    assert run_park(market.park, night=NIGHT).state == RunState.PUBLISHED


@pytest.mark.parametrize("breaks", [False, True])
def test_the_lock_is_free_after_a_run_however_it_ended(breaks, market, other_connection):
    if breaks:
        with pytest.raises(ZeroDivisionError):
            run_park(market.park, night=NIGHT, progress=lambda _done, _total: 1 / 0)
    else:
        run_park(market.park, night=NIGHT)

    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, market.park.pk])
        assert cursor.fetchone() == (True,)


def test_runs_whose_process_died_are_closed_at_the_next_start(market):
    fields = {"state": RunState.RUNNING, "finished_at": None}
    abandoned = MatchRunFactory(park=market.park, **fields)
    elsewhere = MatchRunFactory(**fields)

    run_park(market.park, night=NIGHT)

    abandoned.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (abandoned.state, elsewhere.state) == ("failed", "running")
    assert abandoned.error == "the process ended before the run did"
    assert abandoned.finished_at is not None
