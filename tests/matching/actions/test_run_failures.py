"""Runs that break, stop, meet another one, or never ended: the old lists stay."""

from datetime import date

import pytest
from django.db import DatabaseError, connection

from matching.actions.locks import LOCK_CLASS
from matching.actions.run_states import (
    RunEndedError,
    RunInProgressError,
    cancel_run,
    enter_phase,
    fail_run,
)
from matching.actions.runs import run_park
from matching.choices.runs import RunPhase, RunState
from matching.loading import snapshots
from matching.models import MatchAlarm, MatchRun
from parks.models import LogEntry
from tests.factories.matching import MatchRunFactory, MatchShardFactory
from tests.factories.parks import ParkFactory, UserFactory
from tests.matching.markets import SmallMarket, small_market
from tests.matching.stored import lists_of
from tests.matching.workers import let_time_pass

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
    assert snapshots.load_matching(old).digest() == old.result_hash
    assert LogEntry.objects.filter(verb="published").count() == 1


def test_a_run_that_is_stopped_while_it_scores_is_kept_as_failed(market):
    def stop(phase: RunPhase, _done: int, _total: int) -> None:
        if phase == RunPhase.SCORING:
            raise TimeoutError("no more time")

    with pytest.raises(TimeoutError):
        run_park(market.park, night=NIGHT, progress=stop)

    assert [(run.state, run.error) for run in MatchRun.objects.all()] == [
        ("failed", "TimeoutError: no more time")
    ]


def test_after_a_run_that_failed_the_next_one_works(market):
    with pytest.raises(ZeroDivisionError):
        run_park(market.park, night=NIGHT, progress=lambda *_progress: 1 / 0)

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
            run_park(market.park, night=NIGHT, progress=lambda *_progress: 1 / 0)
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


def running(park, **fields) -> MatchRun:
    return MatchRunFactory(park=park, state=RunState.RUNNING, finished_at=None, **fields)


def test_a_run_whose_parts_are_with_the_workers_is_not_disturbed(market):
    run = running(market.park)
    MatchShardFactory(run=run)

    with pytest.raises(RunInProgressError):
        run_park(market.park, night=NIGHT)

    run.refresh_from_db()
    assert run.state == RunState.RUNNING


def test_a_run_whose_workers_have_been_silent_gives_way_to_a_new_one(market, settings):
    silent = running(market.park)
    MatchShardFactory(run=silent)
    let_time_pass(silent, settings.MATCHING_STALL_SECONDS + 1)

    run = run_park(market.park, night=NIGHT)

    silent.refresh_from_db()
    assert (silent.state, run.state) == ("failed", "published")


def test_a_failure_raises_an_alarm_with_the_reason(market):
    run = running(market.park)

    fail_run(run, "ValueError: no such skill")

    alarm = MatchAlarm.objects.get()
    assert (alarm.park, alarm.night, alarm.kind) == (run.park, run.night, "failed")
    assert "no such skill" in alarm.details


def test_what_is_over_cannot_fail_any_more(market):
    run = MatchRunFactory(park=market.park, state=RunState.CANCELLED)

    fail_run(run, "too late")

    run.refresh_from_db()
    assert (run.state, run.error) == ("cancelled", "")
    assert not MatchAlarm.objects.exists()


def test_a_cancelled_run_says_who_asked_and_leaves_the_old_lists(market):
    old, user = run_park(market.park, night=NIGHT), UserFactory()
    expected = lists_of(old)
    run = running(market.park)

    cancelled = cancel_run(run, by=user)

    assert (cancelled.state, cancelled.phase) == ("cancelled", "ended")
    assert cancelled.cancel_asked_at == cancelled.finished_at
    entry = LogEntry.objects.about(run).get()
    assert (entry.verb, entry.actor, entry.park) == ("cancelled", user, market.park)
    assert list(MatchRun.objects.published()) == [old]
    assert lists_of(old) == expected


@pytest.mark.parametrize("state", ["published", "superseded", "failed", "cancelled"])
def test_a_run_that_is_over_cannot_be_cancelled(state, market):
    run = MatchRunFactory(park=market.park, state=state)

    with pytest.raises(RunEndedError):
        cancel_run(run, by=UserFactory())

    run.refresh_from_db()
    assert (run.state, run.cancel_asked_at) == (state, None)
    assert not LogEntry.objects.about(run).exists()


def test_a_run_that_was_cancelled_enters_no_further_phase(market):
    run = running(market.park)
    cancel_run(run, by=None)

    with pytest.raises(RunEndedError):
        enter_phase(run, RunPhase.STORING)

    run.refresh_from_db()
    assert run.phase == RunPhase.ENDED


def test_a_run_that_is_cancelled_while_it_finishes_publishes_nothing(market):
    old = run_park(market.park, night=NIGHT)

    def cancel(phase: RunPhase, _done: int, _total: int) -> None:
        if phase == RunPhase.FINISHING:
            cancel_run(MatchRun.objects.get(state=RunState.RUNNING), by=None)

    run = run_park(market.park, night=NIGHT, full=True, progress=cancel)

    assert run.state == RunState.CANCELLED
    assert lists_of(run) == ({}, {})
    assert list(MatchRun.objects.published()) == [old]
    assert not MatchAlarm.objects.exists()
