"""Runs on real workers: killed, cancelled, followed from a terminal; nothing is replaced."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.utils import timezone

from matching.actions.locks import LISTS_LOCK_CLASS
from matching.actions.nights import night_at
from matching.actions.run_states import cancel_run
from matching.actions.runs import run_park, start_run
from matching.choices.runs import RunPhase, RunState, ShardState
from matching.models import MatchRun, MatchShard
from parks.models import Park
from parks.queue import enqueue
from tests.factories.parks import ParkFactory, UserFactory
from tests.journeys.conftest import ROOT, address_of_test_database, kill, wait_for
from tests.matching.random_markets import random_market
from tests.matching.stored import lists_of

QUICK = {"MATCHING_STALL_SECONDS": "6", "MATCHING_WATCH_SECONDS": "1"}


@pytest.fixture
def filled(transactional_db, settings) -> Park:
    """A park whose runs have twenty parts."""
    settings.MATCHING_GRADUATES_PER_SHARD = 10
    park = ParkFactory(slug="filled")
    random_market(park, seed=21, people=200, openings=60)
    return park


@pytest.fixture
def expected(filled) -> MatchRun:
    return run_park(filled, night=night_at(filled, timezone.now()))


@contextmanager
def unpublishable(park: Park) -> Iterator[None]:
    """Let every process wait just before it would show new lists of a park."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LISTS_LOCK_CLASS, park.pk])
    try:
        yield
    finally:
        other.close()


def started(park: Park) -> MatchRun:
    return start_run(park, night=night_at(park, timezone.now()), full=True)


def states(run: MatchRun) -> list[str]:
    return list(run.shards.order_by("number").values_list("state", flat=True))


def has_ended(run: MatchRun) -> bool:
    return not MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING).exists()


def stopped_while_scoring(run: MatchRun) -> MatchShard:
    """Stop the worker process that scores a part, with other parts done before it."""
    while True:
        shard = run.shards.filter(state=ShardState.RUNNING).first()
        if shard is not None and ShardState.DONE in states(run):
            process = int(shard.worker.split()[-1])
            os.kill(process, signal.SIGSTOP)
            time.sleep(0.1)
            shard.refresh_from_db()
            if shard.state == ShardState.RUNNING:
                return shard
            os.kill(process, signal.SIGCONT)
        assert not has_ended(run)
        time.sleep(0.002)


