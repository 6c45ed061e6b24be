"""Runs that have stalled go on, and those that cannot end with a reason."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from matching.actions.locks import LOCK_CLASS
from matching.actions.runs import start_run
from matching.actions.shards import score_shard
from matching.actions.watching import MOST_ATTEMPTS, watch_runs
from matching.choices.runs import RunPhase, RunState, ShardState
from matching.models import MatchRun
from tests.factories.matching import MatchRunFactory
from tests.matching.random_markets import random_market
from tests.matching.workers import finish, let_time_pass, queue

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)
LONG = 61


@pytest.fixture
def run(park, settings) -> MatchRun:
    """A run of three parts of which the first is done and the second was begun."""
    settings.MATCHING_GRADUATES_PER_SHARD = 10
    random_market(park, seed=2, people=30, openings=10)
    run = start_run(park, night=NIGHT)
    score_shard(run.pk, 0)
    begun = {"state": ShardState.RUNNING, "attempts": 1, "seen_at": timezone.now()}
    run.shards.filter(number=1).update(**begun)
    return run


@pytest.fixture
def watched(django_capture_on_commit_callbacks):
    """Watch once and return what was sent to the workers."""

    def watch() -> list[tuple[str, dict]]:
        with queue() as messages:
            with django_capture_on_commit_callbacks(execute=True):
                watch_runs(timezone.now())
            return messages.taken()

    return watch


def scoring(run: MatchRun, *numbers: int) -> list[tuple[str, dict]]:
    return [("score", {"run_id": run.pk, "number": number}) for number in numbers]


def test_a_run_that_is_alive_is_left_alone(run, watched):
    assert watched() == []


def test_a_silent_run_has_its_unfinished_parts_sent_again(run, watched):
    let_time_pass(run, LONG)

    assert watched() == scoring(run, 1, 2)
    assert [shard.state for shard in run.shards.order_by("number")] == [
        "done",
        "waiting",
        "waiting",
    ]


def test_what_was_sent_again_is_not_sent_at_the_next_look(run, watched):
    let_time_pass(run, LONG)
    watched()

    assert watched() == []


def test_one_dead_worker_is_replaced_while_the_others_go_on(run, watched):
    past = timezone.now() - timedelta(seconds=LONG)
    run.shards.filter(number=1).update(seen_at=past)

    assert watched() == scoring(run, 1)


def test_a_resumed_run_scores_no_part_twice(run, watched):
    let_time_pass(run, LONG)
    watched()

    published = finish(run)

    assert published.state == RunState.PUBLISHED
    assert [shard.attempts for shard in run.shards.order_by("number")] == [1, 2, 1]


def test_a_run_that_is_scored_but_not_published_is_sent_to_be_published(run, watched):
    run.shards.update(state=ShardState.DONE)

    assert watched() == [("publish", {"run_id": run.pk})]


def test_a_run_whose_publishing_goes_on_is_left_alone(run, watched):
    run.shards.update(state=ShardState.DONE)
    MatchRun.objects.filter(pk=run.pk).update(phase=RunPhase.STORING)

    assert watched() == []


def test_a_publishing_that_was_cut_off_is_sent_again(run, watched):
    run.shards.update(state=ShardState.DONE)
    MatchRun.objects.filter(pk=run.pk).update(phase=RunPhase.STORING)
    let_time_pass(run, LONG)

    assert watched() == [("publish", {"run_id": run.pk})]


def test_a_part_that_no_worker_survives_ends_the_run_with_the_reason(run, watched):
    run.shards.filter(number=1).update(attempts=MOST_ATTEMPTS)
    let_time_pass(run, LONG)

    assert watched() == []
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "part 1 was begun 5 times and never finished")


def test_a_run_that_died_while_it_loaded_is_over(park, watched):
    run = MatchRunFactory(park=park, state=RunState.RUNNING, finished_at=None)
    let_time_pass(run, LONG)

    assert watched() == []
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "the process ended before the run did")


def test_a_run_whose_process_holds_the_lock_is_alive_however_silent(park, watched):
    run, other = MatchRunFactory(park=park, state="running", finished_at=None), connection.copy()
    let_time_pass(run, LONG)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, park.pk])

    watched()

    other.close()
    run.refresh_from_db()
    assert run.state == RunState.RUNNING


def test_a_run_that_never_ends_is_ended(run, watched):
    MatchRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(hours=7))

    assert watched() == []
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "not finished after 6 hours")


@pytest.mark.parametrize("state", ["published", "superseded", "failed", "cancelled"])
def test_what_is_over_is_not_looked_at(run, watched, state):
    MatchRun.objects.filter(pk=run.pk).update(state=state, finished_at=timezone.now())
    let_time_pass(run, LONG)

    assert watched() == []
