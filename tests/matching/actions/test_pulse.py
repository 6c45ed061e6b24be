"""The sign of life of a process at work, told from a thread of its own."""

import pytest

from matching.actions import pulse as module
from matching.actions.pulse import Pulse, peak_rss_mb
from matching.actions.run_states import cancel_run
from tests.factories.matching import MatchRunFactory, MatchShardFactory
from tests.journeys.conftest import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(module, "PULSE_SECONDS", 0.05)


@pytest.fixture
def run():
    return MatchRunFactory(state="running", finished_at=None, graduates=100)


def read(row):
    row.refresh_from_db()
    return row


def test_a_run_in_one_process_is_told_on_the_run(run):
    with Pulse(run) as pulse:
        pulse.note(40, 100)

        wait_for(lambda: read(run).done == 40)

    assert run.seen_at is not None


def test_a_part_is_told_on_the_part_alone(run):
    shard = MatchShardFactory(run=run, graduates=100)

    with Pulse(run, shard) as pulse:
        pulse.note(40, 100)

        wait_for(lambda: read(shard).done == 40)

    assert shard.seen_at is not None
    assert (read(run).done, run.seen_at) == (0, None)


def test_a_run_that_is_wanted_is_not_cancelled(run):
    with Pulse(run) as pulse:
        wait_for(lambda: read(run).seen_at)

        assert pulse.cancelled() is False


def test_work_on_a_cancelled_run_is_told_to_stop(run):
    with Pulse(run) as pulse:
        cancel_run(run, by=None)

        wait_for(pulse.cancelled)


def test_after_the_work_there_is_no_further_sign(run):
    with Pulse(run) as pulse:
        wait_for(lambda: read(run).seen_at)
    before = read(run).seen_at
    pulse.note(99, 100)

    assert not pulse._thread.is_alive()
    assert (read(run).seen_at, run.done) == (before, 0)


def test_memory_is_told_in_mib():
    assert 20 < peak_rss_mb() < 100_000