def terminal(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address_of_test_database()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_after_a_killed_worker_another_finishes_and_scores_no_part_twice(
    expected, filled, start_worker, start_beat
):
    first = start_worker(**QUICK)
    run = started(filled)
    interrupted = stopped_while_scoring(run)
    kill(first)
    done = dict(run.shards.filter(state=ShardState.DONE).values_list("number", "seconds"))

    start_worker(**QUICK)
    start_beat(**QUICK)
    wait_for(lambda: has_ended(run))

    run.refresh_from_db()
    assert (run.state, run.error) == ("published", "")
    assert run.result_hash == expected.result_hash
    assert lists_of(run) == lists_of(expected)
    attempts = dict(run.shards.values_list("number", "attempts"))
    assert attempts.pop(interrupted.number) == 2
    assert set(attempts.values()) == {1}
    assert done
    assert dict(run.shards.filter(number__in=done).values_list("number", "seconds")) == done


def test_two_workers_share_the_parts_of_a_run(expected, filled, start_worker):
    for _worker in range(2):
        start_worker(**QUICK)
    run = started(filled)

    wait_for(lambda: has_ended(run))

    run.refresh_from_db()
    assert run.result_hash == expected.result_hash
    assert len(set(run.shards.values_list("worker", flat=True))) == 2
    assert set(run.shards.values_list("attempts", flat=True)) == {1}


def test_a_run_that_is_cancelled_in_the_middle_leaves_the_old_lists(expected, filled, worker):
    lists = lists_of(expected)
    run = started(filled)
    stopped = stopped_while_scoring(run)

    cancel_run(run, by=UserFactory())
    os.kill(int(stopped.worker.split()[-1]), signal.SIGCONT)
    enqueue("matching.publish_run", run_id=run.pk)
    again = started(filled)
    wait_for(lambda: has_ended(again))

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert ShardState.WAITING in states(run)
    assert lists_of(run) == ({}, {})
    again.refresh_from_db()
    assert (again.state, again.result_hash) == ("published", expected.result_hash)
    assert lists_of(again) == lists


def test_everything_that_is_sent_twice_is_harmless(expected, filled, start_worker):
    run = started(filled)
    for number in range(20):
        enqueue("matching.score_shard", run_id=run.pk, number=number)
        enqueue("matching.publish_run", run_id=run.pk)

    start_worker(processes=2, **QUICK)
    wait_for(lambda: has_ended(run))
    enqueue("matching.publish_run", run_id=run.pk)

    run.refresh_from_db()
    assert run.result_hash == expected.result_hash
    assert set(run.shards.values_list("attempts", flat=True)) == {1}
    assert list(MatchRun.objects.published()) == [run]


def test_the_terminal_follows_the_workers_to_the_end(filled, start_worker):
    start_worker(MATCHING_GRADUATES_PER_SHARD="50")

    followed = terminal("run_matching", "--workers", "--json")
    out, err = followed.communicate(timeout=120)

    assert (followed.returncode, err) == (0, "")
    run, figures = MatchRun.objects.get(), json.loads(out)
    assert figures["run_id"] == str(run.batch)
    assert (figures["graduates"], figures["matches"]) == (200, run.matches)
    assert run.shards.count() == 4


def test_the_terminal_tells_that_the_workers_found_nothing_changed(expected, filled, worker):
    followed = terminal("run_matching", "--workers", "--json")
    out, _err = followed.communicate(timeout=120)

    assert [run["unchanged"] for run in json.loads(out)["runs"]] == [True]
    assert list(MatchRun.objects.all()) == [expected]


def test_who_stops_following_is_told_how_to_stop_the_run(filled, worker):
    with unpublishable(filled):
        followed = terminal("run_matching", "--workers")
        wait_for(lambda: MatchRun.objects.filter(phase=RunPhase.STORING).exists())
        followed.send_signal(signal.SIGINT)
        _out, err = followed.communicate(timeout=60)
    run = MatchRun.objects.get()
    wait_for(lambda: has_ended(run))

    assert followed.returncode == 130
    assert f"The run goes on. To stop it: manage.py cancel_run {run.uuid}" in err
    assert "Traceback" not in err
    run.refresh_from_db()
    assert run.state == RunState.PUBLISHED


def test_who_interrupts_a_run_in_the_terminal_cancels_it(filled):
    with unpublishable(filled):
        stopped = terminal("run_matching")
        wait_for(lambda: MatchRun.objects.filter(phase=RunPhase.STORING).exists())
        stopped.send_signal(signal.SIGINT)
    _out, err = stopped.communicate(timeout=60)

    run = MatchRun.objects.get()
    assert (stopped.returncode, run.state) == (130, "cancelled")
    assert err.splitlines()[-1] == "CommandError: Stopped. The lists are as before."
    assert "Traceback" not in err
    assert lists_of(run) == ({}, {})


@pytest.mark.parametrize("arguments", [[], ["--workers"]])
def test_the_terminal_tells_when_somebody_cancels_the_run(arguments, filled, worker):
    with unpublishable(filled):
        followed = terminal("run_matching", *arguments)
        wait_for(lambda: MatchRun.objects.filter(phase=RunPhase.STORING).exists())
        run = MatchRun.objects.get()
        stopped = terminal("cancel_run", str(run.uuid))
        assert stopped.communicate(timeout=60)[0].startswith(f"Run {run.uuid} is cancelled")
    _out, err = followed.communicate(timeout=60)

    run.refresh_from_db()
    assert (followed.returncode, run.state) == (1, "cancelled")
    assert err.splitlines()[-1] == f"CommandError: Run {run.uuid} was cancelled."
    assert lists_of(run) == ({}, {})
