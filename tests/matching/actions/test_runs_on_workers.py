"""A run whose parts are scored by workers: the same bytes, and every message may come twice."""

from datetime import date

import pytest
from django.db import connection

from matching.actions.locks import LOCK_CLASS
from matching.actions.publishing import publish_run
from matching.actions.run_states import RunInProgressError, cancel_run, fail_run
from matching.actions.runs import run_park, start_run
from matching.actions.shards import score_shard
from matching.choices.runs import RunState, ShardState
from matching.loading import snapshots
from matching.models import MatchRun, MatchShard
from parks.models import LogEntry, Park
from tests.factories.parks import UserFactory
from tests.matching.random_markets import random_market
from tests.matching.stored import all_runs, lists_of
from tests.matching.workers import finish, let_time_pass, queue

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)


@pytest.fixture
def filled(park, settings) -> Park:
    """A park with forty people, of whom each part of a run has ten at most."""
    settings.MATCHING_GRADUATES_PER_SHARD = 10
    random_market(park, seed=1, people=40, openings=25)
    return park


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def started(park: Park, **options) -> MatchRun:
    return start_run(park, night=NIGHT, **options)


def shards_of(run: MatchRun) -> list[dict]:
    return list(run.shards.order_by("number").values())


def test_the_parts_of_a_run_hold_every_graduate_once(filled):
    run = started(filled)

    shards = list(run.shards.order_by("number"))
    assert (run.state, run.phase, run.graduates) == ("running", "scoring", 40)
    assert [shard.number for shard in shards] == [0, 1, 2, 3]
    assert sum(shard.graduates for shard in shards) == 40
    assert {shard.state for shard in shards} == {"waiting"}


def test_the_messages_hold_ids_alone_and_a_chord_ends_in_publishing(filled, commits):
    with queue() as messages:
        with commits(execute=True):
            run = started(filled)

        parts = [("score", {"run_id": run.pk, "number": number}) for number in range(4)]
        assert messages.taken() == parts


@pytest.mark.parametrize("size", [1, 7, 10, 1000])
def test_workers_find_the_same_bytes_as_one_process(filled, settings, size):
    expected = run_park(filled, night=NIGHT)
    settings.MATCHING_GRADUATES_PER_SHARD = size

    run = finish(started(filled, full=True))

    assert (run.state, run.phase) == ("published", "ended")
    assert run.result_hash == expected.result_hash
    assert lists_of(run) == lists_of(expected)
    assert (run.pairs_scored, run.matches) == (expected.pairs_scored, expected.matches)


def test_a_published_run_adds_up_what_its_workers_took(filled):
    run = finish(started(filled))

    shards = list(run.shards.all())
    assert {shard.state for shard in shards} == {"done"}
    assert [shard.done for shard in shards] == [shard.graduates for shard in shards]
    assert {shard.attempts for shard in shards} == {1}
    assert run.peak_rss_mb >= max(shard.peak_rss_mb for shard in shards) > 10
    assert min(run.load_seconds, run.score_seconds, run.store_seconds) > 0
    assert all(shard.worker for shard in shards)


def test_the_files_of_the_parts_are_dropped_and_those_for_refreshing_kept(filled):
    run = finish(started(filled))

    with pytest.raises(snapshots.SnapshotGoneError):
        snapshots.load_part(run, 0)
    assert snapshots.load_matching(run).digest() == run.result_hash
    assert snapshots.load_market_of(run).profile_ids.size == 40


def test_a_part_that_is_done_is_not_scored_again(filled):
    run = started(filled)
    score_shard(run.pk, 0)
    before = shards_of(run)

    score_shard(run.pk, 0)

    assert shards_of(run) == before


def test_a_part_that_somebody_is_at_is_left_to_them(filled):
    run = started(filled)
    score_shard(run.pk, 0)
    run.shards.filter(number=0).update(state=ShardState.RUNNING, worker="somebody")

    score_shard(run.pk, 0)

    shard = run.shards.get(number=0)
    assert (shard.state, shard.worker, shard.attempts) == ("running", "somebody", 1)


def test_a_part_whose_worker_is_silent_is_taken_over(filled, settings):
    run = started(filled)
    score_shard(run.pk, 0)
    run.shards.filter(number=0).update(state=ShardState.RUNNING, worker="somebody")
    let_time_pass(run, settings.MATCHING_STALL_SECONDS + 1)

    score_shard(run.pk, 0)

    shard = run.shards.get(number=0)
    assert (shard.state, shard.attempts) == ("done", 2)
    assert shard.worker != "somebody"


def test_nothing_is_published_before_every_part_is_done(filled):
    run = started(filled)
    for number in range(3):
        score_shard(run.pk, number)

    publish_run(run.pk)

    run.refresh_from_db()
    assert run.state == RunState.RUNNING
    assert lists_of(run) == ({}, {})


def test_a_second_publishing_changes_nothing(filled):
    run = finish(started(filled))
    before, lists = all_runs(), lists_of(run)

    publish_run(run.pk)

    assert all_runs() == before
    assert lists_of(run) == lists
    assert LogEntry.objects.filter(verb="published").count() == 1


def test_a_publishing_that_another_process_is_at_is_left_to_it(filled):
    run, other = started(filled), connection.copy()
    for shard in run.shards.all():
        score_shard(run.pk, shard.number)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, filled.pk])

    publish_run(run.pk)

    other.close()
    run.refresh_from_db()
    assert run.state == RunState.RUNNING


def test_a_run_is_whole_although_every_message_comes_twice_in_any_order(filled):
    expected = run_park(filled, night=NIGHT)
    run = started(filled, full=True)

    for number in (3, 3, 1, 0, 1, 2, 0):
        score_shard(run.pk, number)
        publish_run(run.pk)
    publish_run(run.pk)

    run.refresh_from_db()
    assert run.result_hash == expected.result_hash
    assert list(MatchRun.objects.published()) == [run]


def test_the_parts_of_a_cancelled_run_are_not_begun(filled):
    old = run_park(filled, night=NIGHT)
    run = started(filled, full=True)
    score_shard(run.pk, 0)
    cancel_run(run, by=UserFactory())

    finish(run)

    assert [shard.attempts for shard in run.shards.order_by("number")] == [1, 0, 0, 0]
    assert list(MatchRun.objects.published()) == [old]


def test_a_run_whose_files_are_lost_fails_with_the_reason(filled):
    run = started(filled)
    snapshots.forget(run)

    with pytest.raises(snapshots.SnapshotGoneError):
        score_shard(run.pk, 0)

    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "SnapshotGoneError" in run.error


def test_a_run_that_lost_a_part_fails_when_it_is_to_be_published(filled):
    run = started(filled)
    for number in range(4):
        score_shard(run.pk, number)
    snapshots.forget_parts(run)

    with pytest.raises(snapshots.SnapshotGoneError):
        publish_run(run.pk)

    run.refresh_from_db()
    assert run.state == RunState.FAILED


def test_the_same_input_in_the_same_night_needs_no_workers(filled):
    first = finish(started(filled))
    before = lists_of(first)

    second = started(filled)

    assert second.pk == first.pk
    assert second.confirmed_at > first.finished_at
    assert MatchRun.objects.count() == 1
    assert MatchShard.objects.count() == 4
    assert lists_of(second) == before


def test_a_second_start_is_refused_while_workers_are_at_it(filled):
    run = started(filled)

    with pytest.raises(RunInProgressError):
        started(filled)

    assert list(MatchRun.objects.all()) == [run]


def test_after_a_failed_run_the_park_can_be_started_again(filled):
    run = started(filled)
    fail_run(run, "no more disk")

    again = finish(started(filled))

    assert again.state == RunState.PUBLISHED


def test_a_park_without_anybody_is_published_by_workers_too(park):
    run = finish(started(park))

    assert (run.state, run.graduates, run.matches) == ("published", 0, 0)
    assert [shard.graduates for shard in run.shards.all()] == [0]
